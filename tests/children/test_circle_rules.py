"""Who may bring whom into a circle, for how long, and who may leave it: rules without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.children.kinds import Capacity
from cairn.children.kinds.circle import FOR_A_TIME, SAYS_WHY, SEES_STORY, STAYS
from cairn.children.rules.circle import (
    BROUGHT_IN_AS,
    LONGEST_LINE,
    LONGEST_WORDS,
    BroughtIn,
    Lines,
    fault_in,
    fault_in_lines,
    leaves_nobody,
    limits_on,
)

TODAY = date(2026, 11, 23)
LIMITS = limits_on(TODAY)
SOON = TODAY + timedelta(days=7)
ORDER = "The court asked for one."
LINES = Lines(why_here="To plan.", cannot_keep="That he goes back to them.", cannot_do="Go with him at night.")
capacities = st.sampled_from(list(Capacity))


def fault(capacity: Capacity, basis: str = ORDER, until: date | None = None, *, holds: bool = True) -> str | None:
    return fault_in(BroughtIn(capacity=capacity, basis=basis, until=until), holds=holds, today=TODAY, limits=LIMITS)


def test_an_interpreter_does_not_see_the_story_and_whoever_is_there_for_a_time_is_named():
    assert Capacity.INTERPRETER not in SEES_STORY
    assert Capacity.CONTRIBUTOR not in SEES_STORY
    assert {*SAYS_WHY, *STAYS} <= SEES_STORY
    assert not FOR_A_TIME & STAYS


@pytest.mark.parametrize(
    ("capacity", "holds", "expected"),
    [
        (Capacity.WORKING, True, None),
        (Capacity.WORKING, False, "brings_in_holders"),
        (Capacity.GUARDIAN, False, "brings_in_holders"),
        (Capacity.LEGAL, False, "brings_in_holders"),
        (Capacity.INTERPRETER, False, None),
        (Capacity.LEAD, True, "not_brought_in"),
        (Capacity.CONTRIBUTOR, True, "not_brought_in"),
        (Capacity.RECEIVING, True, "not_brought_in"),
        (Capacity.STEPPED_IN, True, "not_brought_in"),
        (Capacity.ON_SHIFT, True, "not_brought_in"),
    ],
)
def test_who_brings_in_whom(capacity, holds, expected):
    until = SOON if capacity in FOR_A_TIME else None
    assert fault(capacity, until=until, holds=holds) == expected


@pytest.mark.parametrize(
    ("capacity", "until", "expected"),
    [
        (Capacity.INTERPRETER, None, "until_needed"),
        (Capacity.LEGAL, None, "until_needed"),
        (Capacity.WORKING, SOON, "until_not_asked"),
        (Capacity.INTERPRETER, TODAY - timedelta(days=1), "until_past"),
        (Capacity.INTERPRETER, TODAY, None),
        (Capacity.INTERPRETER, TODAY + timedelta(days=LIMITS.most_days), None),
        (Capacity.INTERPRETER, TODAY + timedelta(days=LIMITS.most_days + 1), "until_too_far"),
    ],
)
def test_until_when(capacity, until, expected):
    assert fault(capacity, until=until) == expected


@pytest.mark.parametrize(("basis", "expected"), [(" ", "basis_needed"), ("x" * (LONGEST_WORDS + 1), "words_too_long")])
def test_on_what_basis(basis, expected):
    assert fault(Capacity.WORKING, basis) == expected


@given(capacities, st.none() | st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.booleans())
def test_nobody_is_brought_in_beyond_what_the_policy_allows(capacity, until, holds):
    if fault(capacity, until=until, holds=holds) is None:
        assert capacity in BROUGHT_IN_AS
        assert holds or capacity not in SEES_STORY
        assert (capacity in FOR_A_TIME) == (until is not None)
        assert until is None or TODAY <= until <= TODAY + timedelta(days=LIMITS.most_days)


@given(capacities, st.lists(capacities))
def test_a_child_is_never_left_by_the_last_who_stays(leaving, others):
    left = leaves_nobody(leaving, others)
    assert left == (leaving in STAYS and not any(one in STAYS for one in others))
    assert not left or not leaves_nobody(leaving, [*others, Capacity.WORKING])


@pytest.mark.parametrize("leaving", sorted(FOR_A_TIME))
def test_whoever_is_there_for_a_time_may_always_go(leaving):
    assert not leaves_nobody(leaving, [Capacity.CONTRIBUTOR])


def test_three_lines_are_said_whole():
    assert fault_in_lines(LINES, today=TODAY) is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"why_here": " "}, "lines_needed"),
        ({"cannot_keep": ""}, "lines_needed"),
        ({"cannot_do": ""}, "lines_needed"),
        ({"cannot_do": "x" * (LONGEST_LINE + 1)}, "line_too_long"),
        ({"last_contact_on": TODAY + timedelta(days=1)}, "contact_in_future"),
        ({"last_contact_on": TODAY}, None),
    ],
)
def test_what_is_wrong_with_three_lines(more, expected):
    given_lines = {"why_here": "a", "cannot_keep": "b", "cannot_do": "c", **more}
    assert fault_in_lines(Lines(**given_lines), today=TODAY) == expected


def test_the_lengths_are_local_policy_and_say_so():
    assert LIMITS.step_in_working_days == 5
    assert "unverified" in LIMITS.source
    assert LIMITS.certainty == "local"
    with pytest.raises(LookupError):
        limits_on(date(2019, 12, 31))
