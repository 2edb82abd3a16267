"""`cairn directory FILE.toml`: the partnership's areas, agencies and teams, all or none of them."""

import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cairn.access.actor import job
from cairn.partnership import verbs
from cairn.partnership.models import Team


class Command(BaseCommand):
    """Reads `[[areas]]`, `[[agencies]]` and `[[teams]]` with the fields of the verbs; see docs/going-live.md.

    A team's `stand_in` names the team that answers while it is closed. Anything that does not fit is refused, and then
    nothing of the file was taken.
    """

    help = "Adds the areas, agencies and teams of a TOML file to the partnership."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Add all of it in one transaction."""
        try:
            written = tomllib.loads(options["file"].read_text(encoding="utf-8"))
            self._add(written)
        except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
            raise CommandError(f"{options['file']}: {error}") from error

    def _add(self, written: dict[str, Any]) -> None:
        by = job("cairn directory")
        for area in written.get("areas", []):
            verbs.add_area(**area, by=by)
        for agency in written.get("agencies", []):
            verbs.let_join(said=verbs.AgencySaid(**{**agency, "areas": tuple(agency["areas"])}), by=by)
        nights = {team["slug"]: team.pop("stand_in", "") for team in written.get("teams", [])}
        made = {
            team["slug"]: verbs.add_team(said=verbs.TeamSaid(**{**team, "areas": tuple(team["areas"])}), by=by)
            for team in written.get("teams", [])
        }
        for slug, night in nights.items():
            if night:
                verbs.stand_in(team=made[slug], by_night=made.get(night) or Team.objects.get(slug=night), by=by)
        self.stderr.write(f"{len(made)} teams added.")
