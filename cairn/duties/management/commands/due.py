"""`cairn due`: when something is due, for a person at a terminal or another program."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cairn.duties.rules import due, moment


class Command(BaseCommand):
    """Print when a clock runs out as one JSON document, without a database.

    Refuses as the rules do, for the entrance to put into a sentence and exit code 1.
    """

    help = "Say when something is due under a clock policy, as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The policy's code, the nation whose days count, and the moment the clock starts."""
        parser.add_argument("policy", metavar="POLICY", help="code of a clock policy, such as referral_decision")
        parser.add_argument("--nation", required=True, help="england, wales, scotland or northern_ireland")
        parser.add_argument(
            "--from", required=True, dest="start", metavar="ISO8601", help="when the clock starts, with its offset"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask the rules and print their answer."""
        answer = due(options["policy"], options["nation"], moment(options["start"]))
        self.stdout.write(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
