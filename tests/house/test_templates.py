"""A page leans only on pages of its own or a lower floor."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

LEANS = re.compile(r"""\{%-?\+?\s*(extends|include|import|from)\s+(?:["']([^"']+)["'])?""")
REMARKS = re.compile(r"\{#.*?#\}", re.DOTALL)
NOT_OURS = ("govuk_frontend_jinja/", "django/forms/", "allauth/")


def app(path: Path) -> str:
    """The app a template lives in: `cairn/<app>/jinja2/...`."""
    return path.parts[1]


def by_name() -> dict[str, list[str]]:
    """The apps that hold a template of each name, as templates call each other."""
    found: dict[str, list[str]] = {}
    for path in tree.templates():
        name = str(Path(*path.parts[path.parts.index("jinja2") + 1 :]))
        found.setdefault(name, []).append(app(path))
    return found


def leanings(path: Path) -> Iterator[tuple[str, str]]:
    """What a template extends, includes or imports; the name is empty where it is computed."""
    for found in LEANS.finditer(REMARKS.sub("", tree.text(path))):
        yield found[1], found[2] or ""


def may_lean(upper: str, lower: str) -> bool:
    floors = tree.floors()
    return upper == lower or floors[lower] < floors[upper]


def wrong(path: Path, name: str, homes: list[str]) -> str:
    """Why a template may not lean on another; empty when it may."""
    if not name:
        return f"{path}: a computed name cannot be checked"
    if name.startswith(NOT_OURS) and not homes:
        return ""
    if not homes:
        return f"{path}: there is no {name}"
    return "" if any(may_lean(app(path), home) for home in homes) else f"{path}: {name} is above it or beside it"


def test_a_template_leans_only_on_its_own_or_a_lower_floor():
    homes = by_name()
    found = [wrong(path, name, homes.get(name, [])) for path in tree.templates() for _, name in leanings(path)]
    assert [each for each in found if each] == []


def test_no_two_apps_hold_a_template_of_one_name():
    assert {name: homes for name, homes in by_name().items() if len(homes) > 1} == {}


def test_leaning_upwards_is_seen():
    assert may_lean("concerns", "ui")
    assert may_lean("concerns", "concerns")
    assert not may_lean("ui", "concerns")
    assert not may_lean("demo", "bench")
