"""The register of OWASP ASVS is whole, and its ids, levels, tests and documents are what they say (docs/asvs.toml)."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.house.asvs import LEVELS

ROOT = Path(__file__).resolve().parents[2]
REGISTER: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "docs/asvs.toml").read_text(encoding="utf-8"))[
    "requirements"
]
IDS = {f"{section}.{at}": int(level) for section, levels in LEVELS.items() for at, level in enumerate(levels, 1)}
# Of level 3 we name these, met or not; two of level 2 ask more at level 3, which their entries speak of.
NAMED = {
    *("2.3.5", "3.4.7", "3.4.8", "5.2.4", "5.2.6", "6.3.5", "6.3.7", "6.3.8", "7.5.3", "8.3.2", "8.3.3"),
    *("14.2.6", "14.2.7", "14.2.8", "15.4.2", "16.5.4"),
}
NOT_CLAIMED = {"3.7.4", "8.2.4", "11.7.1", "12.1.5", "13.3.3"}
STATUSES = {"met", "documented", "operator", "planned", "open", "not applicable", "not claimed"}
SUMMARY = "docs/security.md"


@cache
def named_in(path: str) -> frozenset[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_")


def wrongs(one: str, said: dict[str, Any]) -> list[str]:
    """What does not hold in one entry."""
    found = [] if said.get("status") in STATUSES else ["no such status"]
    found += [] if said.get("level") == IDS.get(one) else ["another level"]
    found += [] if not said.keys() - {"level", "status", "tests", "document", "why"} else ["an unknown key"]
    for named in said.get("tests", []):
        path, _, name = named.partition("::")
        if not (ROOT / path).is_file() or name not in named_in(path):
            found.append(f"no such test: {named}")
    if said["status"] == "met":
        found += [] if said.get("tests") else ["met without a test"]
    elif said["status"] in {"documented", "operator"}:
        found += [] if (ROOT / said.get("document", "-")).is_file() else ["no such document"]
    elif len(said.get("why", "")) < len("No LDAP."):
        found.append("no reason")
    return found


def test_the_standard_is_numbered_as_it_is():
    assert Counter(IDS.values()) == {1: 70, 2: 183, 3: 92}


def test_no_requirement_is_forgotten_and_none_is_made_up():
    asked = {one for one, level in IDS.items() if level <= 2} | NAMED | NOT_CLAIMED
    assert asked - REGISTER.keys() == set()
    assert REGISTER.keys() - asked == set()


@pytest.mark.parametrize("one", REGISTER)
def test_an_entry_holds(one):
    assert wrongs(one, REGISTER[one]) == []


def test_what_is_not_claimed_says_so_and_nothing_else_does():
    assert {one for one, said in REGISTER.items() if said["status"] == "not claimed"} == NOT_CLAIMED


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"status": "met", "level": 2}, "met without a test"),
        ({"status": "met", "level": 2, "tests": ["tests/house/test_asvs.py::test_nothing"]}, "no such test"),
        ({"status": "met", "level": 2, "tests": ["tests/house/nowhere.py::test_x"]}, "no such test"),
        ({"status": "open", "level": 2}, "no reason"),
        ({"status": "documented", "level": 2, "document": "docs/nowhere.md"}, "no such document"),
        ({"status": "perhaps", "level": 2, "why": "Nobody knows."}, "no such status"),
        ({"status": "open", "level": 3, "why": "Nobody knows."}, "another level"),
        ({"status": "open", "level": 2, "why": "Nobody knows.", "note": ""}, "an unknown key"),
    ],
)
def test_an_entry_that_does_not_hold_is_found(said, wrong):
    assert any(each.startswith(wrong) for each in wrongs("1.1.1", said))


def test_the_summary_counts_as_the_register_does():
    counted = Counter((said["status"], said["level"]) for said in REGISTER.values())
    text = (ROOT / SUMMARY).read_text(encoding="utf-8")
    rows = dict(
        re.findall(r"^\| (met|documented|operator|planned|open|not applicable|not claimed) \| (.+) \|$", text, re.M)
    )
    assert rows == {status: " | ".join(str(counted[status, level]) for level in (1, 2, 3)) for status in STATUSES}, (
        "the table in docs/security.md"
    )
