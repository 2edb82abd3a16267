"""`cairn bench match` from end to end, small: that it finds, and the shape of what it says; never its times."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.bench.rules.population.fragments import fragment
from cairn.bench.rules.population.origins import Origin
from cairn.bench.rules.population.people import Population
from cairn.bench.rules.rows import id_of, number_of
from cairn.bench.verbs.match_http import body
from cairn.children.api.shapes import SearchAsked


@pytest.fixture
def bench(tmp_path):
    place = Path("/tmp") / f"cairn-m{os.getpid()}-{tmp_path.name[-2:]}"  # noqa: S108 (a socket's path must be short)
    theirs = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/live", "CAIRN_DATA": str(tmp_path / "theirs")}

    def run(*words: str) -> dict[str, object]:
        line = [sys.executable, "-m", "cairn.config.command", "bench", "match", "--json", *words, "--data", str(place)]
        answer = subprocess.run(line, capture_output=True, text=True, env=os.environ | theirs, check=False)
        assert answer.returncode == 0, answer.stderr
        assert not place.exists() or list(place.iterdir()) == [], "a benchmark leaves nothing behind"
        return json.loads(answer.stdout)

    yield run
    if place.exists():
        place.rmdir()


def test_in_memory_most_are_found_and_nothing_of_it_depends_on_anything_but_the_seed(bench):
    first, second = (bench("--memory", "--children", "600", "--queries", "30", "--seed", "3") for _ in range(2))
    assert first == second
    assert first["recall"]["at_10"]["population"] > 0.9
    assert set(first["recall_at_10_by_origin"]) == set(Origin)
    assert first["by_evidence"]["any identifier"]["questions"] > 0
    assert first["model"]


def test_in_the_products_own_database_most_are_found_by_the_products_own_search(bench):
    found = bench("--children", "500", "--queries", "30")
    assert found["recall"]["at_10"]["population"] > 0.9
    assert found["lookup"]["hub"]["runs"] == sum(found["questions"].values())
    assert found["lookup"]["a small team"]["runs"] > 0
    assert found["sizes"]["children_matchkey"]["table_mb"] > 0


def test_an_id_tells_the_childs_number():
    numbers = [0, 1, 4_095, 4_096, 999_999]
    assert [number_of(id_of(number)) for number in numbers] == numbers
    assert sorted(id_of(number) for number in numbers) == [id_of(number) for number in numbers]
    assert len({id_of(number, kind) for number in numbers for kind in range(60)}) == 300


def test_a_fragment_can_be_asked_of_the_api():
    people = Population(children=800, seed=2)
    for child in people.recorded(0, people.blocks):
        one = fragment(child, people.land, 2)
        asked = SearchAsked.model_validate(body(one.said))
        assert [name.text for name in asked.names] == [one.said[0][1]]
