"""The same file linked on Spark and on DuckDB. Spark is an extra: without it this says that it was not run."""

import pytest

from cairn.matching.linking.columns import parse_map
from cairn.matching.linking.engines import Engine
from cairn.matching.linking.linkage import link
from cairn.matching.linking.reading import PeopleFile
from tests.matching.linking.people import MAP, town, write


@pytest.mark.spark
@pytest.mark.filterwarnings("default")  # the library's own
def test_spark_finds_the_same_pairs_with_the_same_probabilities(tmp_path):
    pytest.importorskip("pyspark", reason="NOT RUN: Spark is not installed")
    path = write(tmp_path / "a.csv", town(16_000, 4_000))
    duckdb, spark = (
        {(left, right): probability for left, right, _, probability in linked(path, engine)} for engine in Engine
    )
    assert len(duckdb) > 1_000
    assert spark == pytest.approx(duckdb, abs=1e-6)


def linked(path, engine):
    return link([PeopleFile(path, parse_map(MAP))], engine, lambda _: None).rows()
