"""What counts as the same work, as a full week, and as something new (R-012)."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.planning.kinds import OTHER
from cairn.planning.rules.lists import (
    purpose_label,
    purposes_on,
    read_limits,
    read_purposes,
    week_limit_on,
)
from cairn.planning.rules.overlap import FullWeek, Piece, Visit, full_weeks, is_new, is_same_work, monday_of, same_work

DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 1))
IDS = st.uuids(version=4)
PIECES = st.builds(
    Piece,
    id=IDS,
    agency_id=st.sampled_from([UUID(int=one) for one in (1, 2, 3)]),
    purpose=st.sampled_from(["benefits", "education", OTHER]),
    words=st.sampled_from(["", "Chess", " chess ", "Swimming"]),
    start=DAYS,
    until=st.none() | DAYS,
)
VISITS = st.lists(st.builds(Visit, id=IDS, on=DAYS), max_size=30, unique_by=lambda one: one.id)


def days(one: Piece) -> set[date]:
    last = one.until or date(2024, 3, 2)
    return {one.start + timedelta(days=each) for each in range((last - one.start).days + 1)}


@given(PIECES, PIECES)
def test_it_is_the_same_whoever_is_named_first(one, other):
    assert is_same_work(one, other) == is_same_work(other, one)


@given(PIECES)
def test_nobody_doubles_their_own_work(one):
    assert not is_same_work(one, one)


@given(PIECES, PIECES)
def test_times_overlap_when_there_is_a_day_in_both(one, other):
    proper = all(each.until is None or each.start <= each.until for each in (one, other))
    if proper and one.agency_id != other.agency_id and one.purpose == other.purpose != OTHER:
        assert is_same_work(one, other) == bool(days(one) & days(other))


@given(st.lists(PIECES, max_size=8, unique_by=lambda one: one.id))
def test_pairs_are_exactly_those_that_are_the_same_each_once(pieces):
    found = same_work(pieces)
    by_id = {one.id: one for one in pieces}
    assert all(pair.one < pair.other for pair in found)
    assert all(is_same_work(by_id[pair.one], by_id[pair.other]) for pair in found)
    every = sum(is_same_work(one, other) for one in pieces for other in pieces)
    assert len(found) * 2 == every
    assert same_work(reversed(pieces)) == found


@given(VISITS, st.integers(1, 6))
def test_a_week_is_full_beyond_the_limit_and_never_at_it(visits, most):
    weeks = full_weeks(visits, most)
    assert all(one.monday.weekday() == 0 and len(one.visits) > most for one in weeks)
    assert all(one.monday < later.monday for one, later in pairwise(weeks))
    counted = {monday_of(one.on): sum(monday_of(each.on) == monday_of(one.on) for each in visits) for one in visits}
    assert {one.monday for one in weeks} == {monday for monday, number in counted.items() if number > most}


@given(VISITS.filter(bool), st.data())
def test_fewer_visits_in_no_week_make_it_full(visits, data):
    fewer = data.draw(st.sets(st.sampled_from(visits)))
    before = {one.monday for one in full_weeks(visits, 2)}
    assert {one.monday for one in full_weeks(fewer, 2)} <= before


@given(st.frozensets(IDS, min_size=1), st.frozensets(IDS))
def test_only_an_added_visit_makes_a_week_new(visits, added):
    week, monday = FullWeek(date(2024, 1, 1), visits), date(2024, 1, 1)
    assert is_new(week, [])
    assert not is_new(week, [FullWeek(monday, visits | added)])
    assert is_new(FullWeek(monday, visits | added), [week]) == bool(added - visits)
    assert is_new(week, [FullWeek(date(2024, 1, 8), visits)])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Chess", " CHESS", True), ("Chess", "Chess club", False), ("", "", False), ("ﬁt ness", "Fit  ness", True)],
)
def test_what_is_said_in_words_is_the_same_in_the_same_words(one, other, same):
    start = date(2024, 1, 1)
    pieces = [Piece(UUID(int=n), UUID(int=n), OTHER, words, start) for n, words in ((1, one), (2, other))]
    assert is_same_work(*pieces) is same


def test_the_lists_say_where_they_come_from_and_that_nobody_has_verified_them():
    limit, listed = week_limit_on(date(2026, 1, 1)), purposes_on(date(2026, 1, 1))
    assert (limit.certainty, listed.certainty) == ("local", "local")
    assert "unverified" in limit.source
    assert limit.most >= 1
    assert {"benefits", "health_check", "legal_advice", OTHER} <= {one.code for one in listed.purposes}
    assert purposes_on(date(1999, 1, 1)) == listed, "for days before them all, the first"


def test_a_purpose_reads_as_its_version_calls_it():
    version = purposes_on(date(2026, 1, 1)).version
    assert purpose_label("benefits", version, "cy") == purpose_label("benefits", version, "en") == "Benefits advice"
    assert purpose_label("gone", version, "en") == "gone"
    assert purpose_label("benefits", "0", "en") == "benefits"


VERSION = 'version = "%s"\neffective_from = %s\ncertainty = "local"\nsource = "x"\nnote = "y"\n'


def test_a_later_version_holds_from_its_day():
    rows = [f"[[version]]\n{VERSION % (n, day)}most = {n}" for n, day in ((3, "2025-01-01"), (5, "2024-01-01"))]
    assert [one.most for one in read_limits("\n".join(rows))] == [5, 3]


def test_what_does_not_hold_together_is_refused():
    with pytest.raises(ValueError, match="lets nobody"):
        read_limits(f"[[version]]\n{VERSION % ('1', '2024-01-01')}most = 0")
    one = '{ code = "a", label = { en = "A" } }'
    for listed in (one, f"{one}, {one}"):
        with pytest.raises(ValueError, match="twice"):
            read_purposes(f"[[version]]\n{VERSION % ('1', '2024-01-01')}purposes = [{listed}]")
