"""What others call says what it means in the world."""

import ast
from collections.abc import Iterator
from pathlib import Path

from cairn.access.permissions import SENTENCES, Permission
from tests.house import tree

SPOKEN_FOR = {"verbs", "rules", "queries", "models", "scopes", "permissions", "commands"}


def speaks_to_others(path: Path) -> bool:
    """Whether a file is, or lies in, a room whose contents other rooms call."""
    return bool(SPOKEN_FOR.intersection(path.with_suffix("").parts)) and path.name != "__init__.py"


def public(path: Path) -> Iterator[tree.Function | ast.ClassDef]:
    for node in tree.syntax(path).body:
        if isinstance(node, tree.Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def test_every_public_verb_rule_question_model_and_command_has_a_docstring():
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path in tree.python("cairn")
        if speaks_to_others(path)
        for node in public(path)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_module_says_what_it_holds():
    silent = [
        str(path)
        for path in tree.python("cairn")
        if tree.syntax(path).body and not ast.get_docstring(tree.syntax(path))
    ]
    assert silent == []


def test_every_permission_has_a_sentence():
    assert set(SENTENCES) == set(Permission)
