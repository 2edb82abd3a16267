"""The two engines that compare prepared people pair by pair: DuckDB on one machine, Spark on one or on many."""

import logging
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Protocol

import duckdb

from cairn.core.errors import Refused
from cairn.matching.linking.levels import Comparison
from cairn.matching.linking.model import LinkModel
from cairn.matching.linking.settings import is_between, of_numbers, settings_for

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
    """Every pair of table `prepared` that shares a key and weighs at least the model's threshold.

    Within one file also, whatever they weigh, any two of whom each makes such a pair with the same third one. Refuses
    Spark where it is not installed or has no Java to run on (`link_no_spark`).
    """
    settings = settings_for(model, comparisons, by_chance, sizes=sizes, dialect=engine.value)
    if engine is Engine.SPARK:
        return _on_spark(con, settings, comparisons, model.threshold)
    from splink import DuckDBAPI  # noqa: PLC0415 (slow to load, and only needed here)

    return _scored(_Duck(con, DuckDBAPI(con)), settings, comparisons, model.threshold)


def hush() -> None:
    """Let the library speak of errors alone: each of its modules sets its own level when it is loaded."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("splink"):
            logging.getLogger(name).setLevel(logging.ERROR)


class _Place(Protocol):
    """Where the work is done: tables by name, and rows."""

    api: Any

    def make(self, name: str, sql: str) -> None:
        """Keep what a query finds under a name."""

    def rows(self, sql: str) -> list[Scored]:
        """What a query finds."""
        ...

    def asked(self, comparison: Comparison) -> str:
        """How one asks here on which level the people of `l` and `r` are."""
        ...


class _Duck:
    def __init__(self, con: duckdb.DuckDBPyConnection, api: Any) -> None:
        self._con, self.api = con, api

    def make(self, name: str, sql: str) -> None:
        self._con.execute(f"create or replace table {name} as {sql}")

    def rows(self, sql: str) -> list[Scored]:
        return self._con.execute(sql).fetchall()

    def asked(self, comparison: Comparison) -> str:
        return f"{comparison.function}(l.who, r.who)"


class _Spark:
    """Every table is written down and read again, so that none is worked out anew for the next."""

    def __init__(self, session: Any, api: Any, folder: Path) -> None:
        self._session, self.api, self._folder = session, api, folder
        self._made = 0

    def make(self, name: str, sql: str) -> None:
        self._made += 1
        path = str(self._folder / f"{self._made}-{name}.parquet")
        self._session.sql(sql).write.parquet(path)
        self._session.read.parquet(path).createOrReplaceTempView(name)

    def rows(self, sql: str) -> list[Scored]:
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def asked(self, comparison: Comparison) -> str:
        return comparison.number.replace("(l).", "l.who.").replace("(r).", "r.who.")


_THIRD: Final = """
select distinct l.b as a, r.b as b
  from (select a, b from likely union all select b, a from likely) l
  join (select a, b from likely union all select b, a from likely) r on l.a = r.a and l.b < r.b
"""


def _scored(
    place: _Place, settings: dict[str, Any], comparisons: Sequence[Comparison], threshold: float
) -> list[Scored]:
    from splink import Linker  # noqa: PLC0415 (slow to load, and only needed here)

    hush()
    blocked = Linker(place.api.register("prepared"), settings).inference.compute_blocked_pairs_for_predict()
    pairs = f"select join_key_l as a, join_key_r as b from {blocked.physical_name}"  # noqa: S608 (own name)
    _weigh(place, settings, comparisons, pairs)
    place.make("likely", f"select a, b, weight, probability from weighed where weight >= {threshold}")  # noqa: S608 (a number)
    found = place.rows("select a, b, weight, probability from likely order by a, b")
    if is_between(settings):
        return found
    _weigh(place, settings, comparisons, _THIRD)
    rest = f"select a, b, weight, probability from weighed where weight < {threshold} order by a, b"  # noqa: S608 (a number)
    return sorted([*found, *place.rows(rest)])


def _weigh(place: _Place, settings: dict[str, Any], comparisons: Sequence[Comparison], pairs: str) -> None:
    """Table `weighed` of so many pairs: numbers of levels, each once a pair; and the weight of each row of numbers."""
    from splink import Linker  # noqa: PLC0415 (as above)

    names = ", ".join(each.name for each in comparisons)
    numbers = ", ".join(f"cast({place.asked(each)} as smallint) as {each.name}" for each in comparisons)
    place.make(
        "compared",
        f"select q.a, q.b, {numbers} from ({pairs}) q"  # noqa: S608 (own names)
        " join prepared l on l.unique_id = q.a join prepared r on r.unique_id = q.b",
    )
    place.make(
        "rows_of_numbers",
        f"select row_number() over (order by {names}) as unique_id, {names}"  # noqa: S608 (own names)
        f" from (select distinct {names} from compared)",
    )
    nobody = ", ".join(f"cast(null as smallint) as {each.name}" for each in comparisons)
    place.make(
        "numbers",
        f"select unique_id, {names} from rows_of_numbers union all select 0 as unique_id, {nobody}",  # noqa: S608 (own names)
    )
    place.make(
        "beside_nobody", "select '0' as match_key, unique_id as join_key_l, 0 as join_key_r from rows_of_numbers"
    )
    linker = Linker(place.api.register("numbers"), of_numbers(settings, comparisons))
    linker.table_management.register_blocked_pairs_for_predict(place.api.register("beside_nobody"))
    scored = linker.inference.predict(warning_mode="never").physical_name
    place.make(
        "weighed",
        "select c.a, c.b, s.match_weight as weight, s.match_probability as probability"  # noqa: S608 (own names)
        f" from compared c join rows_of_numbers using ({names}) join {scored} s on s.unique_id_l = unique_id",
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
            return _scored(_Spark(session, api, Path(folder)), settings, comparisons, threshold)
        finally:
            session.stop()


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
