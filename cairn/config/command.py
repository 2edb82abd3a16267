"""The `cairn` command: every subcommand is a Django management command with our manners about exits.

Exit 0 success; 1 refused, with one sentence on standard error; 2 wrong usage.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any

# Which database role a command needs; everything else runs as the application.
ROLES = {
    "migrate": "cairn_owner",
    "worker": "cairn_worker",
    "ledger": "cairn_worker",
    "rekey": "cairn_worker",
    "keys": "cairn_worker",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    argv = ["cairn", *(sys.argv[1:] if arguments is None else arguments)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.config.settings")
    os.environ.setdefault("CAIRN_DATABASE_ROLE", ROLES.get(argv[1] if len(argv) > 1 else "", "cairn_app"))
    if argv[1:2] == ["demo"]:
        _read_before_settings(argv)
    from django.core.management.base import CommandError  # noqa: PLC0415 (after the environment is set)
    from django.db import OperationalError  # noqa: PLC0415 (as above)
    from django.utils.translation import gettext as _  # noqa: PLC0415 (as above)

    from cairn.core.errors import CairnError  # noqa: PLC0415 (as above)

    try:
        _execute(argv)
    except CairnError as error:
        sys.stderr.write(f"{_sentence(error)}\n")
        return 1
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        return error.returncode
    except OperationalError:  # its text names hosts and users: whoever runs the machine finds them in the server's log
        sys.stderr.write(_("The database cannot be reached, or it stopped answering.") + "\n")
        return 1
    return 0


def _sentence(error: Any) -> str:
    """The sentence for a refusal. Those of the database's launcher come before there are settings, and need none."""
    from cairn.core import postgres  # noqa: PLC0415 (as above)
    from cairn.ui.sentences import sentence  # noqa: PLC0415 (as above)

    return postgres.sentence(error) if error.code in postgres.SENTENCES else sentence(error)


def _execute(argv: list[str]) -> None:
    from django.core.management import BaseCommand, ManagementUtility  # noqa: PLC0415 (as above)

    class Cairn(ManagementUtility):
        """Django's own runner, to which a command that it does not know is a failure; to us it is wrong usage."""

        def fetch_command(self, subcommand: str) -> BaseCommand:
            """The command of that name."""
            try:
                return super().fetch_command(subcommand)
            except SystemExit:
                sys.exit(2)

    Cairn(argv).execute()


def _read_before_settings(argv: Sequence[str]) -> None:
    """Where the demonstration's data lives must be known before the settings are read."""
    os.environ["CAIRN_DEMONSTRATION"] = "1"
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        if word == "--data" and following:
            os.environ["CAIRN_DATA"] = following
        elif word.startswith("--data="):
            os.environ["CAIRN_DATA"] = word.partition("=")[2]


if __name__ == "__main__":
    sys.exit(main())
