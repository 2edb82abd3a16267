"""Each benchmark from end to end, small: the shape of its answer, never its times."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SMALL = ("--children", "500", "--runs", "2")


@pytest.fixture
def bench(tmp_path):
    """Run one benchmark as a person does, with a live installation's address in the environment."""
    place = Path("/tmp") / f"cairn-{os.getpid()}-{tmp_path.name[-2:]}"  # noqa: S108 (a socket's path must be short)
    theirs = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/live", "CAIRN_DATA": str(tmp_path / "theirs")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "cairn.config.command", "bench", *words, "--data", str(place)]
        return subprocess.run(line, capture_output=True, text=True, env=os.environ | theirs, check=False)

    yield run
    assert list(place.iterdir()) == [], "a benchmark leaves nothing behind"
    place.rmdir()


def test_pages_are_held_against_bare_sql_and_a_childs_page_keeps_its_budget_whatever_the_history(bench):
    answer = bench("pages", "--json", *SMALL)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    for page in found["pages"].values():
        assert page["ratio"] > 0
        assert page["finished"]["runs"] == page["bare_sql"]["runs"] == 2
    assert set(found["access_and_ledger"]) == {"both", "access", "ledger"}
    assert all(share["pairs"] == 2 for share in found["access_and_ledger"].values())
    asked = {name: page["most_statements"] for name, page in found["pages"].items() if name.startswith("a child")}
    assert len(asked) == 3
    assert max(asked.values()) <= found["targets"]["child_page_statements"], asked


def test_access_is_measured_with_nothing_one_thing_and_many_things_held_back(bench):
    answer = bench("access", "--json", *SMALL)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert [held["withheld"] for held in found["in_force"].values()][:2] == [0, 1]
    assert found["in_force"]["many"]["withheld"] > 100
    for held in found["in_force"].values():
        assert {"child_page", "opening_a_child", "one_entry"} <= set(held)
        assert held["child_page"]["pairs"] == 2
        assert held["opening_a_child"]["finished_ms"] > 0
        assert held["one_entry"]["ratio"] > 0
    assert found["targets"] == {"child_page_percent": 10, "single_read_ms": 1.0}


def test_arrays_are_held_against_exists(bench):
    answer = bench("circles", "--json", *SMALL)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["viewers"]["busy"]["circles"] == 250
    assert set(found["joining"]) == {"exists", "array"}
    assert all(one["array_to_exists"] > 0 for one in found["viewers"]["small"].values() if isinstance(one, dict))


def test_an_unknown_benchmark_is_wrong_usage(bench, tmp_path):
    assert bench("nothing").returncode == 2
    (Path("/tmp") / f"cairn-{os.getpid()}-{tmp_path.name[-2:]}").mkdir(exist_ok=True)  # noqa: S108 (the very folder that the command makes)


def test_the_part_inside_refuses_any_other_place(bench, tmp_path):
    (Path("/tmp") / f"cairn-{os.getpid()}-{tmp_path.name[-2:]}").mkdir(exist_ok=True)  # noqa: S108 (the very folder that the command makes)
    answer = bench("pages", "--inside")
    assert answer.returncode == 1
    assert "only in a database that the benchmark itself has made" in answer.stderr
