"""Who is compared at all: the rarest keys first, never more than the budget, nothing counted twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.asking import ATOM_WEIGHTS, ask
from cairn.matching.births import born_on
from cairn.matching.keys import keys_for
from cairn.matching.rarity import COMMONEST, FEWEST_COUNTED, RAREST, Rarity, bits
from cairn.matching.shortlist import MOST_BEARERS, Shortlist, weight_of
from tests.matching.test_keys import FACTS, SECRET, person
from tests.matching.test_scoring import BORN


def shortlist(*people):
    """Everybody findable, numbered in their order."""
    made: Shortlist[int] = Shortlist()
    for number, facts in enumerate(people):
        made.add(number, keys_for(facts, SECRET))
    return made


def test_who_shares_more_comes_first():
    made = shortlist(person("Haile"), person("Tesfay Haile", BORN), person("Tesfay Haile"), person("Omar Hassan"))
    assert made.best(ask(person("Haile Tesfay", BORN), SECRET)) == [1, 2, 0]


def test_no_more_than_asked_for():
    made = shortlist(*[person("Tesfay")] * 5)
    assert len(made.best(ask(person("Tesfay"), SECRET), most=3)) == 3


def test_a_key_that_everybody_bears_is_not_read():
    made = shortlist(*[person("Tesfay")] * (MOST_BEARERS + 1), person("Tesfay Haile"))
    assert made.best(ask(person("Tesfay"), SECRET)) == []
    assert made.best(ask(person("Tesfay Haile"), SECRET)) == [MOST_BEARERS + 1]


@given(st.lists(FACTS, max_size=5), FACTS)
def test_the_shortlist_does_not_depend_on_the_order_of_names_in_it(people, asked):
    assert shortlist(*people).best(ask(asked, SECRET)) == shortlist(*people).best(ask(asked, SECRET))


def test_overlapping_keys_are_counted_once():
    asked = ask(person("Tesfay", born_on(BORN.earliest)), SECRET)
    masks = {asked.things[key]: mask for key, mask in zip(asked.keys, asked.masks, strict=True)}
    day, year = masks["D", "20090413", "tsf"], masks["Y", "2009", "tsf"]
    assert weight_of(day | year, [8.0]) == weight_of(day, [8.0])
    assert weight_of(day, [8.0]) == weight_of(masks["d", "20090413"], [8.0]) + 8.0


@given(st.integers(0, (1 << len(ATOM_WEIGHTS)) - 1), st.integers(0, (1 << len(ATOM_WEIGHTS)) - 1))
def test_a_further_key_never_lowers(one, other):
    assert weight_of(one | other, [8.0] * 8) >= weight_of(one, [8.0] * 8)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7))
def test_what_is_rarer_is_worth_no_less(one, other, total):
    fewer, more = sorted((one, other))
    assert COMMONEST <= bits(more, total) <= bits(fewer, total) <= RAREST


def test_where_nothing_is_known_yet_a_name_is_worth_eight_bits():
    assert Rarity().bits("s", "tsf") == pytest.approx(8.0)


def test_the_few_are_not_counted():
    people = [[("s", "tsf")]] * (FEWEST_COUNTED - 1)
    assert Rarity.counted(people).bearers("s", "tsf") == 0
    assert Rarity.counted([*people, [("s", "tsf")]]).bearers("s", "tsf") == FEWEST_COUNTED
    assert Rarity.counted(people).total == FEWEST_COUNTED - 1
