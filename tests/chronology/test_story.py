"""The story: multi-agency, in order, filtered, printed (R-009)."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from cairn.access.binding import acting_as
from cairn.children.verbs import own_record
from cairn.chronology import queries
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.queries import Asked
from cairn.core.clock import now
from tests.children.pages import a_child, browser, read, writes

MARCH = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def child(northmoor):
    """A child whom police and social care both work with: danger was reported."""
    return a_child(northmoor, urgency="danger_now")


def on(day: int) -> dict[str, datetime]:
    return {"occurred_from": MARCH + timedelta(days=day)}


@pytest.fixture
def told(northmoor, child):
    """Four entries by two agencies, written in no order."""
    writes(northmoor, "amara", child, "Not in class all week", EntryKind.SCHOOL, HowKnown.OTHER_PERSON_SAYS, **on(2))
    writes(northmoor, "bilal", child, "Reported missing from home", EntryKind.MISSING, **on(1))
    writes(northmoor, "bilal", child, "Found at the bus station", EntryKind.MISSING, **on(4))
    writes(northmoor, "amara", child, "Saw the nurse", EntryKind.HEALTH, **on(3))
    return child


def order(page: str) -> list[str]:
    words = re.findall(r'timeline__words" dir="auto">(.*?)</p>', page, re.DOTALL)
    return [each for each in words if "market" not in each]


@pytest.mark.parametrize("who", ["amara", "bilal", "farid"])
def test_missing_and_school_from_both_agencies_in_order_and_the_print_matches(northmoor, told, who):
    """R-009: filter to "missing + school": only those remain, from police and school, in order; the print matches."""
    client, asked = browser(northmoor, who), "story/?kind=missing&kind=school&order=oldest"
    expected = ["Reported missing from home", "Not in class all week", "Found at the bus station"]
    page = read(client, told, asked)
    assert order(page) == expected
    assert order(read(client, told, f"{asked}&print=1")) == expected
    assert "Police Desk, Northmoor Police: seen" in page
    assert "Eastmoor Duty, Eastmoor Social Care: another person told us" in page
    assert "March 2026" in page


def test_the_newest_stands_first_unless_asked_otherwise(northmoor, told):
    page = read(browser(northmoor, "amara"), told, "story/")
    assert order(page)[0] == "Found at the bus station"
    assert order(page)[-1] == "Reported missing from home"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=bus+STATION", ["Found at the bus station"]),
        ("words=nobody", []),
        ("first-day=5&first-month=3&first-year=2026&last-day=6&last-month=3&last-year=2026", [2, 3]),
        ("kind=health", ["Saw the nurse"]),
    ],
)
def test_filters(northmoor, told, asked, found):
    named = {2: "Not in class all week", 3: "Saw the nurse"}
    expected = [named.get(one, one) for one in found]
    page = read(browser(northmoor, "amara"), told, f"story/?order=oldest&{asked}")
    assert order(page) == expected
    assert bool(expected) or "Nothing fits what you asked for" in page


def test_one_agency_alone(northmoor, told):
    police = northmoor.team("police-desk").agency_id
    page = read(browser(northmoor, "amara"), told, f"story/?order=oldest&agency={police}")
    assert order(page) == ["Reported missing from home", "Found at the bus station"]


def test_a_day_that_never_was_is_an_error_and_not_an_empty_story(northmoor, told):
    page = read(browser(northmoor, "amara"), told, "story/?first-day=31&first-month=2&first-year=2026")
    assert "Enter a real date" in page
    assert len(order(page)) == 4


def test_when_we_knew_is_another_order(northmoor, child):
    early, late = on(1), on(2)
    writes(northmoor, "amara", child, "happened first", **early, known_at=now())
    writes(northmoor, "amara", child, "happened second", **late, known_at=now() - timedelta(days=3))
    amara = browser(northmoor, "amara")
    assert order(read(amara, child, "story/?order=oldest")) == ["happened first", "happened second"]
    page = read(amara, child, "story/?order=oldest&by=known")
    assert order(page) == ["happened second", "happened first"]
    assert "We knew on" in page


def test_pages_of_fifty_and_a_print_of_at_most_five_hundred(northmoor, child):
    by = northmoor.actor("amara")
    with acting_as(by):
        record = own_record(child=child, by=by)
        Entry.objects.bulk_create(
            Entry(
                record=record,
                child=child,
                team_id=record.team_id,
                agency_id=record.agency_id,
                kind=EntryKind.OTHER,
                words=f"number {number}",
                how_known=HowKnown.SEEN,
                sorted_at=MARCH + timedelta(minutes=number),
            )
            for number in range(1010)
        )
        rows = queries.story(child, Asked(), by)
        page = queries.page_of(rows, "2")
        assert len(page.object_list) == queries.PAGE
        assert page.paginator.count == queries.MOST_COUNTED
    amara = browser(northmoor, "amara")
    second = read(amara, child, "story/?page=2&kind=other")
    assert order(second)[0] == "number 959"
    assert "kind=other&amp;page=3" in second
    assert "More than 1000 entries" in second
    printed = read(amara, child, "story/?print=1&kind=other")
    assert len(order(printed)) == queries.MOST_PRINTED
    assert "These are the first 500 entries" in printed


def test_what_stands_in_another_childs_story_stays_there(northmoor, told):
    other = a_child(northmoor)
    writes(northmoor, "amara", other, "quite another child")
    assert "quite another" not in read(browser(northmoor, "amara"), told, "story/")


def test_words_in_any_script_keep_their_direction(northmoor, child):
    writes(northmoor, "amara", child, "قالت إنها خائفة", how=HowKnown.CHILD_SAYS)
    page = read(browser(northmoor, "amara"), child, "story/")
    assert '<p class="cairn-timeline__words" dir="auto">قالت إنها خائفة</p>' in page
