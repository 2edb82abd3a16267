"""Which decisions are marked: by whose word was awaited, never by what was seen (R-055)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.partnership.kinds import Sector
from cairn.referrals.kinds import Parity, Sought
from cairn.referrals.rules import LookedFor, parity_of

SECTORS = st.sampled_from(Sector)
REQUESTS = st.lists(st.builds(LookedFor, st.sampled_from(Sought), st.none() | SECTORS), max_size=6)


@pytest.mark.parametrize(
    ("sought", "met_by", "told_by", "mark"),
    [
        (Sought.STATUTORY, None, Sector.VOLUNTARY, Parity.AWAITED),
        (Sought.STATUTORY, None, Sector.STATUTORY, Parity.AWAITED),
        (Sought.STATUTORY, Sector.STATUTORY, Sector.VOLUNTARY, Parity.REPEATED),
        (Sought.STATUTORY, Sector.STATUTORY, Sector.STATUTORY, None),
        (Sought.STATUTORY, Sector.VOLUNTARY, Sector.VOLUNTARY, None),
        (Sought.ANY, None, Sector.VOLUNTARY, None),
        (Sought.ANY, Sector.STATUTORY, Sector.VOLUNTARY, None),
    ],
)
def test_one_request_marks_as_the_table_says(sought, met_by, told_by, mark):
    assert parity_of([LookedFor(sought, met_by)], told_by=told_by) is mark


@given(REQUESTS, SECTORS)
def test_what_any_source_may_meet_never_marks(requests, told_by):
    asked_of_all = [LookedFor(Sought.ANY, one.met_by) for one in requests]
    assert parity_of(asked_of_all, told_by=told_by) is None
    assert parity_of([*requests, *asked_of_all], told_by=told_by) == parity_of(requests, told_by=told_by)


@given(REQUESTS, SECTORS)
def test_an_open_request_for_an_officer_marks_whatever_else_stands(requests, told_by):
    assert parity_of([*requests, LookedFor(Sought.STATUTORY)], told_by=told_by) is Parity.AWAITED


@given(REQUESTS, SECTORS)
def test_neither_the_order_nor_another_request_takes_a_mark_away(requests, told_by):
    mark = parity_of(requests, told_by=told_by)
    assert parity_of(requests[::-1], told_by=told_by) is mark
    for more in (LookedFor(sought, by) for sought in Sought for by in (None, *Sector)):
        assert mark is None or parity_of([*requests, more], told_by=told_by) is not None


@given(REQUESTS)
def test_only_what_a_voluntary_agency_told_can_have_been_repeated(requests):
    assert parity_of(requests, told_by=Sector.STATUTORY) is not Parity.REPEATED
