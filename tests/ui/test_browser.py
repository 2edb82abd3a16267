"""The scripts and the gallery in a real browser, under the strict content policy, against a stand-in server."""

import base64
import json
import os
import shutil
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from cairn.ui.gallery import samples
from tests.ui.test_environment import FULL, template

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
CSS = ROOT / "cairn/ui/static/cairn/cairn.css"
CHROMIUM = shutil.which(os.environ.get("CAIRN_CHROMIUM", "chromium"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
DRAFT_PAGE = """{% extends "ui/layout.html" %}{% set quick_exit = true %}
{% from "ui/form.html" import field, submit %}{% from "ui/components/draft.html" import draft_form, draft_status %}
{% block content %}<h1>Draft</h1>
<form method="post" action="/send" novalidate {{ draft_form("/draft", "d1", revision) }}>
{{ draft_status() }}{{ field(form["what"]) }}{{ submit("Send") }}</form>{% endblock %}"""
pytestmark = [
    pytest.mark.journey,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not (CHROMIUM and AXE.exists() and CSS.exists()), reason="needs Chromium and the built files"),
]


class Site:
    """What the stand-in server serves and remembers."""

    def __init__(self):
        self.address = ""
        self.pages = {}
        self.revision = 1
        self.saved = {}
        self.headers = None
        self.ends_in = 900
        self.marked = 0
        self.is_failing = False


class Handler(BaseHTTPRequestHandler):
    site: Site

    def log_message(self, *args):
        pass

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path.startswith("/static/"):
            file = ROOT / "cairn/ui" / self.path.lstrip("/")
            return self.answer(200, TYPES[file.suffix], file.read_bytes())
        if self.path == "/activity":
            return self.answer(200, "application/json", json.dumps({"ends_in": self.site.ends_in}).encode())
        page = self.site.pages.get(self.path)
        return self.answer(200 if page else 404, "text/html", (page or "").encode())

    def do_POST(self):
        self.site.marked += 1
        self.do_GET()

    def do_PUT(self):
        site, body = self.site, json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        site.headers = self.headers
        if site.is_failing:
            return self.answer(503, "text/plain", b"")
        if self.headers["If-Match"] != f'"{site.revision}"':
            answer = json.dumps({"revision": site.revision, "fields": site.saved}).encode()
            return self.answer(409, "application/json", answer)
        site.revision, site.saved = site.revision + 1, body
        answer = json.dumps({"revision": site.revision, "saved_at": "2026-11-21T14:03:00Z"}).encode()
        return self.answer(200, "application/json", answer)


@pytest.fixture
def site():
    made = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": made}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.address = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def draft_page(site):
    shell_key = base64.b64encode(bytes(range(32))).decode()
    shell = replace(FULL, draft_key=shell_key)
    page = template(DRAFT_PAGE)
    served = page.render(shell=shell, form=samples()["form"], revision=1)
    site.pages["/write"] = served.replace(settings.STATIC_URL, "/static/")
    return f"{site.address}/write"


@pytest.fixture(scope="module")
def playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture
def context(playwright, tmp_path):
    options = {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--no-first-run"]}
    made = playwright.chromium.launch_persistent_context(tmp_path / "profile", **options)
    yield made
    made.close()


def watched(context):
    page = context.new_page()
    page.wrongs = []
    page.on("pageerror", lambda error: page.wrongs.append(str(error)))
    page.on("console", lambda said: page.wrongs.append(said.text) if "Content Security" in said.text else None)
    return page


def status_of(page):
    return page.locator("[data-draft-status]")


def expect_text(locator, words):
    from playwright.sync_api import expect

    expect(locator).to_contain_text(words, timeout=8000)


@pytest.mark.parametrize("is_sent", [False, True])
def test_the_gallery_is_accessible_and_fits_a_small_screen(site, context, is_sent):
    html = render_to_string("ui/gallery.html", {**samples(is_sent=is_sent), "shell": FULL})
    site.pages["/"] = html.replace(settings.STATIC_URL, "/static/")
    page = watched(context)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site.address)
        page.evaluate(AXE.read_text() + ";0")
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.wrongs == []


def test_words_are_saved_once_typing_stops(site, context, draft_page):
    page = watched(context)
    page.goto(draft_page)
    page.fill("#id_what", "Seen near the station")
    expect_text(status_of(page), "Saved 14:03")
    assert site.saved["what"] == ["Seen near the station"]
    assert (site.headers["X-CSRFToken"], site.headers["If-Match"]) == ("token", '"1"')
    assert "csrfmiddlewaretoken" not in site.saved
    assert page.wrongs == []


def test_without_a_connection_words_are_kept_and_pushed_on_reopening(site, context, draft_page, tmp_path):
    page = watched(context)
    page.goto(draft_page)
    context.set_offline(True)
    page.fill("#id_what", "Zebraword on the device")
    expect_text(status_of(page), "kept on this device")
    page.close()
    assert not any(b"Zebraword" in file.read_bytes() for file in (tmp_path / "profile").rglob("*") if file.is_file())
    context.set_offline(False)
    page = watched(context)
    page.goto(draft_page)
    expect_text(status_of(page), "Saved 14:03")
    assert page.input_value("#id_what") == "Zebraword on the device"
    assert site.saved["what"] == ["Zebraword on the device"]
    assert page.wrongs == []


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_two_windows_see_both_versions(site, context, draft_page, choice):
    in_form, beside = ("Theirs", "Mine") if choice == "theirs" else ("Mine", "Theirs")
    page = watched(context)
    page.goto(draft_page)
    site.revision, site.saved = 7, {"what": ["Theirs"]}
    page.fill("#id_what", "Mine")
    expect_text(page.locator("[data-draft-other]"), "Theirs")
    expect_text(status_of(page), "another window")
    page.click(f"[data-draft-{choice}]")
    assert page.input_value("#id_what") == in_form
    expect_text(page.locator("[data-draft-other]"), beside)
    if choice == "mine":
        expect_text(status_of(page), "Saved")
        assert site.saved["what"] == ["Mine"]
    assert page.wrongs == []


KEPT = """() => new Promise(done => { const o = indexedDB.open('cairn', 1); o.onsuccess = () => {
  const q = o.result.transaction('drafts').objectStore('drafts').count(); q.onsuccess = () => done(q.result) } })"""


def keep_words(context, address):
    page = watched(context)
    page.goto(address)
    context.set_offline(True)
    page.fill("#id_what", "Kept words")
    expect_text(status_of(page), "kept on this device")
    assert page.evaluate(KEPT) == 1
    return page


def test_what_was_kept_is_cleared_once_the_server_says_sent(site, context, draft_page):
    sent = site.pages["/write"].replace("data-draft ", "data-was-draft ")
    site.pages["/send"] = sent.replace("<h1>", '<span hidden data-draft-sent="d1"></span><h1 id="sent">')
    page = keep_words(context, draft_page)
    context.set_offline(False)
    page.click("button:has-text('Send')")
    page.locator("#sent").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate(KEPT) == 0


def test_signing_out_asks_before_it_clears_what_was_kept(site, context, draft_page):
    page = keep_words(context, draft_page)
    # The connection is back, yet the server does not take the draft: only the person can decide.
    site.pages["/out"], site.is_failing = "<p id='bye'>Bye</p>", True
    context.set_offline(False)
    for answer, left in (("dismiss", 1), ("accept", 0)):
        with page.expect_event("dialog") as asked:
            page.click("[data-sign-out] button", no_wait_after=True)
        getattr(asked.value, answer)()
        if left:
            assert page.evaluate(KEPT) == left
    page.locator("#bye").wait_for()
    assert page.evaluate(KEPT) == 0


def test_typing_is_told_once_and_an_ending_session_is_announced(site, context, draft_page):
    site.ends_in = 122
    page = watched(context)
    page.goto(draft_page)
    page.locator("#id_what").press_sequentially("typing")
    expect_text(page.locator("body"), "Draft")
    site.ends_in = 100
    page.locator("[data-activity-stay]").wait_for(state="visible", timeout=9000)
    expect_text(page.locator("[data-activity-words]"), "You will be signed out at")
    assert site.marked == 1
    site.ends_in = 900
    page.click("[data-activity-stay]")
    page.locator("[data-activity-stay]").wait_for(state="hidden")
    assert site.marked == 2
    assert page.wrongs == []


def test_escape_three_times_leaves_the_page(site, context, draft_page):
    site.pages["/weather"] = "<p>Sunny</p>"
    site.pages["/write"] = site.pages["/write"].replace("https://www.bbc.co.uk/weather", "/weather")
    page = watched(context)
    page.goto(draft_page)
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/weather")
    page.go_back()
    assert "/write" not in page.url
