"""Parts of a name that often go together tell less together, and no part that agrees ever speaks against."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.alignment import align
from cairn.matching.rarity import FEWEST_COUNTED, Rarity
from cairn.matching.yardstick import Yardstick, skeleton_of

NGUYEN, VAN, TANG = (skeleton_of(part) for part in ("nguyen", "van", "tang"))
COUNTED = {
    **{("t", "nguyen"): 900, ("s", NGUYEN): 1_000, ("t", "van"): 900, ("s", VAN): 1_000},
    ("p", *sorted((NGUYEN, VAN))): 500,
}
TOTAL = 100_000
PARTS = ["nguyen", "van", "tang", "minh", "thi"]
SOUNDS = sorted({skeleton_of(part) for part in PARTS})


def weight(one, other, counted=COUNTED):
    """What two names are worth that agree as far as they do."""
    return align(one.split(), other.split(), Yardstick(Rarity(TOTAL, counted))).weight


def test_two_parts_that_go_together_tell_less_than_each_alone():
    together = weight("nguyen van", "nguyen van")
    apart = weight("nguyen van", "nguyen van", {key: count for key, count in COUNTED.items() if key[0] != "p"})
    assert weight("nguyen", "nguyen") < together < apart


def test_a_rare_pair_is_not_told_twice():
    assert Rarity(TOTAL, COUNTED).told_twice(NGUYEN, TANG) == 0


def test_a_name_run_together_tells_no_more_than_the_two_are_rare():
    counted = {("p", *sorted((VAN, TANG))): 400}
    assert weight("vantang", "van tang", counted) < weight("vantang", "van tang", {})


def test_a_rare_name_run_together_tells_more_than_one_rare_part_and_no_more_than_both():
    yardstick = Yardstick(Rarity(1_000_000))
    joined, one, both = (
        align(first.split(), other.split(), yardstick).weight
        for first, other in (
            ("zubenkohaile", "zubenko haile"),
            ("zubenko", "zubenko"),
            ("zubenko haile", "zubenko haile"),
        )
    )
    assert one < joined <= both


@pytest.mark.parametrize(
    ("one", "other"), [("nguyen van tang", "tang van nguyen"), ("vantang nguyen", "nguyen van tang")]
)
def test_what_is_told_twice_is_the_same_from_either_side(one, other):
    assert weight(one, other) == pytest.approx(weight(other, one))


COUNTS = st.dictionaries(
    st.one_of(
        st.sampled_from([("t", part) for part in PARTS]),
        st.sampled_from([("s", sound) for sound in SOUNDS]),
        st.sampled_from([("p", one, other) for one in SOUNDS for other in SOUNDS if one < other]),
    ),
    st.integers(FEWEST_COUNTED, TOTAL),
)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5, unique=True), COUNTS)
def test_a_further_part_that_agrees_never_speaks_against(parts, counted):
    yardstick = Yardstick(Rarity(TOTAL, counted))
    found = align(parts, parts, yardstick)
    assert found.twice >= 0
    assert found.weight >= max(verdict.weight for verdict in found.pairs) - 1e-6
