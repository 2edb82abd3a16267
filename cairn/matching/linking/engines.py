"""The two engines that compare prepared people pair by pair: DuckDB on one machine, Spark on one or on many."""

import logging
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb

from cairn.core.errors import Refused
from cairn.matching.linking.levels import Comparison
from cairn.matching.linking.model import LinkModel
from cairn.matching.linking.settings import of_numbers, settings_for

Scored = tuple[int, int, float, float]  # two people by number, weight in bits, probability


class Engine(StrEnum):
    """What compares the pairs."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def score(  # noqa: PLR0917 (one call, its arguments as the files give them)
    con: duckdb.DuckDBPyConnection,
    engine: Engine,
    model: LinkModel,
    comparisons: Sequence[Comparison],
    by_chance: Mapping[str, Sequence[float]],
    sizes: tuple[int, int],
) -> list[Scored]:
    """Every pair that shares a key and weighs at least the model's threshold, from table `prepared`.

    Refuses Spark where it is not installed or has no Java to run on (`link_no_spark`).
    """
    settings = settings_for(model, comparisons, by_chance, sizes=sizes, dialect=engine.value)
    if engine is Engine.SPARK:
        return _on_spark(con, settings, comparisons, model.threshold)
    return _on_duckdb(con, settings, model.threshold)


def hush() -> None:
    """Let the library speak of errors alone: each of its modules sets its own level when it is loaded."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("splink"):
            logging.getLogger(name).setLevel(logging.ERROR)


def _on_duckdb(con: duckdb.DuckDBPyConnection, settings: dict[str, Any], threshold: float) -> list[Scored]:
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 (slow to load, and only needed here)

    hush()
    api = DuckDBAPI(con)
    linker = Linker(api.register("prepared"), settings)
    # Without its threshold: DuckDB would work out every sum anew for each level in the filter (seen: 15 times as slow).
    found = linker.inference.predict(warning_mode="never")
    return con.execute(_pairs(found.physical_name, threshold)).fetchall()


def _pairs(table: str, threshold: float) -> str:
    return (
        f"select unique_id_l, unique_id_r, match_weight, match_probability from {table}"  # noqa: S608 (own name)
        f" where match_weight >= {threshold} order by unique_id_l, unique_id_r"
    )


def _on_spark(
    con: duckdb.DuckDBPyConnection, settings: dict[str, Any], comparisons: Sequence[Comparison], threshold: float
) -> list[Scored]:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 (an extra)
        from splink import SparkAPI  # noqa: PLC0415 (the same extra)
    except ImportError as error:
        raise Refused("link_no_spark") from error
    with tempfile.TemporaryDirectory(prefix="cairn-spark-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        con.execute(f"copy prepared to '{folder}/prepared.parquet' (format parquet)")
        session = _session(SparkSession, Path(folder))
        try:
            session.sparkContext.setCheckpointDir(f"{folder}/checkpoints")
            session.sparkContext.setLogLevel("OFF")  # it tells of every sum too long for its compiler, and goes on
            api = SparkAPI(  # type: ignore[no-untyped-call]  # the library is untyped
                spark_session=session,
                break_lineage_method="parquet",
                num_partitions_on_repartition=_PARTITIONS,
                register_udfs_automatically=False,
            )
            session.read.parquet(f"{folder}/prepared.parquet").createOrReplaceTempView("prepared")
            return _scored_on_spark(session, api, settings, comparisons, threshold)
        finally:
            session.stop()


def _scored_on_spark(
    session: Any, api: Any, settings: dict[str, Any], comparisons: Sequence[Comparison], threshold: float
) -> list[Scored]:
    """Numbers of levels first, each once for a pair: Spark would work out a function anew for every level."""
    from splink import Linker  # noqa: PLC0415 (as above)

    hush()
    blocked = Linker(api.register("prepared"), settings).inference.compute_blocked_pairs_for_predict()
    numbers = ", ".join(
        f"{each.number.replace('(l).', 'l.who.').replace('(r).', 'r.who.')} as {each.name}" for each in comparisons
    )
    found = session.sql(
        "select row_number() over (order by b.join_key_l, b.join_key_r) as unique_id,"  # noqa: S608 (own names)
        f" b.join_key_l as a, b.join_key_r as b, {numbers} from {blocked.physical_name} b"
        " join prepared l on l.unique_id = b.join_key_l join prepared r on r.unique_id = b.join_key_r"
    ).persist()
    found.createOrReplaceTempView("found")
    nobody = ", ".join(f"cast(null as int) as {each.name}" for each in comparisons)
    columns = ", ".join(each.name for each in comparisons)
    people = session.sql(
        f"select unique_id, {columns} from found union all select 0 as unique_id, {nobody}"  # noqa: S608 (own names)
    )
    pairs = session.sql("select '0' as match_key, unique_id as join_key_l, 0 as join_key_r from found")
    linker = Linker(api.register(people), of_numbers(settings, comparisons))
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    scored = linker.inference.predict(warning_mode="never")
    rows = session.sql(
        "select f.a, f.b, s.match_weight, s.match_probability from found f"  # noqa: S608 (own names)
        f" join {scored.physical_name} s on f.unique_id = s.unique_id_l where s.match_weight >= {threshold}"
        " order by f.a, f.b"
    ).collect()
    return [(row[0], row[1], row[2], row[3]) for row in rows]


_PARTITIONS = 8


def _session(spark: Any, folder: Path) -> Any:
    """A session of the cluster named in SPARK_MASTER or spark-defaults, else of this machine alone."""
    try:
        return (
            spark.builder.appName("cairn link")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", str(_PARTITIONS))
            .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
            .config("spark.sql.ansi.enabled", "true")
            .getOrCreate()
        )
    except Exception as error:  # the library's own errors differ by what is missing
        raise Refused("link_no_spark") from error
