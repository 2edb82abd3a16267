"""`cairn bench NAME`: one benchmark, in a database of its own."""

import json
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cairn.bench.kinds import Bench
from cairn.bench.rules.plan import CHILDREN, FEWEST, Plan
from cairn.bench.verbs import ground
from cairn.bench.verbs.measuring import measure


class Command(BaseCommand):
    """Makes a database, fills it, measures one thing against a baseline of the same run, and throws the database away.

    Never touches the database, the data folder or the keys of an installation.
    """

    help = "Measures pages, intake or circles in a database of its own."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own way of declaring it)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to measure and how large."""
        parser.add_argument("name", choices=[str(one) for one in Bench], help="which benchmark")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        parser.add_argument("--children", type=_children, default=CHILDREN, help=f"how many (default {CHILDREN:,})")
        parser.add_argument("--runs", type=int, default=0, help="how often each thing is measured")
        parser.add_argument("--data", type=Path, help="where to make the temporary folder (about 3 GB)")
        parser.add_argument("--inside", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the ground, then run the same command on it; on the ground, seed, measure and print."""
        name, plan = Bench(options["name"]), Plan(options["children"])
        if options["inside"]:
            found = measure(name, plan, self.stderr.write, runs=options["runs"])
            self.stdout.write(json.dumps(found, indent=None if options["json"] else 1))
            return
        words = ["bench", name, "--inside", "--children", str(plan.children), "--runs", str(options["runs"])]
        with ground.ground(options["data"], plan) as folder:
            self.stderr.write(f"bench: making a database of {plan.children:,} children in {folder}")
            status = ground.prepare(folder) or ground.run(folder, *words, *(["--json"] if options["json"] else []))
        if status:
            raise CommandError("The benchmark did not come to its end: see above.")


def _children(text: str) -> int:
    """As many children as make sense: fewer than 500 tell nothing."""
    return max(int(text), FEWEST)
