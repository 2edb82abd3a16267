"""What is committed could have been written anywhere: no machine's paths, no address of a package registry."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

# One letter of each is in brackets, so that this file does not find itself.
MACHINE = re.compile(r"(?:^|[^\w.:/-])/(?:w[o]rk|f[a]rm|r[o]ot|h[o]me/\w+|U[s]ers/\w+|o[p]t/\w+|t[m]p/b\w+)/")
REGISTRY = re.compile(r"p[y]pi\.org|p[y]thonhosted|r[e]gistry\.(?:npm|yarn)|d[e]b\.debian|j[s]delivr|u[n]pkg\.com")
BINARY = {".png", ".ico", ".woff2", ".pdf", ".mo", ".gz"}


def readable() -> Iterator[tuple[Path, int, str]]:
    """Every line of every committed text."""
    for path in tree.committed():
        if path.suffix not in BINARY:
            for number, line in enumerate(tree.text(path).splitlines(), start=1):
                yield path, number, line


@pytest.mark.parametrize("forbidden", [MACHINE, REGISTRY], ids=["path of a machine", "address of a registry"])
def test_no_committed_line_holds_one(forbidden):
    assert [f"{path}:{number}" for path, number, line in readable() if forbidden.search(line)] == []


@pytest.mark.parametrize("line", ["cd /w" + "ork/main", "'/ro" + "ot/.config'", "=/ho" + "me/amara/x"])
def test_a_path_of_a_machine_is_seen(line):
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["https://example.org/w" + "ork/", 'href="/my-w' + 'ork/"', "team/w" + "ork/x"])
def test_an_address_of_a_page_is_no_path(line):
    assert not MACHINE.search(line)


def test_the_front_end_lock_records_no_addresses():
    lock = json.loads(tree.text(Path("package-lock.json")))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_no_build_output_is_committed():
    built = {"cairn/ui/static/cairn/cairn.css", "cairn/ui/static/cairn/govuk-frontend.min.js"}
    assert [path for path in tree.committed() if str(path) in built or path.suffix == ".mo"] == []
