"""Of a long shortlist the first few and the likeliest others are compared in full; a short one is left as it is."""

from datetime import date, timedelta

from cairn.matching.births import born_on
from cairn.matching.facts import NameFact, PersonFacts
from cairn.matching.likeliest import FIRST_ANYWAY, MOST_COMPARED, likeliest
from cairn.matching.yardstick import Yardstick

BORN = date(2010, 5, 17)


def person(name, born=BORN):
    return PersonFacts(names=(NameFact.of(name),), births=(born_on(born),))


def chosen(asked, shortlist):
    return [each for each, _ in likeliest(asked, shortlist, Yardstick())]


def strangers(number):
    """People of another name and birthday."""
    return [(place, person("Sorina Zubenko", BORN + timedelta(days=40 + place))) for place in range(number)]


def test_a_short_list_is_left_as_it_is():
    assert chosen(person("Tang Nguyen"), strangers(MOST_COMPARED)) == list(range(MOST_COMPARED))


def test_the_first_stay_and_the_likeliest_others_follow():
    shortlist = strangers(120)
    shortlist[118] = (118, person("Tang Nguyen"))
    shortlist[119] = (119, person("Thang Nguyen", BORN + timedelta(days=400)))
    found = chosen(person("Nguyen Tang"), shortlist)
    assert len(found) == MOST_COMPARED
    assert found[:FIRST_ANYWAY] == list(range(FIRST_ANYWAY))
    assert found[FIRST_ANYWAY : FIRST_ANYWAY + 2] == [118, 119]


def test_a_part_run_together_or_known_in_another_form_is_seen():
    shortlist = strangers(118)
    shortlist += [(118, person("Thimai Tran")), (119, person("Bill Zubenko"))]
    assert chosen(person("Thi Mai Tran"), shortlist)[FIRST_ANYWAY] == 118
    assert chosen(person("William Zubenko"), shortlist)[FIRST_ANYWAY] == 119
