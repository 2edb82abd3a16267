"""What decides how urgent a child is, or whom it is put to, never reads an immigration status (R-016)."""

import ast
from pathlib import Path

from tests.house import tree

FIELD = "immigration"
# Where it is said, kept, shown and audited. Everything else, and all of matching, does without.
MAY_READ = {
    Path("cairn/children") / each
    for each in (
        "kinds/__init__.py",
        "urls.py",
        "models/claim.py",
        "rules/care.py",
        "rules/saying.py",
        "rules/__init__.py",
        "queries/unrecorded.py",
        "verbs/unrecorded.py",
        "verbs/__init__.py",
        "forms/histories.py",
        "presenters/words.py",
        "presenters/facts.py",
        "presenters/histories.py",
        "presenters/tabs.py",
        "views/child_facts.py",
        "api/fact_shapes.py",
    )
}
# There an agency's discipline is named so; elsewhere it is `Discipline.IMMIGRATION`.
NAMES_A_DISCIPLINE = Path("cairn/partnership/kinds.py")


def readers() -> set[Path]:
    """Every file of ours whose code, comments and docstrings aside, names the status."""
    return {path for path in tree.python("cairn") if path != NAMES_A_DISCIPLINE and FIELD in _names(path)}


def _names(path: Path) -> str:
    words = set()
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.Attribute):
            is_discipline = isinstance(node.value, ast.Name) and node.value.id == "Discipline"
            words.add("" if is_discipline else node.attr)
        elif isinstance(node, ast.Name):
            words.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            words.add(node.value)
    return " ".join(words).lower()


def test_only_what_keeps_and_shows_it_reads_it():
    assert readers() <= MAY_READ, sorted(map(str, readers() - MAY_READ))


def test_the_list_is_no_longer_than_it_must_be():
    assert {path for path in MAY_READ if not (tree.ROOT / path).exists()} == set()


def test_nothing_that_orders_or_matches_names_it():
    ordering = ("cairn/duties", "cairn/referrals", "cairn/concerns", "cairn/desk", "cairn/matching")
    assert {path for path in readers() if str(path).startswith(ordering)} == set()


def test_a_reader_is_seen():
    assert Path("cairn/children/rules/care.py") in readers()
