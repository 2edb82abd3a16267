"""Keys find a record again however its name is spelled, and tell nothing without the secret."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.asking import MAX_LOOKUP_KEYS, ask, lookup_keys
from cairn.matching.births import aged, born_in, born_on
from cairn.matching.facts import AddressFact, IdentifierFact, NameFact, PersonFacts, PhoneFact, SchoolFact
from cairn.matching.keys import KEY_BYTES, MAX_KEYS, keys_for, record_things

SECRET = b"a secret of the installation here"
ANOTHER = b"a secret of another installation!"
SEEN = date(2018, 6, 1)
TEXTS = st.text(max_size=30) | st.sampled_from(["Nguyen Van Tang", "ተስፋይ", "محمد", "陈小明", "Omar Hassan"])
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
FACTS = st.builds(
    PersonFacts,
    names=st.lists(st.builds(NameFact.of, TEXTS), max_size=6).map(tuple),
    births=st.lists(st.builds(born_on, DAYS) | st.builds(born_in, st.integers(1990, 2030)), max_size=4).map(tuple),
    identifiers=st.lists(st.builds(IdentifierFact.of, st.just("nhs"), st.text(max_size=12)), max_size=4).map(tuple),
    phones=st.lists(st.builds(PhoneFact.of, st.text(alphabet="0123456789+ ", max_size=14)), max_size=4).map(tuple),
)


def person(name, *births, **more):
    """Facts of somebody of that name."""
    return PersonFacts(names=(NameFact.of(name),), births=births, **more)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (person("Nguyen Van Tang", aged(13, 15, seen_on=SEEN)), person("Tang Nguyễn", born_in(2004))),
        (person("Tesfai", born_in(2004)), person("ተስፋይ Haile", born_in(2005))),
        (person("Mohammed", born_in(2004)), person("محمد", born_on(date(2003, 5, 6)))),
        (person("Mohammed"), person("محمد", born_in(2004))),
        (person("Xiaoming Chen", born_in(2004)), person("陈小明", born_in(2004))),
        (person("Tesfay", born_in(2004)), person("Tesfay Haile")),
        (person("Tesfay", born_on(date(2004, 5, 6))), person("Haile Tesfay", born_on(date(1998, 5, 6)))),
        (person("Tran Mai"), person("Mai Thi Tran", born_in(2001))),
        (
            person("unknown", phones=(PhoneFact.of("07700900123"),)),
            person("A", phones=(PhoneFact.of("+447700900123"),)),
        ),
    ],
)
def test_a_question_meets_the_record_it_is_about(asked, held):
    assert lookup_keys(asked, SECRET) & keys_for(held, SECRET)


def test_a_question_meets_no_stranger():
    asked = person("Nguyen Van Tang", born_in(2004), phones=(PhoneFact.of("07700900123"),))
    assert not lookup_keys(asked, SECRET) & keys_for(person("Omar Hassan", born_in(2004)), SECRET)


@given(FACTS)
def test_keys_are_bounded_short_and_always_the_same(facts):
    keys = keys_for(facts, SECRET)
    assert keys == keys_for(facts, SECRET)
    assert len(keys) <= MAX_KEYS
    assert len(lookup_keys(facts, SECRET)) <= MAX_LOOKUP_KEYS
    assert all(-(1 << 63) <= key < 1 << 63 for key in keys)
    assert KEY_BYTES == 8


@given(FACTS)
def test_another_secret_gives_other_keys(facts):
    assert not keys_for(facts, SECRET) & keys_for(facts, ANOTHER)


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(facts, random):
    def shuffled(told):
        return tuple(random.sample(told, len(told)))

    other = PersonFacts(*map(shuffled, facts))
    assert keys_for(other, SECRET) == keys_for(facts, SECRET)
    assert ask(other, SECRET) == ask(facts, SECRET)


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_parts_matters_only_where_neighbours_are_written_as_one(facts, random):
    told = tuple(NameFact(tuple(random.sample(name.parts, len(name.parts)))) for name in facts.names)
    shuffled = {each for each in record_things(PersonFacts(told, facts.births)) if each[0] not in "sY"}
    assert shuffled == {each for each in record_things(PersonFacts(facts.names, facts.births)) if each[0] not in "sY"}


@given(FACTS)
def test_who_says_the_same_is_found(facts):
    assert bool(lookup_keys(facts, SECRET) & keys_for(facts, SECRET)) == bool(ask(facts, SECRET))


def test_a_phone_with_a_handling_is_never_keyed():
    safe = PersonFacts(phones=(PhoneFact.of("07700900123", has_handling=True),))
    assert keys_for(safe, SECRET) == lookup_keys(safe, SECRET) == frozenset()


def test_a_place_or_school_with_a_handling_is_never_keyed():
    addresses = (AddressFact.of("1 Mill Road NM1 2AB", has_handling=True),)
    safe = person("Tesfay", addresses=addresses, schools=(SchoolFact.of("Mill Road", has_handling=True),))
    assert keys_for(safe, SECRET) == keys_for(person("Tesfay"), SECRET)
    assert lookup_keys(safe, SECRET) == lookup_keys(person("Tesfay"), SECRET)


@pytest.mark.parametrize(
    "facts",
    [
        PersonFacts(births=(born_on(date(2004, 5, 6)),)),
        PersonFacts(addresses=(AddressFact.of("NM1 2AB"),)),
        PersonFacts(schools=(SchoolFact.of("Mill Road"),)),
    ],
)
def test_nobody_is_looked_for_by_a_birthday_a_place_or_a_school_alone(facts):
    assert not ask(facts, SECRET)


def test_a_key_says_for_which_parts_of_the_question_it_speaks():
    asked = ask(person("Tesfay Haile", born_on(date(2004, 5, 6))), SECRET)
    masks = {asked.things[key]: mask for key, mask in zip(asked.keys, asked.masks, strict=True)}
    haile, tesfay = masks["s", "hl"], masks["s", "tsf"]
    assert haile & tesfay == 0
    assert masks["p", "hl", "tsf"] == haile | tesfay
    assert masks["t", "tesfay"] & tesfay
    day, year = masks["D", "20040506", "tsf"] & ~tesfay, masks["Y", "2004", "tsf"] & ~tesfay
    assert day & year == year != day
    assert masks["d", "20040506"] == day


def test_the_first_of_january_is_looked_for_as_a_year():
    kinds = {each[0] for each in record_things(person("Tesfay", born_on(date(2004, 1, 1))))}
    assert kinds == {"t", "s", "Y"}


def test_day_and_month_may_have_changed_places():
    asked = person("Tesfay", born_on(date(2004, 5, 6)))
    held = {thing for thing in record_things(person("Tesfay", born_on(date(2004, 6, 5)))) if thing[0] == "D"}
    assert held <= set(ask(asked, SECRET).things.values())


def test_a_name_with_a_handling_is_keyed_like_any_other():
    flagged = PersonFacts(names=(NameFact.of("Tesfay", has_handling=True),))
    assert keys_for(flagged, SECRET) == keys_for(person("Tesfay"), SECRET)


def test_the_scheme_keeps_equal_numbers_apart():
    one, other = (PersonFacts(identifiers=(IdentifierFact.of(scheme, "A12345"),)) for scheme in ("upn", "nhs"))
    assert not keys_for(one, SECRET) & keys_for(other, SECRET)


def test_a_birth_too_vague_for_a_year_is_not_keyed():
    assert keys_for(person("Tesfay", aged(5, 20, seen_on=SEEN)), SECRET) == keys_for(person("Tesfay"), SECRET)


def test_nothing_known_gives_no_keys():
    assert keys_for(PersonFacts(), SECRET) == lookup_keys(PersonFacts(), SECRET) == frozenset()


@pytest.mark.parametrize("find", [keys_for, lookup_keys])
def test_a_short_secret_is_refused(find):
    with pytest.raises(ValueError, match="too short"):
        find(PersonFacts(), b"short")
