"""Names run together are taken apart where the file knows both halves, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.facts import NameFact, PersonFacts
from cairn.matching.linking.linkage import connect
from cairn.matching.linking.people import SCHEMA, of_facts
from cairn.matching.linking.run_together import halves, split_parts
from cairn.matching.linking.tables import NAME_PARTS, load

OTHERS = ("Amina Hassan", "Amina Warsame", "Yusuf Ali", "Bilal Yusuf", "Yusuf Karim", "Amina Karim")


def parts(*names):
    """The parts of each name, in order, in a file of these people and a few others."""
    con = connect()
    load(con, of_facts(PersonFacts(names=(NameFact.of(name),)) for name in (*names, *OTHERS)), SCHEMA)
    split_parts(con, NAME_PARTS)
    rows = con.execute("select n, list(token order by pos) from unit group by n order by n").fetchall()
    return [tuple(found) for _, found in rows][: len(names)]


def test_two_neighbours_run_together_are_taken_apart():
    assert parts("Amina Yusuf", "Aminayusuf")[1] == ("amina", "yusuf")


@pytest.mark.parametrize("together", ["Yousufamina", "Yusufamina", "Ameenayusuf"])
def test_so_are_they_in_another_order_and_another_spelling(together):
    assert len(parts("Amina Yusuf", together)[1]) == 2


def test_other_parts_of_the_record_keep_their_place():
    assert parts("Amina Yusuf", "Yousufamina Warsame")[1] == ("yousuf", "amina", "warsame")


def test_what_nobody_else_bears_together_stays_whole():
    assert parts("Aminabilal")[0] == ("aminabilal",)


def test_what_sounds_alike_and_looks_unlike_stays_whole():
    assert parts("Amina Yusuf", "Aamiineyaasafaa")[1] == ("aamiineyaasafaa",)


def test_a_name_as_frequent_as_its_halves_is_a_name():
    assert not list(halves({"johnson": 9, "john": 5, "son": 3}, 20))


tokens = st.dictionaries(st.text("abn", min_size=2, max_size=9), st.integers(1, 4), max_size=12)


@given(tokens)
def test_halves_make_up_the_part_and_one_of_them_is_better_known(counts):
    for part, head, tail in halves(counts, 10):
        assert head + tail == part
        assert max(counts.get(head, 0), counts.get(tail, 0)) > counts[part]
