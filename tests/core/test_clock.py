"""One clock: in UTC, read in London, and pretended by the demonstration alone."""

import ast
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cairn.core import clock
from tests.house import tree

SUMMER_NIGHT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_now_is_this_moment_with_its_offset():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().utcoffset() == timedelta()


def test_it_is_tomorrow_in_london_before_it_is_in_utc():
    with clock.pretending(SUMMER_NIGHT):
        assert clock.now() == SUMMER_NIGHT
        assert clock.local(clock.now()).hour == 0
        assert clock.today() == date(2026, 7, 2)


def test_a_pretended_moment_is_kept_in_utc():
    with clock.pretending(SUMMER_NIGHT.astimezone(timezone(timedelta(hours=5)))):
        assert clock.now().utcoffset() == timedelta()
        assert clock.now() == SUMMER_NIGHT


def test_pretending_ends_with_its_block_even_after_an_error():
    with clock.pretending(SUMMER_NIGHT):
        with pytest.raises(LookupError), clock.pretending(SUMMER_NIGHT + timedelta(days=1)):
            raise LookupError
        assert clock.now() == SUMMER_NIGHT
    assert clock.now() != SUMMER_NIGHT


def pretends(module: ast.Module) -> bool:
    """Whether a file imports the means to pretend, or reaches for it through the clock."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "cairn.core.clock":
            if {each.name for each in node.names} & {"pretending", "_pretended", "*"}:
                return True
        elif isinstance(node, ast.Attribute) and node.attr in {"pretending", "_pretended"}:
            return True
    return False


def test_only_the_demonstration_pretends():
    found = {path.parts[:2] for path in tree.python("cairn", "tools") if pretends(tree.syntax(path))}
    assert found == {("cairn", "demo")}


@pytest.mark.parametrize(
    "code",
    [
        "from cairn.core.clock import now, pretending as at",
        "from cairn.core import clock\nclock.pretending(then)",
        "import cairn.core.clock\ncairn.core.clock._pretended.set(then)",
    ],
)
def test_pretending_by_another_door_is_seen(code):
    assert pretends(ast.parse(code))
