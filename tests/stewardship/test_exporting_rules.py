"""How a file of facts is written: nothing in it runs in a spreadsheet, and nothing is lost."""

import csv
import io
import json
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from cairn.children.kinds import FactKind
from cairn.stewardship.rules.exporting import EXPORTABLE, ExportLine, as_csv, as_json, export_policy, plain

# What a file can hold at all: a lone surrogate is no character, and a CSV reader stops at a null.
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40)
LINES = st.lists(st.builds(ExportLine, **dict.fromkeys(ExportLine.__dataclass_fields__, WORDS)), max_size=5)


@given(WORDS)
def test_no_cell_can_be_taken_for_a_formula(words):
    cell = plain(words)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell in {words, f"'{words}"}


@given(LINES)
def test_a_table_is_read_back_as_it_was_written(lines):
    text = as_csv(lines).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == list(ExportLine.__dataclass_fields__)
    assert rows[1:] == [[plain(value) for value in asdict(line).values()] for line in lines]


@given(LINES)
def test_json_is_read_back_as_it_was_written(lines):
    assert json.loads(as_json(lines)) == [asdict(line) for line in lines]


def test_where_a_child_is_and_how_to_reach_it_is_no_sort_of_fact_for_a_file():
    never = {
        *(FactKind.ADDRESS, FactKind.PHONE, FactKind.SCHOOL, FactKind.WHEREABOUTS, FactKind.LIVING),
        *(FactKind.MUST_NOT_KNOW, FactKind.IMMIGRATION, FactKind.RELATIONSHIP, FactKind.PARENTAL, FactKind.STANDING),
    }
    assert never.isdisjoint(EXPORTABLE)


def test_the_policy_says_where_it_comes_from():
    policy = export_policy()
    assert (policy.most_children, policy.open_days) == (200, 7)
    assert policy.source
