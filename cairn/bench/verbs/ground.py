"""A benchmark's own ground: a folder with a database server, keys and nothing else, made here and thrown away here.

Whatever DATABASE_URL or data folder the person who starts a benchmark works with is not looked at, let alone touched.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from cairn.bench.rules.plan import Plan
from cairn.core.errors import Refused
from cairn.core.postgres import APP, OWNER, Cluster

_NOTE = "bench.json"
_ADMIN = "postgres"
# What could lead a benchmark's processes to another installation's database or keys.
_FOREIGN = (
    "DATABASE_URL",
    "CAIRN_KEYS",
    "CAIRN_SECRET_KEY",
    "CAIRN_DATABASE_ROLE",
    "CAIRN_SEAL_FILE",
    "CAIRN_DIGEST_FOLDER",
)


@contextmanager
def ground(parent: Path | None, plan: Plan) -> Iterator[Path]:
    """A fresh folder, inside `parent` where one is given; server and folder are gone when the benchmark ends."""
    if parent is not None:
        parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="cairn-bench-", dir=parent))
    (folder / "static").mkdir()  # where collected files would be; its absence would only be remarked upon
    (folder / _NOTE).write_text(json.dumps({"children": plan.children}), encoding="utf-8")
    try:
        yield folder
    finally:
        Cluster(folder).stop()
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, *words: str, role: str = APP) -> int:
    """Run one `cairn` command on this ground to its end; its answer goes to our standard output. Returns its status."""
    return subprocess.run(line(*words), env=environment(folder, role), check=False).returncode  # noqa: S603 (our own)


def prepare(folder: Path) -> int:
    """Start the server and bring the empty database to this version, as its owner. Returns the command's status."""
    return run(folder, "migrate", "--verbosity", "0", role=OWNER)


def line(*words: str) -> list[str]:
    """How one `cairn` command is started."""
    return [sys.executable, "-m", "cairn.config.command", *words]


def environment(folder: Path, role: str = APP) -> Mapping[str, str]:
    """The environment of a process on this ground, as a demonstration, which it is marked to be."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**kept, "CAIRN_DATABASE_ROLE": role, "CAIRN_DATA": str(folder), "CAIRN_DEMONSTRATION": "1"}


def here() -> Path:
    """The ground this process works on. Refuses any other place (`not_inside_a_bench`)."""
    folder = Path(settings.DATA)
    if not (folder / _NOTE).exists() or settings.DATABASES["default"].get("EMBEDDED_DATA") != str(folder.resolve()):
        raise Refused("not_inside_a_bench")
    return folder


def administrator() -> psycopg.Connection[Any]:
    """A connection as the administrator of the ground's own server, each statement a transaction of its own."""
    cluster = Cluster(here()).start()
    return psycopg.connect(cluster.dsn(_ADMIN), autocommit=True)
