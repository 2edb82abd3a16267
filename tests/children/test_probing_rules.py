"""When searching is unusual: limits that are data, and what reaches them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.children.rules.probing import Asking, Sign, limits_on, read, signs

LIMITS = limits_on(date(2026, 11, 23))
VERSION = """
[[version]]
version = "{version}"
effective_from = {since}
over_days = 28
names_in_a_day = {names}
out_of_sight_in_a_day = 6
variations_of_a_name = 5
hints = 6
certainty = "local"
source = "Local policy"
"""


def test_nothing_is_unusual_below_every_limit():
    most = Asking(
        LIMITS.names_in_a_day - 1, LIMITS.out_of_sight_in_a_day - 1, LIMITS.variations_of_a_name - 1, LIMITS.hints - 1
    )
    assert signs(most, LIMITS) == ()


@pytest.mark.parametrize(
    ("asking", "sign"),
    [
        (Asking(LIMITS.names_in_a_day, 0, 0, 0), Sign.MANY_NAMES),
        (Asking(0, LIMITS.out_of_sight_in_a_day, 0, 0), Sign.OUT_OF_SIGHT),
        (Asking(0, 0, LIMITS.variations_of_a_name, 0), Sign.VARIATIONS),
        (Asking(0, 0, 0, LIMITS.hints), Sign.HINTS),
    ],
    ids=["names", "out of sight", "variations", "hints"],
)
def test_each_limit_is_a_sign_of_its_own(asking, sign):
    assert signs(asking, LIMITS) == (sign,)


COUNTS = st.integers(0, 50)


@given(st.builds(Asking, COUNTS, COUNTS, COUNTS, COUNTS), st.builds(Asking, COUNTS, COUNTS, COUNTS, COUNTS))
def test_asking_more_never_takes_a_sign_away(one, other):
    more = Asking(*(max(pair) for pair in zip(_counts(one), _counts(other), strict=True)))
    assert set(signs(one, LIMITS)) <= set(signs(more, LIMITS))


def _counts(asking: Asking) -> tuple[int, ...]:
    return asking.names, asking.out_of_sight, asking.variations, asking.hints


def test_versions_stand_in_the_order_of_their_days():
    found = read(
        VERSION.format(version="2", since="2027-01-01", names=9)
        + VERSION.format(version="1", since="2026-01-01", names=8)
    )
    assert [one.version for one in found] == ["1", "2"]


def test_before_the_first_version_there_are_no_limits():
    with pytest.raises(LookupError, match="2019-01-01"):
        limits_on(date(2019, 1, 1))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (VERSION.format(version="1", since="2026-01-01", names=0), ValueError),
        (VERSION.format(version="1", since="2026-01-01", names=9) * 2, ValueError),
        (VERSION.format(version="1", since="2026-01-01", names=9) + "spelt_wrong = 1", TypeError),
    ],
    ids=["a limit of nothing", "two from one day", "an unknown part"],
)
def test_a_policy_that_does_not_hold_together_is_refused(text, error):
    with pytest.raises(error):
        read(text)
