"""There is one clock: whoever asks the machine for the time by another door cannot be tested at another time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

THE_CLOCK = Path("cairn/core/clock.py")
MODULES = {"datetime", "django.utils.timezone"}
ASKING = {"now", "utcnow", "today", "localdate"}


def aliases(module: ast.Module) -> set[str]:
    """The names under which a file knows a calendar module or one of its classes and functions."""
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {each.asname or each.name.split(".")[0] for each in node.names if each.name in MODULES}
        elif isinstance(node, ast.ImportFrom):
            names |= {each.asname or each.name for each in node.names if _calendar(node.module, each.name)}
    return names


def _calendar(module: str | None, name: str) -> bool:
    return module in MODULES or f"{module}.{name}" in MODULES


def askings(module: ast.Module) -> Iterator[int]:
    """The lines on which a file asks for the time."""
    known = aliases(module)
    for node in ast.walk(module):
        is_door = isinstance(node, ast.Attribute) and node.attr in ASKING and _first_name(node) in known
        is_named = isinstance(node, ast.Name) and node.id in ASKING & known
        is_stamp = isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
        if isinstance(node, ast.Attribute | ast.Name | ast.keyword) and (is_door or is_named or is_stamp):
            yield node.lineno


def _first_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def test_only_the_clock_asks_for_the_time():
    asking = [
        f"{path}:{line}"
        for path in tree.python("cairn", migrations=True)
        if path != THE_CLOCK
        for line in askings(tree.syntax(path))
    ]
    assert asking == []


@pytest.mark.parametrize(
    "code",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime as moment\nmoment.utcnow()",
        "from datetime import date\nfield(default=date.today)",
        "from django.utils import timezone\ntimezone.now()",
        "from django.utils.timezone import now\nnow()",
        "import django.utils.timezone\nfield(default=django.utils.timezone.now)",
        "field(auto_now_add=True)",
    ],
)
def test_another_door_to_the_time_is_seen(code):
    assert list(askings(ast.parse(code))) == [2 if "\n" in code else 1]


def test_the_clock_itself_may_be_asked():
    assert list(askings(ast.parse("from cairn.core import clock\nclock.now()\nclock.today()"))) == []
