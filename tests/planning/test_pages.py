"""A child's diary, as whoever works with it meets it on its pages (R-012)."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from cairn.core.clock import today
from cairn.core.ids import uuid7
from cairn.planning.models import Contact, Work
from tests.children.pages import browser, read, statements
from tests.planning.plans import (
    MONDAY,
    MOST,
    asked,
    comes,
    does,
    fill,
    keeps,
    leaves,
    owing,
    plan,
    seen,
    takes_out,
)
from tests.sharing.apart import admit, mark

MOST_STATEMENTS = 25


def day(name: str, on) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def diary(northmoor, child, name: str) -> str:
    return unescape(read(browser(northmoor, name), child, "diary/"))


def post(northmoor, child, name: str, section: str, **fields):
    return browser(northmoor, name).post(f"/children/{child.reference}/diary/{section}", fields)


def work_typed(**more) -> dict[str, str]:
    return {"purpose": "benefits", **day("start", today()), "key": str(uuid7()), **more}


def visit_typed(work, **more) -> dict[str, str]:
    whole = {"work": str(work.id), **day("on", MONDAY), "part": "morning", "way": "in_person", "who": "Sergeant Hale"}
    return {**whole, "key": str(uuid7()), **more}


def test_an_empty_diary_says_so_and_leads_on(northmoor, child):
    page = diary(northmoor, child, "bilal")
    assert "No visit or call is planned." in page
    assert "No team has said yet what it does with the child." in page
    first = browser(northmoor, "bilal").get(f"/children/{child.reference}/diary/visit/")
    assert first["Location"].endswith("/diary/work/"), "without work there is nothing to come for"


def test_the_diary_is_a_section_of_the_child_s_page_which_keeps_its_budget(northmoor, child):
    does(northmoor, child, "bilal")
    work = does(northmoor, child, "gwen")
    fill(northmoor, child, "gwen", work, MOST + 1)
    client = browser(northmoor, "gwen")
    assert reverse("planning:diary", args=[child.reference]) in read(client, child)
    for section in ("", "diary/"):
        _, taken = statements(client, f"/children/{child.reference}/{section}")
        assert len(taken) <= MOST_STATEMENTS, "\n".join(taken)


def test_a_longer_plan_takes_no_more_statements(northmoor, child):
    client, address = browser(northmoor, "gwen"), f"/children/{child.reference}/diary/"
    does(northmoor, child, "bilal")
    work = does(northmoor, child, "gwen")
    fill(northmoor, child, "gwen", work, 1)
    client.get(address)
    few = len(statements(client, address)[1])
    for _ in range(3):
        does(northmoor, child, "bilal", "education")
    fill(northmoor, child, "gwen", work, 2 * MOST)
    assert len(statements(client, address)[1]) <= few


def test_work_and_a_visit_are_written_down_once_and_read_by_the_circle(northmoor, child):
    typed = work_typed()
    for _ in range(2):
        answer = post(northmoor, child, "bilal", "work/", **typed)
        assert answer.status_code == 302, unescape(answer.content.decode())
    (work,) = plan(northmoor, child, "bilal").works
    typed = visit_typed(work)
    for _ in range(2):
        answer = post(northmoor, child, "bilal", "visit/", **typed)
        assert answer.status_code == 302, unescape(answer.content.decode())
    assert [seen(northmoor, child, "gwen", model) for model in (Work, Contact)] == [1, 1]
    page = diary(northmoor, child, "gwen")
    assert all(words in page for words in ("Benefits advice", "Sergeant Hale", "morning", "1 visit or call"))
    assert "Take it out" not in page, "it is not theirs"
    assert "Take it out" in diary(northmoor, child, "bilal")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"purpose": "other"}, "Say in a few words what your team does."),
        ({"words": "Chess"}, "Choose “Something else” to say it in your own words."),
        (day("until", today() - timedelta(days=1)), "The last day cannot come before the first."),
        (day("start", today() + timedelta(days=500)), "Plan at most a year ahead."),
    ],
)
def test_what_is_wrong_with_work_is_said_and_nothing_typed_is_lost(northmoor, child, more, sentence):
    answer = post(northmoor, child, "bilal", "work/", **work_typed(**more))
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert seen(northmoor, child, "bilal", Work) == 0


def test_there_is_nowhere_to_write_where(northmoor, child):
    work = does(northmoor, child, "bilal")
    page = unescape(read(browser(northmoor, "bilal"), child, "diary/visit/"))
    assert "Never write where" in page
    assert not any(f'name="{name}"' in page for name in ("place", "address", "where", "location"))
    answer = post(northmoor, child, "bilal", "visit/", **visit_typed(work, **day("on", today() - timedelta(days=1))))
    assert "That day has passed already." in unescape(answer.content.decode())


def test_what_two_agencies_plan_is_asked_of_both_on_the_diary_in_my_work_and_on_the_child_s_page(northmoor, child):
    does(northmoor, child, "bilal")
    does(northmoor, child, "gwen")
    for name in ("bilal", "gwen"):
        assert "Benefits advice: two agencies plan the same. Can one of you do this?" in diary(northmoor, child, name)
        work = browser(northmoor, name).get("/")
        assert "Can one of you do this?" in unescape(work.content.decode())
        assert "“Can one of you do this?”" in unescape(read(browser(northmoor, name), child))
    (one,) = asked(northmoor, child, "gwen")
    link = browser(northmoor, "gwen").get(f"/children/suggestions/{one.suggestion.id}/")
    assert link["Location"] == f"/children/{child.reference}/diary/"
    section = f"suggestions/{one.suggestion.id}/"
    form = unescape(read(browser(northmoor, "gwen"), child, f"diary/{section}"))
    assert "Can one of the others do it?" in form
    assert "Which of your visits" not in form
    read(browser(northmoor, "amara"), child, f"diary/{section}", status=403)
    assert post(northmoor, child, "gwen", section, kind="withdraw", why="They know it better.").status_code == 302
    assert owing(child) == set()
    page = diary(northmoor, child, "bilal")
    assert "two agencies plan the same" not in page
    assert "They know it better." in page
    read(browser(northmoor, "gwen"), child, f"diary/{section}", status=404)


def test_going_on_says_why_to_the_other_team(northmoor, child):
    does(northmoor, child, "bilal")
    does(northmoor, child, "gwen")
    (one,) = asked(northmoor, child, "gwen")
    section = f"suggestions/{one.suggestion.id}/"
    missing = post(northmoor, child, "gwen", section, kind="decline")
    assert "Say why, in a line." in unescape(missing.content.decode())
    assert post(northmoor, child, "gwen", section, kind="decline", why="She asked for us.").status_code == 302
    assert "goes on: She asked for us." in diary(northmoor, child, "bilal")
    again = post(northmoor, child, "gwen", section, kind="withdraw", why="No.")
    assert "Your team has answered this already." in unescape(again.content.decode())


def test_a_full_week_says_so_and_which_visits_to_take_out_is_chosen(northmoor, child):
    one, other = does(northmoor, child, "bilal", "police_interview"), does(northmoor, child, "gwen", "guardian_visit")
    visits = fill(northmoor, child, "bilal", one, MOST)
    comes(northmoor, child, "gwen", other)
    page = diary(northmoor, child, "gwen")
    assert page.count("Bilal, who knows her") == MOST, "once a visit, not again in what is asked"
    assert f"{MOST + 1} visits and calls" in page
    assert f"More than {MOST} in a week is much for a child (Local policy of the partnership; unverified)." in page
    (question,) = asked(northmoor, child, "bilal")
    section = f"suggestions/{question.suggestion.id}/"
    assert "We take out what we tick below" in read(browser(northmoor, "bilal"), child, f"diary/{section}")
    none = post(northmoor, child, "bilal", section, kind="withdraw", why="The guardian goes.")
    assert "Choose at least one visit or call" in unescape(none.content.decode())
    chosen = post(northmoor, child, "bilal", section, kind="withdraw", why="The guardian goes.", visits=visits[0].id)
    assert chosen.status_code == 302
    assert f"{MOST} visits and calls" in diary(northmoor, child, "gwen")
    assert "is much for a child" not in diary(northmoor, child, "gwen")


def test_a_team_that_took_some_out_is_read_by_the_other_while_the_week_is_still_full(northmoor, child):
    one, other = does(northmoor, child, "bilal", "police_interview"), does(northmoor, child, "gwen", "guardian_visit")
    visits = fill(northmoor, child, "bilal", one, MOST + 1)
    comes(northmoor, child, "gwen", other)
    leaves(northmoor, child, "bilal", asked(northmoor, child, "bilal")[0], visits[0].id, why="One will do.")
    assert "Police Desk took visits or calls out: One will do." in diary(northmoor, child, "gwen")
    assert owing(child) == {"guardians"}


def test_taking_out_is_for_the_own_team_and_says_why(northmoor, child):
    work = does(northmoor, child, "bilal")
    visit = comes(northmoor, child, "bilal", work)
    for section in (f"visit/{visit.id}/", f"work/{work.id}/"):
        read(browser(northmoor, "gwen"), child, f"diary/{section}", status=403)
        read(browser(northmoor, "efa"), child, f"diary/{section}", status=404)
        assert "Benefits advice" in unescape(read(browser(northmoor, "bilal"), child, f"diary/{section}"))
        assert "Say why" in unescape(post(northmoor, child, "bilal", section).content.decode())
        assert post(northmoor, child, "bilal", section, why="The clinic does it.").status_code == 302
    page = diary(northmoor, child, "gwen")
    assert "No visit or call is planned." in page
    assert "The clinic does it." in page


def test_the_diary_of_a_child_at_a_safe_address_keeps_days_for_named_people_and_off_paper(northmoor, around, child):
    work = does(northmoor, child, "bilal")
    comes(northmoor, child, "bilal", work, who="Sergeant Hale")
    compartment = mark(around, "amara")
    page = diary(northmoor, child, "gwen")
    assert "you see only the days of your own team. Ask Eastmoor Duty" in page
    assert "Sergeant Hale" not in page
    admit(around, "amara", compartment, person="gwen")
    page = diary(northmoor, child, "gwen")
    assert "Sergeant Hale" in page
    assert "never printed" in page
    assert '<div class="cairn-no-print">' in page


def test_who_only_told_us_something_sees_its_own_and_no_other(northmoor, child):
    does(northmoor, child, "bilal", "police_interview")
    does(northmoor, child, "efa", "other", words="Boxing on Fridays")
    page = diary(northmoor, child, "efa")
    assert "Boxing on Fridays" in page
    assert "Police interview" not in page


def test_whoever_asks_what_is_held_is_given_the_plan_but_no_day_at_a_safe_address(northmoor, around, child):
    from cairn.stewardship.queries.collecting import collect
    from tests.conftest import become

    does(northmoor, child, "bilal")
    work = does(northmoor, child, "gwen", "other", words="Boxing on Fridays")
    visit = comes(northmoor, child, "gwen", work, who="Gwen, her guardian")
    does(northmoor, child, "bilal", "other", words="boxing on fridays")
    (one,) = asked(northmoor, child, "bilal")
    keeps(northmoor, child, "bilal", one)
    leaves(northmoor, child, "gwen", one, why="The police club has room.")

    def told(thing: str) -> str:
        with become("cairn_worker"):
            found = [one for one in collect(child.id).told if one.thing == thing]
            return " ".join(part.words for one in found for part in one.parts)

    assert "Boxing on Fridays" in told("planning.Work")
    assert "Gwen, her guardian" in told("planning.Contact")
    assert "The police club has room." in told("planning.Withdrawal") + told("planning.SuggestionAnswer")
    assert str(visit.id) not in told("planning.Suggestion")
    mark(around, "amara")
    assert "Gwen, her guardian" not in told("planning.Contact")
    assert "Only named people read this. Eastmoor Duty" in told("planning.Contact")


def test_taken_out_twice_is_out_of_sight(northmoor, child):
    work = does(northmoor, child, "bilal")
    takes_out(northmoor, child, "bilal", work)
    read(browser(northmoor, "bilal"), child, f"diary/work/{work.id}/", status=404)
