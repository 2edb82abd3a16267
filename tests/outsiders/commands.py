"""What every `cairn` command needs and says of children, written by hand: whoever adds one adds its row.

Commands are for whoever runs the machine. A command that opens the database reads its password, or its socket, from the
data folder or DATABASE_URL, so it is for the account that may read these (OPERATOR) and for nobody signed in to Cairn;
what is told is read by that account's role in the database, save `match`, which has the rights of a person it names.
"""

from dataclasses import dataclass

from cairn.core.postgres import APP, OWNER, WORKER

OPERATOR, ANYBODY = "whoever may read the installation's data folder or DATABASE_URL", "whoever has the program"
NOTHING = "nothing"
IDS = "ids and references of children, never a word about one"
FILES = "what stands in the files that are given to it"
AS_NAMED = "what the person whose rights are named may read, and who searched is remembered"
FICTION = "a demonstration's and a benchmark's children, who are made up"


@dataclass(frozen=True)
class Needs:
    """One command, or one deed of a command that has several."""

    role: str | None  # of the database; None where no database is needed
    account: str
    says: str = NOTHING
    # Words with which it is tried here, and its exit status; None where it is a long-running process of its own.
    tried: tuple[str, ...] | None = None
    status: int = 0


def _operator(role: str, *tried: str, says: str = NOTHING, status: int = 0) -> Needs:
    return Needs(role, OPERATOR, says, tried, status)


def _process(role: str | None, says: str = NOTHING) -> Needs:
    return Needs(role, OPERATOR if role else ANYBODY, says)


COMMANDS: dict[str, Needs] = {
    "agreement end": _operator(APP, "--agency", "nowhere", "--reason", "It closed.", status=1),
    "agreement list": _operator(APP),
    "agreement sign": _operator(
        APP,
        *("--agency", "nowhere", "--signed-by", "Ada", "--countersigned-by", "Bo", "--until", "2030-01-01"),
        status=1,
    ),
    # A benchmark makes a server of its own, as whoever starts it.
    "bench": _process(None, FICTION),
    "demo": _process(OWNER, FICTION),
    "directory": _operator(APP, "/nowhere/at/all.toml", status=1),
    "due": Needs(
        None, ANYBODY, tried=("referral_decision", "--nation", "england", "--from", "2026-11-21T16:00:00+00:00")
    ),
    "keys list": _operator(WORKER),
    "keys reseal": _operator(WORKER),
    "keys rotate": _process(WORKER),
    "ledger seal": _process(WORKER),
    "ledger show": _operator(WORKER, "--limit", "500", says=IDS),
    "ledger verify": _operator(WORKER),
    "link": _process(None, FILES),
    "mark demonstration": _operator(APP, status=0),
    "mark live": _operator(APP, status=0),
    # Tried for each kind of person: see MATCHED.
    "match": Needs(APP, OPERATOR, AS_NAMED),
    "migrate": _process(OWNER),
    "openapi": Needs(None, ANYBODY, tried=()),
    "people join": _operator(APP, "new@northmoor.example", "--team", "nowhere", status=1),
    "people leave": _operator(APP, "amara@northmoor.example", "--team", "nowhere", status=1),
    "prepare_demo": _process(APP, FICTION),
    "rekey": _process(WORKER),
    "serve": _process(APP),
    "token create": _operator(APP, "--agency", "safer-streets", "--name", "a new diary"),
    "token revoke": _operator(APP, "--agency", "safer-streets", "--name", "no such diary", status=1),
    "worker": _process(WORKER),
}
# Whom `cairn match --as` lets find the child by a name that is kept from the police without a trace, by one that is
# kept from the guardians and declared, and by one that Aberddu told; None where the search itself is refused.
MATCHED: dict[str, tuple[bool, bool, bool] | None] = {
    "amara": (True, True, True),
    "farid": (True, True, True),
    "robin": (True, True, True),
    # Where one name of a record is held back from somebody, none of that record's names is evidence for them.
    "silent": (False, False, False),
    "declared": (False, False, True),
    "lapsed": (False, False, False),
    "efa": (False, False, False),
    "chidi": (False, False, False),
    "dana": None,
    "leaver": None,
    "nobody": None,
}
