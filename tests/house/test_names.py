"""Names say what a thing is; these say nothing."""

import ast

from tests.house import tree

EMPTY_WORDS = {"util", "utils", "helper", "helpers", "data", "info"}
# As a module or a class it says nothing; elsewhere a manager is a person, on the ladder of an agency.
NO_ROOM = EMPTY_WORDS | {"manager", "managers"}


def test_no_module_has_an_empty_name():
    empty = [
        str(path)
        for path in tree.python("cairn", "tests", "tools", migrations=True)
        if NO_ROOM.intersection(path.with_suffix("").parts)
    ]
    assert empty == []


def test_no_class_or_function_has_an_empty_name():
    empty = [
        f"{path}:{node.lineno} {node.name}"
        for path in tree.python("cairn")
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, tree.Function | ast.ClassDef) and node.name.strip("_").lower() in EMPTY_WORDS
    ]
    assert empty == []
