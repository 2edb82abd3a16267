"""`cairn token`: let an agency's own system call the API, and stop it again."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from cairn.access.actor import job
from cairn.core.errors import Refused
from cairn.partnership import verbs
from cairn.partnership.models import Agency


class Command(BaseCommand):
    """Makes a token and prints it once. Whoever loses it makes another and withdraws the first by its name."""

    help = "Lets an agency's own system call the API, or stops it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Usage: `token create --agency SLUG --name NAME [--scope PERMISSION …] [--json]`, `token revoke` likewise."""
        deeds = parser.add_subparsers(dest="deed", required=True)
        create, revoke = deeds.add_parser("create", help="Makes a token."), deeds.add_parser("revoke", help="Ends one.")
        for each in (create, revoke):
            each.add_argument("--agency", required=True, metavar="SLUG")
            each.add_argument("--name", required=True, help="by which the token is recognised later")
        create.add_argument("--scope", action="append", default=[], help="a permission; may be given several times")
        create.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the token or withdraw it. Refuses `no_such_agency`, and what the verbs refuse."""
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise Refused("no_such_agency", slug=options["agency"])
        {"create": self._create, "revoke": self._revoke}[options["deed"]](agency, options)

    def _create(self, agency: Agency, options: dict[str, Any]) -> None:
        by = job("cairn token create")
        made = verbs.create_token(agency=agency, name=options["name"], scopes=options["scope"], by=by)
        if options["json"]:
            token = made.token
            document = {"agency": agency.slug, "name": token.name, "scopes": token.permissions, "token": made.secret}
            self.stdout.write(json.dumps(document))
            return
        self.stderr.write(_("Keep this token now; it is not shown again."))
        self.stdout.write(made.secret)

    def _revoke(self, agency: Agency, options: dict[str, Any]) -> None:
        standing = list(agency.tokens.filter(name=options["name"].strip(), revoked_at=None))
        if not standing:
            raise Refused("token_unknown")
        for token in standing:
            verbs.revoke_token(token=token, by=job("cairn token revoke"))
        self.stderr.write(_("Withdrawn. It opens nothing any more."))
