"""Of a long shortlist the first few and the likeliest others are compared in full, and no more than are needed."""

import math
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from cairn.matching import likeliest
from cairn.matching.births import born_on
from cairn.matching.facts import IdentifierFact, NameFact, PersonFacts, SchoolFact
from cairn.matching.likeliest import FEWEST_COMPARED, FIRST_ANYWAY, MOST_COMPARED, rank_likeliest
from cairn.matching.yardstick import Yardstick

BORN = date(2010, 5, 17)


def person(name, born=BORN):
    return PersonFacts(names=(NameFact.of(name),), births=(born_on(born),))


def chosen(asked, shortlist):
    """Those that were compared in full."""
    return {each.candidate for each in rank_likeliest(asked, shortlist, Yardstick()).candidates}


def strangers(number):
    """People of another name and birthday."""
    return [(place, person("Sorina Zubenko", BORN + timedelta(days=40 + place))) for place in range(number)]


def test_of_a_short_list_everybody_is_compared():
    assert chosen(person("Tang Nguyen"), strangers(MOST_COMPARED)) == set(range(MOST_COMPARED))


def test_the_first_and_the_likeliest_others_are_compared():
    shortlist = strangers(120)
    shortlist[118] = (118, person("Tang Nguyen", BORN + timedelta(days=400)))
    shortlist[119] = (119, person("Thang Nguyen", BORN + timedelta(days=400)))
    found = chosen(person("Nguyen Tang"), shortlist)
    assert len(found) == MOST_COMPARED
    assert found >= {*range(FIRST_ANYWAY), 118, 119}


def test_a_part_run_together_or_known_in_another_form_is_seen():
    shortlist = strangers(118)
    shortlist += [(118, person("Thimai Tran")), (119, person("Bill Zubenko"))]
    assert 118 in chosen(person("Thi Mai Tran"), shortlist)
    assert 119 in chosen(person("William Zubenko"), shortlist)


def numbered(name, number, born=BORN):
    return person(name, born)._replace(identifiers=(IdentifierFact.of("ho", number),))


def test_nobody_further_is_compared_where_one_is_clearly_the_one():
    shortlist = [*strangers(100), (100, numbered("Tang Nguyen", "A1234567"))]
    found = rank_likeliest(numbered("Tang Nguyen", "A1234567"), shortlist, Yardstick())
    assert found.suggestion.candidate == 100
    assert len(found.candidates) == FEWEST_COMPARED


def test_all_that_may_contest_it_are_compared():
    namesake = person("Tang Nguyen")
    asked = namesake._replace(schools=(SchoolFact.of("Northmoor Academy"),))
    found = rank_likeliest(asked, [(100, asked), *((place, namesake) for place in range(99))], Yardstick())
    assert found.suggestion.candidate == 100
    assert len(found.candidates) == MOST_COMPARED


GIVEN = ("Tang", "Thang", "Tan", "Amina", "Amira", "Sorina")
FAMILY = ("Nguyen", "Nguyn", "Zubenko", "Tesfay")
SOMEBODY = st.builds(
    lambda given, family, days: person(f"{given} {family}", BORN + timedelta(days=days)),
    st.sampled_from(GIVEN),
    st.sampled_from(FAMILY),
    st.sampled_from((0, 1, 365, 2000)),
)


@given(SOMEBODY, st.lists(SOMEBODY, min_size=21, max_size=60))
def test_whoever_is_suggested_would_be_had_more_been_compared(asked, known):
    shortlist = list(enumerate(known))
    with patch.object(likeliest, "OUT_OF_REACH", math.inf):
        all_told = rank_likeliest(asked, shortlist, Yardstick())
    few = rank_likeliest(asked, shortlist, Yardstick())
    assert (few.suggestion and few.suggestion.candidate) == (all_told.suggestion and all_told.suggestion.candidate)
    assert len(few.candidates) <= len(all_told.candidates)
