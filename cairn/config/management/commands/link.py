"""`cairn link`: which people in two files, or twice in one, may be the same child."""

import csv
import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cairn.core.errors import Refused
from cairn.matching.linking.columns import ColumnMap, parse_map
from cairn.matching.linking.engines import Engine
from cairn.matching.linking.linkage import Linked, link
from cairn.matching.linking.reading import PeopleFile

_MOST_FILES = 2


class Command(BaseCommand):
    """Compares with the shipped model, on DuckDB or on Spark, without a database of Cairn's.

    What comes out are pairs for people to look at; nothing is joined. The file is there whole, or it is not there.
    """

    help = "Links two CSV files of people, or finds duplicates in one."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, what their columns say, what compares them, and where the pairs go."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="one or two CSV files")
        parser.add_argument("--columns", required=True, type=Path, metavar="MAP.toml", help="which column says what")
        parser.add_argument("--engine", choices=[str(each) for each in Engine], default=str(Engine.DUCKDB))
        parser.add_argument("--out", required=True, type=Path, metavar="PAIRS.csv", help="a file that does not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, write; progress goes to standard error."""
        if len(options["files"]) > _MOST_FILES:
            raise CommandError(_("Name one file or two."), returncode=2)
        out: Path = options["out"]
        if out.exists():
            raise Refused("link_out_exists", file=str(out))
        columns = _columns(options["columns"])
        files = [PeopleFile(path, columns) for path in options["files"]]
        found = link(files, Engine(options["engine"]), self.stderr.write)
        if found.unreadable:
            words = _("%(count)s dates of birth cannot be, and were compared as their digits stand.")
            self.stderr.write(words % {"count": found.unreadable})
        write(found, out)
        self.stderr.write(_("%(count)s pairs written to %(file)s") % {"count": len(found.pairs), "file": str(out)})


def _columns(path: Path) -> ColumnMap:
    try:
        return parse_map(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Refused("link_file_not_utf8", file=str(path)) from error
    except OSError as error:
        raise Refused("link_map_missing", file=str(path), why=error.strerror or "") from error


def write(found: Linked, out: Path) -> None:
    """Write all pairs, or nothing. Refuses a file that has come into being meanwhile (`link_out_exists`)."""
    try:
        with tempfile.TemporaryDirectory(prefix=".cairn-link-", dir=out.parent) as folder:
            whole = Path(folder) / "pairs.csv"
            _fill(whole, found.rows())
            os.link(whole, out)
    except FileExistsError as error:
        raise Refused("link_out_exists", file=str(out)) from error
    except OSError as error:
        raise Refused("link_out_unwritable", file=str(out), why=error.strerror or "") from error


def _fill(path: Path, rows: Iterable[tuple[str, str, float, float]]) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("left_id", "right_id", "weight", "probability"))
        lines.writerows((left, right, f"{weight:.6f}", f"{chance:.9f}") for left, right, weight, chance in rows)
