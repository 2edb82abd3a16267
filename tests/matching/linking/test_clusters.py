"""Which pairs stand: weaker rivals give way, and no chain makes two strangers one child."""

from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.linking.clusters import Pair, standing, without_chains


def paired(left: int, right: int, weight: float) -> Pair:
    return Pair(min(left, right), max(left, right), weight, 0.9)


ends = st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda two: two[0] < two[1])
pairs = st.dictionaries(ends, st.integers(0, 20), max_size=16).map(
    lambda told: [paired(*two, float(weight)) for two, weight in told.items()]
)


def neighbours(kept: list[Pair]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for pair in kept:
        found.setdefault(pair.left, set()).add(pair.right)
        found.setdefault(pair.right, set()).add(pair.left)
    return found


def reached(start: int, near: dict[int, set[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        for other in near[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def test_of_a_chain_the_weakest_link_goes():
    chain = [paired(1, 2, 9.0), paired(2, 3, 4.0), paired(3, 4, 8.0)]
    assert without_chains(chain) == [chain[0], chain[2]]


def test_a_bridge_goes_before_a_weaker_pair_that_others_support():
    left = [paired(1, 2, 2.0), paired(2, 3, 9.0), paired(1, 3, 9.0)]
    right = [paired(4, 5, 9.0), paired(5, 6, 9.0), paired(4, 6, 9.0)]
    assert without_chains([*left, paired(3, 4, 7.0), *right]) == sorted([*left, *right])


def test_three_of_one_person_stay_together():
    star = [paired(1, 2, 9.0), paired(1, 3, 8.0)]
    assert without_chains(star) == star


@given(pairs)
def test_nobody_is_more_than_two_steps_from_anybody_they_are_joined_to(told):
    near = neighbours(without_chains(told))
    for person in near:
        two_steps = {person, *near[person]}.union(*(near[other] for other in near[person]))
        assert reached(person, near) == two_steps


@given(pairs, st.randoms(use_true_random=False))
def test_chains_are_cut_the_same_way_in_any_order_and_once_is_enough(told, dice):
    kept = without_chains(told)
    shuffled = list(told)
    dice.shuffle(shuffled)
    assert without_chains(shuffled) == kept == without_chains(kept)
    assert set(kept) <= set(told)


@given(pairs)
def test_what_holds_together_is_left_alone(told):
    near = neighbours(told)
    holds = all(reached(one, near) == {one, *near[one]}.union(*(near[each] for each in near[one])) for one in near)
    assert not holds or without_chains(told) == sorted(told)


def test_a_brother_gives_way_to_the_child_itself():
    itself, brother = paired(1, 2, 12.0), paired(1, 3, 4.0)
    assert standing([itself, brother], 3.0) == [itself]


def test_a_second_record_of_the_same_child_stands():
    told = [paired(1, 2, 12.0), paired(1, 3, 4.0), paired(2, 3, 9.0)]
    assert standing(told, 3.0) == sorted(told)


def test_a_rival_within_the_margin_puts_nobody_out():
    told = [paired(1, 2, 6.0), paired(1, 3, 4.0)]
    assert standing(told, 3.0) == told


@given(pairs, st.integers(1, 6), st.booleans())
def test_the_strongest_pair_of_all_always_stands(told, margin, is_link):
    kept = standing(told, float(margin), is_link=is_link)
    assert set(kept) <= set(told)
    if told:
        strongest = max(pair.weight for pair in told)
        assert {pair for pair in told if pair.weight == strongest} <= set(kept)
