"""Why a team is here, what it cannot keep to itself, what it cannot do (R-011)."""

import json
from datetime import date, timedelta

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.models import CircleLines
from cairn.children.rules.circle import Lines
from cairn.core.clock import today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.ledger.models import Event
from cairn.sharing.kinds import Mode
from tests.children.pages import a_child, browser, read
from tests.sharing.holding import POLICE, circle

WHY, KEEP, CANNOT = "To keep him safe at school.", "Any word of harm goes to the duty desk.", "Nobody of us drives."
LINES = Lines(why_here=WHY, cannot_keep=KEEP, cannot_do=CANNOT)
TYPED = {"why_here": WHY, "cannot_keep": KEEP, "cannot_do": CANNOT}


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def says(northmoor, name, child, said=LINES):
    by = northmoor.actor(name)
    with acting_as(by):
        return verbs.say_lines(child=child, said=said, by=by)


def lines_seen(northmoor, name) -> list[str]:
    by = northmoor.actor(name)
    with acting_as(by):
        asked = [one.why_here for one in CircleLines.objects.visible_to(by).order_by("recorded_at")]
        assert asked == [one.why_here for one in CircleLines.objects.order_by("recorded_at")]
        return asked


def test_a_team_that_has_not_said_why_it_is_here_is_named_and_asked(northmoor, child):
    amara = browser(northmoor, "amara")
    page = read(amara, child, "sharing/")
    assert "not said yet" in page
    assert "Eastmoor Duty" in page.partition("not said yet")[2].partition("</div>")[0]
    assert "Outreach" not in page.partition("not said yet")[2].partition("</div>")[0]
    assert f"/children/{child.reference}/circle/ours/" in read(amara, child)


def test_it_says_so_and_everybody_who_sees_the_story_reads_it(northmoor, child):
    amara, day = browser(northmoor, "amara"), today() - timedelta(days=3)
    typed = {f"last_contact_on-{part}": getattr(day, part) for part in ("day", "month", "year")}
    answer = amara.post(f"/children/{child.reference}/circle/ours/", {**TYPED, **typed})
    assert answer["Location"] == f"/children/{child.reference}/sharing/"
    for name in ("amara", "farid"):
        page = read(browser(northmoor, name), child, "sharing/")
        for words in (WHY, KEEP, CANNOT, "last contact"):
            assert words in page
    assert "not said yet" not in read(amara, child, "sharing/")
    assert "circle/ours" not in read(amara, child)
    assert lines_seen(northmoor, "efa") == lines_seen(northmoor, "chidi") == []
    with acting_as(northmoor.actor("farid")):
        assert Event.objects.visible_to(northmoor.actor("farid")).filter(happening="involvement.said").count() == 1


def test_nothing_is_overwritten(northmoor, child):
    says(northmoor, "amara", child)
    says(northmoor, "amara", child)
    says(northmoor, "amara", child, Lines(why_here="To plan.", cannot_keep=KEEP, cannot_do=CANNOT))
    assert lines_seen(northmoor, "amara") == [WHY, "To plan."]
    page = read(browser(northmoor, "amara"), child, "sharing/")
    assert page.index("To plan.") < page.index("said before") < page.index(WHY)
    ours = read(browser(northmoor, "amara"), child, "circle/ours/")
    assert 'value="To plan."' in ours
    assert WHY in ours


def test_the_same_again_with_another_contact_is_something_new(northmoor, child):
    says(northmoor, "amara", child)
    said = Lines(why_here=WHY, cannot_keep=KEEP, cannot_do=CANNOT, last_contact_on=date(2026, 1, 2))
    says(northmoor, "amara", child, said)
    assert lines_seen(northmoor, "amara") == [WHY, WHY]


def test_a_contributor_may_say_them_and_sees_their_own_alone(northmoor, child):
    says(northmoor, "amara", child)
    says(northmoor, "efa", child, Lines(why_here="We met him.", cannot_keep=KEEP, cannot_do=CANNOT))
    assert lines_seen(northmoor, "efa") == ["We met him."]
    assert lines_seen(northmoor, "amara") == [WHY, "We met him."]
    answer = browser(northmoor, "efa").post(f"/children/{child.reference}/circle/ours/", TYPED)
    assert answer["Location"] == f"/children/{child.reference}/"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({**TYPED, "why_here": " "}, "Say in a line why your team is here."),
        ({**TYPED, "cannot_keep": ""}, "Say in a line what your team must pass on."),
        ({**TYPED, "cannot_do": ""}, "Say in a line what your team cannot do."),
        ({**TYPED, "last_contact_on-day": "1", "last_contact_on-month": "1", "last_contact_on-year": "2090"}, "future"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(northmoor, child, typed, words):
    page = browser(northmoor, "amara").post(f"/children/{child.reference}/circle/ours/", typed).content.decode()
    assert words in page
    assert CANNOT in page or KEEP in page
    assert lines_seen(northmoor, "amara") == []


@pytest.mark.parametrize(
    ("name", "said", "refusal"),
    [
        ("amara", Lines(why_here="", cannot_keep=KEEP, cannot_do=CANNOT), "lines_needed"),
        ("amara", Lines(why_here="x" * 301, cannot_keep=KEEP, cannot_do=CANNOT), "line_too_long"),
        ("amara", Lines(**TYPED, last_contact_on=date(2090, 1, 1)), "contact_in_future"),
        ("farid", LINES, "not_in_the_circle"),
    ],
)
def test_what_is_refused(northmoor, child, name, said, refusal):
    with pytest.raises(Refused, match=refusal):
        says(northmoor, name, child, said)


def test_outsiders_and_readers_say_nothing(northmoor, child):
    with pytest.raises(NotFound):
        says(northmoor, "chidi", child)
    with pytest.raises(NotAllowed):
        says(northmoor, "robin", child)


def test_nothing_is_said_that_the_ledger_cannot_remember(northmoor, child, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr("cairn.children.verbs.lines.ledger.record", broken)
    with pytest.raises(RuntimeError):
        says(northmoor, "amara", child)
    assert lines_seen(northmoor, "amara") == []


def test_the_api_says_them_to_who_sees_the_story(northmoor, child):
    says(northmoor, "amara", child)

    def shown(name):
        answer = browser(northmoor, name).get(f"/api/v1/children/{child.reference}/involvements")
        return {one["team"]: one for one in json.loads(answer.content)["items"]}

    one = shown("farid")["Eastmoor Duty"]
    assert (one["why_here"], one["cannot_keep"], one["cannot_do"]) == (WHY, KEEP, CANNOT)
    assert (one["last_contact_on"], one["until"]) == (None, None)
    assert shown("efa").get("Eastmoor Duty", {"why_here": ""})["why_here"] == ""


@pytest.mark.parametrize("mode", [Mode.DECLARED, Mode.SILENT])
def test_a_part_that_is_held_back_takes_its_lines_along(northmoor, mode):
    around = circle(northmoor)
    says(northmoor, "amara", around.child)
    assert WHY in lines_seen(northmoor, "bilal")
    record = around.record("amara")
    if mode is Mode.SILENT:
        around.silent("amara", record, POLICE)
    else:
        around.hold("amara", record, POLICE)
    assert lines_seen(northmoor, "bilal") == []
    page = read(browser(northmoor, "bilal"), around.child, "sharing/")
    assert WHY not in page
    assert "Eastmoor Duty" not in page.partition("not said yet")[2].partition("</div>")[0]
