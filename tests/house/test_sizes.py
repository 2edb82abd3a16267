"""Small rooms: where one grows past these sizes, it is two rooms."""

from pathlib import Path

from tests.house import tree

FUNCTION_LINES = 45
VIEW_LINES = 40
FILE_LINES = 400
TEMPLATE_LINES = 120
SCRIPT_LINES = 500
OURS = ("cairn", "tests", "tools")


def lines(path: Path) -> int:
    return len(tree.text(path).splitlines())


def length(function: tree.Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def limit(path: Path) -> int:
    return VIEW_LINES if path.stem == "views" or path.parent.name == "views" else FUNCTION_LINES


def test_functions_are_short():
    long = [
        f"{path}:{function.lineno} {function.name}: {length(function)} lines"
        for path in tree.python(*OURS)
        for function in tree.functions(path)
        if length(function) > limit(path)
    ]
    assert long == []


def test_python_files_are_short():
    assert [f"{path}: {lines(path)}" for path in tree.python(*OURS) if lines(path) > FILE_LINES] == []


def test_templates_are_short():
    assert [f"{path}: {lines(path)}" for path in tree.templates() if lines(path) > TEMPLATE_LINES] == []


def test_scripts_are_short():
    scripts = [path for path in tree.committed() if path.suffix in {".js", ".mjs"}]
    assert [f"{path}: {lines(path)}" for path in scripts if lines(path) > SCRIPT_LINES] == []
