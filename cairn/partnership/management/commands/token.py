"""`cairn token create`: let an agency's own system call the API."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cairn.access.actor import job
from cairn.core.errors import Refused
from cairn.partnership import verbs
from cairn.partnership.models import Agency


class Command(BaseCommand):
    """Makes a token and prints it once. Whoever loses it makes another and withdraws the first."""

    help = "Lets an agency's own system call the API."

    def add_arguments(self, parser: CommandParser) -> None:
        """Usage: `token create --agency SLUG --name NAME [--scope PERMISSION …] [--json]`."""
        create = parser.add_subparsers(dest="deed", required=True).add_parser("create", help="Makes a token.")
        create.add_argument("--agency", required=True, metavar="SLUG")
        create.add_argument("--name", required=True, help="by which the token is recognised later")
        create.add_argument("--scope", action="append", default=[], help="a permission; may be given several times")
        create.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the token and print it. Refuses `no_such_agency`, and what making a token refuses."""
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise Refused("no_such_agency", slug=options["agency"])
        made = verbs.create_token(
            agency=agency, name=options["name"], scopes=options["scope"], by=job("cairn token create")
        )
        if options["json"]:
            token = made.token
            document = {"agency": agency.slug, "name": token.name, "scopes": token.permissions, "token": made.secret}
            self.stdout.write(json.dumps(document))
            return
        self.stderr.write("Keep this token now; it is not shown again.")
        self.stdout.write(made.secret)
