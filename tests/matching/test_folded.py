"""What is kept for comparing says what was said, in any order, and nothing that carries a handling."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching import evidence
from cairn.matching.births import BirthFact
from cairn.matching.facts import AddressFact, IdentifierFact, NameFact, PersonFacts, PhoneFact, SchoolFact
from cairn.matching.folded import FIELDS, MOST_LINES, folded, together, unfolded
from cairn.matching.kinds import BirthPrecision, Field
from cairn.matching.variants import VariantBook
from cairn.matching.yardstick import Yardstick

NAMES = st.text(max_size=40).map(NameFact.of)
BIRTHS = st.builds(
    lambda one, other, precision, disputed: BirthFact(min(one, other), max(one, other), precision, disputed),
    st.dates(min_value=date(1900, 1, 1)),
    st.dates(min_value=date(1900, 1, 1)),
    st.sampled_from(BirthPrecision),
    st.booleans(),
)
SHOWN = st.text(max_size=30)
CODES = st.sampled_from(["female", "male", "vietnamese", "british"])
PEOPLE = st.builds(
    PersonFacts,
    names=st.lists(NAMES, max_size=3).map(tuple),
    births=st.lists(BIRTHS, max_size=3).map(tuple),
    sexes=st.lists(CODES, max_size=2).map(tuple),
    identifiers=st.lists(
        st.builds(IdentifierFact.of, st.sampled_from(["nhs", "home_office"]), SHOWN | st.just("943 476 5919")),
        max_size=2,
    ).map(tuple),
    phones=st.lists(st.builds(PhoneFact.of, st.just("07700 900123") | SHOWN), max_size=2).map(tuple),
    nationalities=st.lists(CODES, max_size=2).map(tuple),
    addresses=st.lists(
        st.builds(AddressFact.of, st.just("12 Mill Road NM1 2AB") | SHOWN, is_shared=st.booleans()), max_size=2
    ).map(tuple),
    schools=st.lists(st.builds(SchoolFact.of, st.just("Mill Road Primary") | SHOWN), max_size=2).map(tuple),
)


NO_FORMS = VariantBook(())


def compare(one, other):
    """Without the book that comes with Cairn, which takes a moment to read."""
    return evidence.compare(one, other, Yardstick(book=NO_FORMS))


def kept(facts):
    """Facts as they come back from where they are kept."""
    texts = folded(facts)
    return unfolded([texts[field] for field in FIELDS])


@given(PEOPLE, PEOPLE)
def test_what_is_kept_compares_as_what_was_said(one, other):
    assert compare(one, kept(other)) == compare(one, other)


@given(PEOPLE)
def test_what_is_kept_is_the_same_in_any_order_and_kept_twice(facts):
    turned = facts._replace(names=facts.names[::-1], births=facts.births[::-1], addresses=facts.addresses[::-1])
    assert folded(turned) == folded(facts) == folded(kept(facts))


@given(PEOPLE, PEOPLE, PEOPLE)
def test_two_records_of_one_child_are_compared_as_one(asked, one, other):
    texts = [[folded(facts)[field] for field in FIELDS] for facts in (one, other)]
    whole = PersonFacts(*(getattr(one, slot) + getattr(other, slot) for slot in PersonFacts._fields))
    assert compare(asked, unfolded(together(*texts))) == compare(asked, whole)


def test_nothing_with_a_handling_is_kept():
    facts = PersonFacts(
        phones=(PhoneFact.of("07700 900123", has_handling=True),),
        addresses=(AddressFact.of("12 Mill Road NM1 2AB", has_handling=True),),
        schools=(SchoolFact.of("Mill Road Primary", has_handling=True),),
    )
    assert set(folded(facts).values()) == {""}


def test_a_scheme_or_code_of_several_lines_is_one():
    facts = PersonFacts(identifiers=(IdentifierFact.of("a\nb", "AB12345"),), sexes=("fe\nmale",))
    assert kept(facts).identifiers == (IdentifierFact("a b", "AB12345"),)
    assert kept(facts).sexes == ("fe male",)


def test_thousands_of_things_said_are_cut():
    names = tuple(NameFact((f"a{number:05}",)) for number in range(3000))
    assert len(kept(PersonFacts(names=names)).names) == MOST_LINES


def test_what_was_never_written_so_is_refused():
    with pytest.raises(ValueError, match="unpack"):
        unfolded(["", "2004", *[""] * 6])
    assert unfolded([""] * len(FIELDS)) == PersonFacts()
    assert FIELDS[0] is Field.NAME
