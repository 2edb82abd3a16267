"""Every package we lean on has a reason, a pin and a hash."""

import json
import re
from pathlib import Path

import pytest

from tests.house import tree

LISTS = [Path("requirements/base.in"), Path("requirements/dev.in")]
FRONT = json.loads(tree.text(Path("package.json")))


def wanted(path: Path) -> list[str]:
    """The lines of a list that name a package."""
    lines = (line.strip() for line in tree.text(path).splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def name(line: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", line)
    assert found, line
    return re.sub(r"[._-]+", "-", found[0]).lower()


def pins(path: Path) -> dict[str, str]:
    """Package → version in a lock file."""
    lines = re.finditer(r"^([\w.-]+)==([^\s;\\]+)", tree.text(path), re.MULTILINE)
    return {name(found[1]): found[2] for found in lines}


@pytest.mark.parametrize("path", LISTS, ids=str)
def test_every_direct_dependency_has_a_reason(path):
    assert [line for line in wanted(path) if not line.partition("#")[2].strip()] == []


@pytest.mark.parametrize("path", LISTS, ids=str)
def test_every_direct_dependency_is_locked(path):
    locked = pins(path.with_suffix(".txt"))
    assert [line for line in wanted(path) if name(line) not in locked] == []


@pytest.mark.parametrize("path", LISTS, ids=str)
def test_every_locked_package_has_a_hash(path):
    lock = path.with_suffix(".txt")
    hashed = re.findall(r"^[\w.-]+==[^\n]*\\\n\s+--hash=sha256:", tree.text(lock), re.MULTILINE)
    assert len(hashed) == len(pins(lock))


def test_tests_run_on_the_versions_that_run_in_production():
    tested, running = pins(Path("requirements/dev.txt")), pins(Path("requirements/base.txt"))
    assert {each: version for each, version in running.items() if tested[each] != version} == {}


def test_every_front_end_package_has_a_reason_and_an_exact_version():
    versions = FRONT["devDependencies"]
    assert set(versions) == set(FRONT["reasons"])
    assert "dependencies" not in FRONT
    assert [each for each, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_styles_and_macros_of_the_components_move_together():
    """govuk-frontend-jinja 4.1 renders as govuk-frontend 6.3 does; either alone would drift from the other."""
    assert pins(Path("requirements/base.txt"))["govuk-frontend-jinja"].startswith("4.1.")
    assert FRONT["devDependencies"]["govuk-frontend"].startswith("6.3.")
