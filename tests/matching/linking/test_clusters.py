"""Which pairs stand: weaker rivals give way, and no chain makes two strangers one child."""

from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.linking.clusters import Pair, completed, gathered, standing, without_chains


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
    itself, brother, unlike = paired(1, 2, 12.0), paired(1, 3, 4.0), paired(2, 3, -5.0)
    assert gathered([itself, brother, unlike], 0.0) == [itself]


def test_a_second_record_of_the_same_child_stands_though_a_third_tells_too_little():
    told = [paired(1, 2, 12.0), paired(1, 3, 4.0), paired(2, 3, -1.0)]
    assert gathered(told, 0.0) == told[:2]
    assert completed(told[:2]) == [*told[:2], paired(2, 3, 4.0)]


def test_no_single_pair_speaks_against_more_than_all_the_others():
    told = [paired(1, 2, 20.0), paired(1, 3, 15.0), paired(2, 3, -60.0)]
    assert gathered(told, 0.0) == told[:2]


def test_whoever_hangs_on_several_hangs_on_the_best():
    told = [paired(1, 2, 9.0), paired(1, 3, 8.0), paired(2, 4, 3.0), paired(3, 4, 5.0)]
    assert paired(1, 4, 5.0) in completed(told)
    assert paired(2, 3, 8.0) in completed(told)


weighed = st.dictionaries(ends, st.integers(-20, 20), max_size=20).map(
    lambda told: [paired(*two, float(weight)) for two, weight in told.items()]
)


@given(weighed, st.randoms(use_true_random=False))
def test_gathering_adds_nobody_keeps_the_strongest_and_does_not_depend_on_order(told, dice):
    kept = gathered(told, 1.0)
    shuffled = list(told)
    dice.shuffle(shuffled)
    assert gathered(shuffled, 1.0) == kept
    assert set(kept) <= {pair for pair in told if pair.weight >= 1.0}
    strongest = sorted(told, key=lambda pair: (-pair.weight, pair.left, pair.right))[:1]
    assert all(pair in kept for pair in strongest if pair.weight >= 1.0)


@given(weighed)
def test_completed_clusters_are_whole_and_their_pairs_no_surer_than_what_they_hang_on(told):
    kept = without_chains(gathered(told, 1.0))
    whole = completed(kept)
    assert set(kept) <= set(whole)
    assert completed(whole) == whole
    assert {pair.weight for pair in whole} <= {pair.weight for pair in kept}


def test_between_two_files_a_stronger_rival_puts_a_pair_out():
    itself, brother = paired(1, 2, 12.0), paired(1, 3, 4.0)
    assert standing([itself, brother], 3.0) == [itself]


def test_a_rival_within_the_margin_puts_nobody_out():
    told = [paired(1, 2, 6.0), paired(1, 3, 4.0)]
    assert standing(told, 3.0) == told


@given(pairs, st.integers(1, 6))
def test_between_two_files_the_strongest_pair_of_all_always_stands(told, margin):
    kept = standing(told, float(margin))
    assert set(kept) <= set(told)
    if told:
        strongest = max(pair.weight for pair in told)
        assert {pair for pair in told if pair.weight == strongest} <= set(kept)
