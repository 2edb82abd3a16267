"""What may leave, where something shared stands, codes, and the policy's lengths, without a database (R-064)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.children.kinds import FactKind, Scheme
from cairn.outside.kinds import Section, Standing, State, StepKind, Way
from cairn.outside.rules import (
    LEAVING_KINDS,
    Frozen,
    code_spoken,
    code_typed,
    digest_of_lines,
    limits_at,
    may_withdraw,
    section_of,
    state_of,
)

STAYS = frozenset(FactKind) - frozenset(LEAVING_KINDS)
details = st.dictionaries(st.sampled_from(["kind", "scheme", "safe", "from", "language"]), st.text(max_size=5))
lines = st.builds(Frozen, section=st.sampled_from(Section.values), title=st.text(), when=st.text(), words=st.text())
happenings = st.sets(st.sampled_from(StepKind.values))


@given(st.sampled_from(sorted(STAYS)), details)
def test_where_the_child_is_and_immigration_never_leave_whatever_else_is_said(kind, detail):
    assert section_of(kind, detail) is None


def test_that_is_what_stays():
    tells_where = {FactKind.ADDRESS, FactKind.PHONE, FactKind.SCHOOL, FactKind.WHEREABOUTS, FactKind.LIVING}
    tells_when = {FactKind.GP, FactKind.TIMETABLE, FactKind.COURT_DATE}
    assert tells_where | tells_when | {FactKind.IMMIGRATION, FactKind.STANDING, FactKind.WARNING} == STAYS


@given(st.sampled_from(FactKind.values), details, st.text())
def test_what_bears_a_handling_never_leaves(kind, detail, handling):
    assert section_of(kind, {**detail, "handling": handling}) is None


@pytest.mark.parametrize("scheme", Scheme)
def test_of_numbers_only_those_of_health_and_school_leave(scheme):
    found = section_of(FactKind.IDENTIFIER, {"scheme": scheme.value})
    assert (found is Section.CHILD) == (scheme in {Scheme.NHS, Scheme.UPN})


def test_a_number_of_nobody_knows_what_stays():
    assert section_of(FactKind.IDENTIFIER, {}) is None


@given(st.sampled_from(Way.values), happenings)
def test_what_is_held_back_without_a_trace_stands_as_if_nothing_had_happened(way, happened):
    assert state_of(way, Standing.SILENT, happened) is state_of(way, Standing.WAITS, happened)


@given(st.sampled_from(Way.values), st.sampled_from(Standing.values), happenings)
def test_it_always_stands_somewhere_and_what_is_over_is_not_taken_back(way, standing, happened):
    state = state_of(way, standing, happened)
    assert state in State
    if standing in {Standing.OPENED, Standing.WITHDRAWN} and way == Way.LINK:
        assert not may_withdraw(way, state)


@pytest.mark.parametrize(
    ("way", "standing", "happened", "state"),
    [
        (Way.LINK, Standing.WAITS, set(), State.WAITS),
        (Way.LINK, Standing.LOCKED, {StepKind.TRIED}, State.LOCKED),
        (Way.LINK, Standing.LEFT, set(), State.CLOSED),
        (Way.LINK, Standing.CHANGED, set(), State.CLOSED),
        (Way.LINK, Standing.WITHHELD, set(), State.CLOSED),
        (Way.LINK, Standing.EXPIRED, {StepKind.LAPSED}, State.EXPIRED),
        (Way.PRINT, Standing.WAITS, set(), State.TO_PRINT),
        (Way.PRINT, Standing.WAITS, {StepKind.PRINTED}, State.PRINTED),
        (Way.PRINT, Standing.EXPIRED, {StepKind.PRINTED}, State.PRINTED),
        (Way.PRINT, Standing.WITHDRAWN, {StepKind.PRINTED}, State.WITHDRAWN),
        (Way.PRINT, Standing.EXPIRED, set(), State.EXPIRED),
    ],
)
def test_where_it_stands(way, standing, happened, state):
    assert state_of(way, standing, happened) is state


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_a_code_is_understood_as_it_is_read_aloud_and_in_other_digits(number):
    code = f"{number:08}"
    eastern = code.translate({ord(str(digit)): chr(0x0660 + digit) for digit in range(10)})
    assert code_typed(code_spoken(code)) == code
    assert code_typed(f"\u200f {eastern[:4]}-{eastern[4:]}.") == code


@given(st.lists(lines, max_size=4), st.lists(lines, max_size=4))
def test_a_preview_that_differs_by_a_sign_has_another_digest(one, other):
    assert (digest_of_lines(one) == digest_of_lines(other)) == (one == other)


def test_the_lengths_are_local_policy():
    limits = limits_at(date(2026, 11, 22))
    assert (limits.default_days, limits.most_days, limits.most_tries) == (7, 30, 5)
    assert limits.certainty == "local"
    assert limits_at(date(1999, 1, 1)) == limits
