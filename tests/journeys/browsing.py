"""People at browsers: sign in with one click, look, press, and have every page checked by axe on the way."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
BUILT = AXE.exists() and (ROOT / "cairn/ui/static/cairn/cairn.css").exists()
CHROMIUM = next(
    filter(
        None, map(shutil.which, (os.environ.get("CAIRN_CHROMIUM", "chromium"), "chromium-browser", "google-chrome"))
    ),
    None,
)
ARGUMENTS = (
    *("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--disable-dev-shm-usage"),
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
PATIENCE = 15_000


def launch(playwright: Any) -> Any:
    """A Chromium that reaches nothing but this machine."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))


def launch_kept(playwright: Any, profile: str) -> Any:
    """A Chromium that keeps what it keeps in a folder, as a person's own does."""
    for left in Path(profile).glob("Singleton*"):  # a killed one believes that it still runs
        left.unlink()
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=list(ARGUMENTS), **DESK
    )


class Browsing:
    """Everybody who sits at a browser in one test, and what went wrong in any of them."""

    def __init__(self, address: str, chromium: Any) -> None:
        self.address, self._chromium = address, chromium
        self.wrongs: list[str] = []
        self._contexts: list[Any] = []

    def somebody(self, **device: Any) -> "Person":
        """Somebody who is not signed in."""
        context = self._chromium.new_context(base_url=self.address, **(device or DESK))
        self._contexts.append(context)
        return self.person(context, has_scripts=device.get("java_script_enabled", True))

    def person(self, context: Any, *, has_scripts: bool = True) -> "Person":
        """Whoever sits at a context."""
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrongs.append(str(error)))
        page.on("console", self._said)
        return Person(page, self.address, has_scripts=has_scripts)

    def member(self, name: str, **device: Any) -> "Person":
        """A member of the cast, come in by the demonstration's door."""
        return self.somebody(**device).comes_in_as(name)

    def close(self) -> None:
        """Everybody goes home."""
        for context in self._contexts:
            context.close()

    def _said(self, message: Any) -> None:
        if "Content Security" in message.text or "Refused to" in message.text:
            self.wrongs.append(message.text)


class Person:
    """One person at one page. `steps` counts what they had to do: press, choose, type."""

    def __init__(self, page: Any, address: str, *, has_scripts: bool = True) -> None:
        self.page, self.address, self.steps, self._has_scripts = page, address, 0, has_scripts
        self.read_before = ""

    def comes_in_as(self, name: str) -> "Person":
        """Through the demonstration's door."""
        self.opens("/demo/")
        self.page.get_by_role("button", name=name.replace("_", " ").title(), exact=True).click()
        self.page.get_by_role("button", name="Sign out").wait_for()
        return self

    def opens(self, path: str, status: int = 200) -> "Person":
        """An address typed in; the page that comes is checked."""
        answer = self.page.goto(self.address + path)
        if self._is_asked_first():
            return self.knows_nobody()
        assert answer.status == status, (path, answer.status)
        return self.checks() if status == 200 else self

    def presses(self, name: str, role: str = "button") -> "Person":
        """A button or a link by what it says; the page that comes is checked."""
        self.steps += 1
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).first.click()
        return self.knows_nobody() if self._is_asked_first() else self.checks()

    def knows_nobody(self) -> "Person":
        """Says so, before a child is opened for the first time, and goes on to the child.

        `read_before` keeps the words of the page that asks: what was done just before is told there.
        """
        self.checks()
        self.read_before = self.page.locator("body").inner_text()
        self.page.get_by_label("No, I know none of them outside work", exact=True).check()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Continue", exact=True).click()
        return self.checks()

    def _is_asked_first(self) -> bool:
        return "/knows/" in self.page.url

    def chooses(self, label: str) -> "Person":
        """A radio button or a tick box."""
        self.steps += 1
        self.page.get_by_label(label, exact=True).first.check()
        return self

    def types(self, label: str, words: str) -> "Person":
        """Words into the field with this label."""
        self.steps += 1
        self.page.get_by_label(label, exact=False).first.fill(words)
        return self

    def reads(self, *words: str) -> "Person":
        """These words stand on the page."""
        from playwright.sync_api import expect

        for each in words:
            expect(self.page.locator("body")).to_contain_text(each, timeout=PATIENCE)
        return self

    def finds_nothing_of(self, *words: str) -> "Person":
        """None of these words stands anywhere in the page, seen or unseen."""
        source = self.page.content()
        found = [source[max(0, at - 300) : at + 300] for at in map(source.find, words) if at >= 0]
        assert found == [], f"{self.page.url}: {found}"
        return self

    def checks(self) -> "Person":
        """axe finds nothing, and nothing sticks out sideways. Both are asked by script, so only where scripts run."""
        if not self._has_scripts:
            return self
        found = violations(self.page)
        assert found == [], f"{self.page.url}: {found}"
        assert self.fits(), f"{self.page.url} is wider than the screen"
        return self

    def fits(self) -> bool:
        """Whether everything stands within the width of the screen."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    @property
    def path(self) -> str:
        """Where they are."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)


def violations(page: Any) -> list[tuple[str, str]]:
    """What axe finds wrong with a page: the rule, and the place."""
    page.evaluate(AXE.read_text() + ";0")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    places = [(each["id"], node["html"]) for each in found["violations"] for node in each["nodes"]]
    return [place for place in places if not _is_known_upstream(*place)]


def _is_known_upstream(rule: str, html: str) -> bool:
    """GOV.UK Frontend says on a radio button that it unfolds a question; read aloud, yet not in ARIA."""
    return rule == "aria-allowed-attr" and "aria-controls" in html and "govuk-radios__input" in html
