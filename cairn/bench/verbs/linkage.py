"""Linking a made-up file, or the FEBRL files of the reader's own, beside plain Splink on the very same rows."""

import csv
import json
import re
import resource
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from cairn.bench.queries.plain_linkage import plain_pairs
from cairn.bench.rules.linkage import HEADER, MAP, quality, rows
from cairn.core.errors import Refused
from cairn.matching.linking.columns import parse_map
from cairn.matching.linking.engines import Engine
from cairn.matching.linking.linkage import Linked, link
from cairn.matching.linking.model import shipped
from cairn.matching.linking.reading import PeopleFile

Say = Callable[[str], object]
_PREPARATION = ("reading", "preparation")
_FEBRL = {"FEBRL4": ("dataset4a.csv", "dataset4b.csv"), "FEBRL3": ("dataset3.csv",)}
_FEBRL_MAP = """
id = "rec_id"
given_name = "given_name"
family_name = "surname"
birth_date = {column = "date_of_birth", format = "%Y%m%d"}
postcode = "postcode"
address = ["street_number", "address_1", "address_2", "suburb"]
[identifiers]
social_security = "soc_sec_id"
"""
_NUMBER = re.compile(r"rec-(\d+)-")


def measure_linkage(size: int, seed: int, say: Say) -> dict[str, object]:
    """Quality, seconds and memory of linking `size` made-up rows, and of plain Splink on the same file."""
    with tempfile.TemporaryDirectory(prefix="cairn-bench-") as folder:
        path = Path(folder) / "people.csv"
        children, origins = _written(path, size, seed)
        say(f"bench: {size:,} rows made\n")
        found = link([PeopleFile(path, parse_map(MAP))], Engine.DUCKDB, say)
        pairs = [(left, right) for left, right, *_ in found.rows()]
        own = {**quality(pairs, children, origins), **_seconds(found), "memory_gb": _memory()}
        say(f"bench: {json.dumps(own)}\n")  # of a million rows plain Splink may take more memory than there is
        began = time.perf_counter()
        plain = plain_pairs(path)
        plain_seconds = time.perf_counter() - began
    return {
        "bench": "link",
        "rows": size,
        "seed": seed,
        "model": shipped().version,
        **own,
        "plain_splink": {**quality(plain, children, origins), "seconds": round(plain_seconds, 1)},
    }


def measure_febrl(folder: Path, say: Say) -> dict[str, object]:
    """F1 at the shipped threshold on FEBRL4 (two files) and FEBRL3 (one), whichever of them the folder holds.

    Refuses a folder that holds neither (`bench_no_febrl`). The files are not part of Cairn.
    """
    answers: dict[str, object] = {"bench": "link", "model": shipped().version}
    for name, files in _FEBRL.items():
        paths = [folder / file for file in files]
        if all(path.is_file() for path in paths):
            answers[name] = _febrl(paths, say)
    if not set(_FEBRL) & set(answers):
        raise Refused("bench_no_febrl", folder=str(folder))
    return answers


def _febrl(paths: list[Path], say: Say) -> dict[str, object]:
    found = link([PeopleFile(path, parse_map(_FEBRL_MAP)) for path in paths], Engine.DUCKDB, say)
    children = {each: int(number[1]) for each in found.ids if (number := _NUMBER.match(each))}
    return quality(((left, right) for left, right, *_ in found.rows()), children, {}) | _seconds(found)


def _seconds(found: Linked) -> dict[str, object]:
    """Preparation (reading, folding, keys) and linkage (chance, comparison, clusters), apart."""
    prepared = sum(found.seconds[part] for part in _PREPARATION)
    return {
        "preparation_seconds": round(prepared, 1),
        "linkage_seconds": round(sum(found.seconds.values()) - prepared, 1),
        "seconds": {part: round(spent, 1) for part, spent in found.seconds.items()},
    }


def _written(path: Path, size: int, seed: int) -> tuple[Mapping[str, int], Mapping[int, str]]:
    children, origins = {}, {}
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for row in rows(size, seed):
            lines.writerow(row.cells)
            children[row.cells[0]] = row.child
            origins[row.child] = row.origin
    return children, origins


def _memory() -> float:
    """The most this process has held so far, in gigabytes."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000, 2)
