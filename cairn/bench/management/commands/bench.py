"""`cairn bench NAME`: one benchmark, in a database of its own."""

import json
import sys
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cairn.bench.kinds import Bench
from cairn.bench.rules.plan import CHILDREN, FEWEST, Plan
from cairn.bench.rules.population.asking import TUNING_SEED
from cairn.bench.rules.population.people import Population
from cairn.bench.verbs import ground
from cairn.bench.verbs.linkage import measure_febrl, measure_linkage
from cairn.bench.verbs.match import measure_match
from cairn.bench.verbs.match_memory import measure_in_memory
from cairn.bench.verbs.measuring import measure

QUERIES = 1_500


class Command(BaseCommand):
    """Makes a database, fills it, measures one thing against a baseline of the same run, and throws the database away.

    Never touches the database, the data folder or the keys of an installation.
    """

    help = "Measures pages, intake, circles, access or matching in a database of its own."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own way of declaring it)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to measure and how large."""
        parser.add_argument("name", choices=[str(one) for one in Bench], help="which benchmark")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        parser.add_argument("--children", type=_children, default=CHILDREN, help=f"how many (default {CHILDREN:,})")
        parser.add_argument("--runs", type=int, default=0, help="how often each thing is measured")
        parser.add_argument("--data", type=Path, help="where to make the temporary folder (3 GB; match 10 a million)")
        parser.add_argument(
            "--seed", type=int, default=TUNING_SEED, help="match: which children, and how they are asked for"
        )
        parser.add_argument("--queries", type=int, default=QUERIES, help=f"match: how many (default {QUERIES:,})")
        parser.add_argument("--memory", action="store_true", help="match: quality alone, without a database")
        parser.add_argument("--http", action="store_true", help="match: whole requests to the API as well")
        parser.add_argument("--febrl", type=Path, metavar="FOLDER", help="link: the FEBRL files of this folder instead")
        parser.add_argument("--inside", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the ground, then run the same command on it; on the ground, seed, measure and print."""
        name, plan = Bench(options["name"]), Plan(options["children"])
        if options["inside"] or name is Bench.LINK or (name is Bench.MATCH and options["memory"]):
            self.stdout.write(json.dumps(self._found(name, plan, options), indent=None if options["json"] else 1))
            return
        with ground.ground(options["data"], plan) as folder:
            self.stderr.write(f"bench: making a database of {plan.children:,} children in {folder}")
            status = ground.prepare(folder) or ground.run(folder, *_words(name, plan, options))
        if status:
            raise CommandError("The benchmark did not come to its end: see above.")

    def _found(self, name: Bench, plan: Plan, options: dict[str, Any]) -> dict[str, object]:
        if name is Bench.LINK:
            return _linked(options)
        if name is not Bench.MATCH:
            return measure(name, plan, self.stderr.write, runs=options["runs"])
        population = Population(plan.children, options["seed"])
        if options["memory"]:
            return measure_in_memory(population, options["queries"], self.stderr.write)
        return measure_match(population, options["queries"], self.stderr.write, with_requests=options["http"])


def _linked(options: dict[str, Any]) -> dict[str, object]:
    """Linkage of so many made-up rows, or of the reader's own FEBRL files. Needs no database."""
    say = sys.stderr.write
    if options["febrl"] is not None:
        return measure_febrl(options["febrl"], say)
    return measure_linkage(options["children"], options["seed"], say)


def _words(name: Bench, plan: Plan, options: dict[str, Any]) -> list[str]:
    """The same command, on the ground that was prepared for it."""
    told = {"children": plan.children, "runs": options["runs"], "seed": options["seed"], "queries": options["queries"]}
    flags = [f"--{flag}" for flag in ("json", "http") if options[flag]]
    return ["bench", name, "--inside", *(f"--{option}={value}" for option, value in told.items()), *flags]


def _children(text: str) -> int:
    """As many children as make sense: fewer than 500 tell nothing."""
    return max(int(text), FEWEST)
