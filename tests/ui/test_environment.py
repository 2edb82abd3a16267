"""The Jinja environment, the layout and every component."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError

from cairn.ui import shell
from cairn.ui.gallery import samples
from cairn.ui.parts import CardRow, Column, ContactCard, Step
from cairn.ui.shell import Contact, DraftNotice, NavItem, Shell, SignedIn

MOMENT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)
FULL = Shell(
    signed_in=SignedIn(name="Amara", team="Duty team", agency="Example Council"),
    nav=(NavItem(text="My work", href="/", is_current=True), NavItem(text="Directory", href="/d")),
    draft=DraftNotice(text="A concern begun at 14:03.", href="/draft"),
    is_demonstration=True,
    out_of_hours=Contact(name="Emergency duty team", number="01632 960 999"),
    clock_warning="The clocks disagree.",
    sign_out_href="/out",
    account_href="/account",
    activity_href="/activity",
    draft_key="a2V5",
    csrf="token",
)


def template(source):
    backend = engines["jinja2"]
    assert isinstance(backend, Jinja2)
    return backend.env.from_string(source)


def render(source, **context):
    return template(source).render(**context)


def component(name, call, **context):
    macro = re.split(r"[ (]", call.replace("{% call", "").strip())[0]
    body = f"{{{{ {call} }}}}" if not call.startswith("{%") else call
    return render(f'{{% from "ui/components/{name}.html" import {macro} %}}{body}', **context)


def test_an_unknown_name_is_an_error():
    with pytest.raises(UndefinedError):
        render("{{ nobody }}")


def test_strictness_reaches_into_ui_macros_called_with_less():
    with pytest.raises(UndefinedError):
        component("contact", "contact_card(nobody)")


def test_what_is_put_in_is_escaped_even_through_gettext():
    assert render("{% trans name=name %}Ask {{ name }}{% endtrans %}", name="<b>") == "Ask &lt;b&gt;"


def test_filters_and_addresses_are_known():
    assert render("{{ d | day }} {{ n | tel }}", d=date(2026, 11, 21), n="999") == "21 November 2026 tel:999"
    assert render('{{ static("cairn/icon.svg") }}').endswith(".svg")


def test_a_page_without_a_request_still_renders():
    html = render('{% extends "ui/layout.html" %}{% block content %}Sorry{% endblock %}')
    assert "Sorry" in html
    assert 'lang="en-gb" dir="ltr"' in html


def test_the_layout_shows_who_where_and_what_is_unsent():
    html = render('{% extends "ui/layout.html" %}{% block title %}C-7F3K-Q2{% endblock %}', shell=FULL)
    for words in (
        "Amara, Duty team, Example Council",
        "NOT SENT",
        "fictional",
        "The clocks disagree.",
        "My work",
        "Sign out",
    ):
        assert words in html
    assert "<title>C-7F3K-Q2 – Cairn</title>" in html
    assert 'href="tel:+441632960999"' in html
    assert 'content="token"' in html


def test_nothing_is_inline():
    html = render_to_string("ui/gallery.html", {**samples(), "shell": FULL})
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", html)


def test_right_to_left_languages_turn_the_page_round():
    with translation.override("ar"):
        assert 'lang="ar" dir="rtl"' in render('{% extends "ui/layout.html" %}')


def test_quick_exit_only_where_asked_for():
    assert "data-exit" not in render('{% extends "ui/layout.html" %}')
    assert "data-exit" in render('{% extends "ui/layout.html" %}{% set quick_exit = true %}')


def test_errors_are_told_first_and_in_the_title():
    html = render_to_string("ui/gallery.html", {**samples(is_sent=True), "shell": FULL})
    assert "<title>Error: Components – Cairn</title>" in html
    assert html.index("There is a problem") < html.index("<h1")


@pytest.mark.parametrize("is_sent", [False, True])
def test_no_id_stands_twice_in_the_gallery(is_sent):
    html = render_to_string("ui/gallery.html", {**samples(is_sent=is_sent), "shell": FULL})
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert sorted(ids) == sorted(set(ids))


@pytest.fixture
def own_provider():
    before = list(shell._provider)
    yield
    shell._provider[:] = before


@pytest.mark.usefixtures("own_provider")
def test_a_higher_floor_fills_the_shell():
    shell.register(lambda request: FULL)
    request = RequestFactory().get("/")
    made = shell.shell_for(request)
    assert replace(made, csrf="token") == FULL
    assert made.csrf == request.META["CSRF_COOKIE"] or len(made.csrf) == 64


@pytest.mark.usefixtures("own_provider")
def test_without_a_provider_nobody_is_signed_in():
    shell._provider.clear()
    assert shell.shell_for(RequestFactory().get("/")).signed_in is None


def test_phone_rings_when_tapped():
    html = component("phone", 'phone_link("01632 960 001", "duty team")')
    assert 'href="tel:+441632960001"' in html
    assert "(duty team)" in html


@pytest.mark.parametrize(("state", "word"), [("due", "Due"), ("soon", "Due soon"), ("overdue", "Overdue")])
def test_due_is_said_in_words(state, word):
    assert f">{word}" in component("due", "due_tag(state, when)", state=state, when=date(2026, 11, 23))


def test_an_unknown_state_is_a_mistake_of_the_builder():
    with pytest.raises(UndefinedError):
        component("due", 'due_tag("later", when)', when=date(2026, 11, 23))


def test_contact_leaves_out_what_is_not_known():
    html = component("contact", "contact_card(person)", person=ContactCard(name="Duty team", number="999"))
    assert "Duty team" in html
    assert "mailto" not in html
    assert "Out of hours" not in html


def test_contact_says_whom_to_ring_out_of_hours():
    person = ContactCard(
        name="A", role="Nurse", team="T", agency="G", email="a@b.c", out_of_hours=Contact(name="Night", number="111")
    )
    html = component("contact", "contact_card(person)", person=person)
    for words in ("Nurse", "T, G", "mailto:a@b.c", "Night", "tel:111"):
        assert words in html


def test_timeline_item_carries_when_what_and_source():
    html = component(
        "timeline", 'timeline_item("about March", "Seen", words="a\nb", source="Nurse", tags=["x"], id="e1")'
    )
    for words in ("about March", "Seen", "a\nb", "Nurse", ">x<", 'id="e1"'):
        assert words in html
    assert '<time datetime="2026-11-21T' in component("timeline", 'timeline_item("now", "Seen", at=at)', at=MOMENT)
    assert "<ol" in component("timeline", '{% call timeline("Story") %}x{% endcall %}')


def test_card_marks_a_warning_and_links():
    rows = [CardRow(label="Told?", value="<Nobody>", is_warning=True, href="/how", link_text="How")]
    html = component("card", 'card("C-1", rows)', rows=rows)
    assert "&lt;Nobody&gt;" in html
    assert "cairn-card__row--warning" in html
    assert 'href="/how">How<' in html


def test_empty_state_says_what_to_do():
    html = component("empty", 'empty_state("Nothing", detail="Yet", href="/x", link_text="Do")')
    assert all(words in html for words in ("Nothing", "Yet", 'href="/x">Do<'))


def test_pagination_is_silent_for_one_page():
    assert component("pages", 'pagination(page, "?page=")', page=Paginator([1], 10).page(1)) == ""


def test_pagination_leads_both_ways():
    html = component("pages", 'pagination(page, "?page=")', page=Paginator(range(100), 10).page(5))
    assert 'href="?page=4"' in html
    assert 'href="?page=6"' in html
    assert 'aria-current="page"' in html


def test_details_are_marked_for_paper():
    assert "cairn-printed" in component("printed", '{% call printed_details("More") %}x{% endcall %}')


def test_progress_tells_what_has_not_happened_yet():
    steps = [Step(text="Delivered", at=MOMENT, detail="by night"), Step(text="Decision")]
    html = component("progress", 'progress_line(steps, "Where")', steps=steps)
    assert "21 November 2026 at 14:03" in html
    assert "by night" in html
    assert html.count("not yet") == 1


@pytest.mark.parametrize(("order", "said", "next_order"), [("due", "ascending", "-due"), ("-due", "descending", "due")])
def test_table_tells_its_order_and_offers_the_other(order, said, next_order):
    columns = [Column(label="Due", sort="due"), Column(label="Days", is_numeric=True)]
    call = '{% call data_table("Owed", columns, order=order) %}{{ row }}{% endcall %}'
    html = component("table", call, columns=columns, order=order, row="r")
    assert f'aria-sort="{said}"' in html
    assert f'href="?sort={next_order}"' in html
    assert html.index("<caption") < html.index("<thead")


def test_draft_macros_carry_what_the_script_needs():
    assert 'data-draft-revision="3"' in component("draft", 'draft_form("/d/1", "1", 3)')
    assert "Saved 14:03" in component("draft", "draft_status(saved_at=at)", at=MOMENT)
    assert 'data-draft-sent="1"' in component("draft", 'draft_sent("1")')


@pytest.mark.parametrize(("level", "words"), [("success", "Done"), ("info", "Please note")])
def test_messages_are_told_above_the_page(level, words):
    class Message:
        level_tag = level

        def __str__(self):
            return "It was sent."

    html = render('{% extends "ui/layout.html" %}', messages=[Message()])
    assert words in html
    assert "It was sent." in html
