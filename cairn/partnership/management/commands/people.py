"""`cairn people`: let a practitioner in, and cut one off who leaves."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cairn.access.actor import job
from cairn.core.errors import Refused
from cairn.partnership import verbs
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Membership, Practitioner, Team


class Command(BaseCommand):
    """`people join EMAIL --team SLUG --role ROLE [--name NAME]` and `people leave EMAIL --team SLUG`.

    A new person's first password is printed once, on standard output. Leaving cuts off at the next request.
    """

    help = "Makes somebody a member of a team, or ends that."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, with whom, where."""
        parser.add_argument("deed", choices=["join", "leave"])
        parser.add_argument("email")
        parser.add_argument("--team", required=True, metavar="SLUG")
        parser.add_argument("--role", choices=RoleName.values, default=RoleName.PRACTITIONER)
        parser.add_argument("--name", default="", help="of somebody who is new")
        parser.add_argument("--title", default="")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Join or leave. Refuses `no_such_team`, `no_such_practitioner`, and what the verbs refuse."""
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise Refused("no_such_team", slug=options["team"])
        {"join": self._join, "leave": self._leave}[options["deed"]](team, options)

    def _join(self, team: Team, options: dict[str, Any]) -> None:
        by = job("cairn people join")
        person = Practitioner.objects.filter(email=options["email"].lower()).first()
        password = ""
        if person is None:
            if not options["name"].strip():
                raise Refused("no_such_practitioner")
            person, password = verbs.add_practitioner(email=options["email"], name=options["name"], by=by)
        role = RoleName(options["role"])
        verbs.join_team(practitioner=person, team=team, role=role, title=options["title"], by=by)
        if password:
            self.stderr.write("Tell them this password once; they must change it and enrol a second factor.")
            self.stdout.write(password)

    def _leave(self, team: Team, options: dict[str, Any]) -> None:
        email = options["email"].lower()
        held = Membership.objects.filter(practitioner__email=email, team=team, ended_at=None).first()
        if held is None:
            raise Refused("no_such_practitioner")
        verbs.leave_team(membership=held, by=job("cairn people leave"))
