"""Whole files linked from end to end, on DuckDB; and on Spark, where it is installed."""

import pytest

from cairn.core.errors import Refused
from cairn.matching.facts import NameFact, PersonFacts
from cairn.matching.linking import vocabulary
from cairn.matching.linking.columns import parse_map
from cairn.matching.linking.engines import Engine
from cairn.matching.linking.levels import COMPARISONS, LEFT_OVER
from cairn.matching.linking.linkage import connect, link
from cairn.matching.linking.model import parse_model, shipped
from cairn.matching.linking.people import SCHEMA, of_facts
from cairn.matching.linking.rarity import fitted
from cairn.matching.linking.reading import PeopleFile
from cairn.matching.linking.tables import load, shape
from tests.matching.linking.people import HEADER, MAP, town, write


def linked(paths, engine=Engine.DUCKDB):
    return link([PeopleFile(path, parse_map(MAP)) for path in paths], engine, lambda _: None)


def names(found):
    return {(left, right) for left, right, *_ in found.rows()}


@pytest.fixture(scope="module")
def doubled(tmp_path_factory):
    """One file of 600 people, 120 of them twice, and what came out."""
    path = write(tmp_path_factory.mktemp("town") / "a.csv", town(600, 120))
    return path, linked([path])


def test_people_who_stand_in_a_file_twice_are_found(doubled):
    truth = {(f"P{number}", f"P{number}-again") for number in range(120)}
    found = names(doubled[1])
    assert len(found & truth) >= 115
    assert len(found - truth) <= 2


def test_the_same_file_gives_the_same_pairs_and_weights(doubled):
    path, found = doubled
    assert list(linked([path]).rows()) == list(found.rows())


def test_the_strongest_pairs_come_first_and_weights_are_the_log_odds(doubled):
    rows = list(doubled[1].rows())
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)
    for _, _, weight, probability in rows:
        assert probability == pytest.approx(1 / (1 + 2**-weight), abs=1e-9)


def test_between_two_files_only_pairs_across_are_found(tmp_path):
    rows = town(600, 120)
    one, other = write(tmp_path / "a.csv", rows[:600]), write(tmp_path / "b.csv", rows[600:])
    found = names(linked([one, other]))
    assert len(found) >= 115
    assert all(not left.endswith("-again") and right.endswith("-again") for left, right in found)


def test_a_row_alone_makes_no_pair(tmp_path):
    assert names(linked([write(tmp_path / "a.csv", town(1, 0))])) == set()


def test_dates_that_cannot_be_are_counted_and_do_not_stop_the_work(tmp_path):
    rows = town(60, 10)
    rows[0][3] = "2009-02-31"
    assert linked([write(tmp_path / "a.csv", rows)]).unreadable == 1


def test_dates_in_another_form_than_told_are_refused(tmp_path):
    rows = [[*row[:3], "spring", *row[4:]] for row in town(30, 0)]
    with pytest.raises(Refused) as refused:
        linked([write(tmp_path / "a.csv", rows)])
    assert refused.value.code == "link_dates_unreadable"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "link_file_empty"),
        (",".join(HEADER) + "\n", "link_file_empty"),
        ("no,first\n1,Ann\n", "link_column_missing"),
        (",".join((*HEADER, "no")) + "\n", "link_header_twice"),
        (",".join(HEADER) + "\n1,Ann\n", "link_row_length"),
        (",".join(HEADER) + "\n,a,b,,,,\n", "link_id_empty"),
        (",".join(HEADER) + "\n1,a,b,,,,\n1,c,d,,,,\n", "link_id_twice"),
        (",".join(HEADER) + '\n1,"a"b,c,,,,\n', "link_file_not_csv"),
    ],
    ids=range(8),
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path, words, code):
    (tmp_path / "a.csv").write_text(words, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        linked([tmp_path / "a.csv"])
    assert refused.value.code == code


def test_other_encodings_and_absent_files_are_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(",".join(HEADER).encode() + b"\n1,Zo\xeb,b,,,,\n")
    for name, code in (("a.csv", "link_file_not_utf8"), ("b.csv", "link_file_missing")):
        with pytest.raises(Refused) as refused:
            linked([tmp_path / name])
        assert refused.value.code == code


def test_the_shipped_model_fits_what_is_compared():
    assert shipped().version
    assert set(shipped().agreement) == {each.kind for each in COMPARISONS}


def test_a_model_without_a_level_is_no_model():
    words = '{"version": "0", "trained_on": "", "agreement": {}, "partners": 1, "threshold": 0, "margin": 3}'
    with pytest.raises(ValueError, match="does not fit"):
        parse_model(words)


def test_a_slip_of_the_keyboard_is_read_as_the_name_it_slipped_from():
    found = {each.part: each for each in vocabulary.classes({"michael": 40, "micheal": 1, "michaela": 30}, 1_000)}
    assert found["micheal"].spelling == "michael"
    assert found["michaela"].spelling == "michaela"


def test_a_small_file_has_no_rare_names_and_loses_nothing_by_it():
    con = connect()
    facts = [PersonFacts(names=(NameFact.of(name),)) for name in ("Ann Lee", "Bo Lee", "Cy Dunn", "Di Dunn")]
    load(con, of_facts(facts), SCHEMA)
    shape(con, vocabulary.classes, is_link=False)
    before, after = shipped().agreement["name"], fitted(shipped(), con).agreement["name"]
    for left in LEFT_OVER:
        mine = [level for level in before if level.startswith(f"{left},")]
        assert sum(after[level] for level in mine) == pytest.approx(sum(before[level] for level in mine))
    assert after["all, 0 bits"] > after["all, 32 bits"]
