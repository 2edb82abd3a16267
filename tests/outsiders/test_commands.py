"""What commands need and what they say of children, held against the commands that there are."""

import argparse
import io
import json

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import connection

from cairn.access.policies import protected_models
from cairn.config.command import ROLES
from cairn.core.errors import CairnError, NotAllowed, Refused
from cairn.core.postgres import APP
from tests.conftest import become
from tests.outsiders.commands import COMMANDS, IDS, MATCHED, NOTHING
from tests.outsiders.further_scene import FURTHER, KEPT, SAID

pytestmark = pytest.mark.xdist_group("outsiders")
NAMES = (SAID["silent"].name, SAID["declared"].name, "Ornela Vask")
REASON = "A neighbour rang about this child"


def deeds() -> set[str]:
    """Every command of ours, and each deed of one that has several."""
    ours = {name: app for name, app in get_commands().items() if app.startswith("cairn.")}
    return {f"{name} {deed}".strip() for name, app in ours.items() for deed in _deeds_of(app, name)}


def _deeds_of(app: str, name: str) -> list[str]:
    if name == "bench":  # one thing, measured at several places
        return [""]
    parser = load_command_class(app, name).create_parser("cairn", name)
    for action in parser._actions:
        is_positional = not action.option_strings and bool(action.choices)
        if is_positional or isinstance(action, argparse._SubParsersAction):
            return list(action.choices or ())
    return [""]


def run(capsys, line: str, *words: str) -> tuple[int, str]:
    """One command in its database role: its exit status and everything that it printed."""
    name, *deed = line.split()
    try:
        with become(COMMANDS[line].role or APP):
            call_command(name, *deed, *words)
        status = 0
    except (CairnError, CommandError) as refusal:
        status, sentence = 1, str(refusal)
        return status, sentence + "".join(capsys.readouterr())
    return status, "".join(capsys.readouterr())


def test_every_command_has_a_row():
    assert sorted(deeds() - set(COMMANDS)) == [], "add them to COMMANDS in tests/outsiders/commands.py"
    assert sorted(set(COMMANDS) - deeds()) == [], "tests/outsiders/commands.py has rows of no command"


@pytest.mark.parametrize("line", [line for line, needs in COMMANDS.items() if needs.role])
def test_a_command_signs_in_as_the_role_its_row_says(line):
    name = line.split()[0]
    # The demonstration starts one process for each role.
    assert ROLES.get(name, APP) == (APP if name == "demo" else COMMANDS[line].role)


@pytest.mark.parametrize("line", [line for line, needs in COMMANDS.items() if needs.tried is not None])
def test_a_command_says_of_children_what_its_row_says(further, capsys, line):
    needs = COMMANDS[line]
    status, printed = run(capsys, line, *(needs.tried or ()))
    assert status == needs.status, printed
    assert needs.says in {NOTHING, IDS}
    secrets = (*KEPT, *(secret for secret in further.secrets if not secret.startswith("C-")))
    assert [secret for secret in secrets if secret in printed] == []
    if needs.says == NOTHING:
        ids = [str(value) for key, value in further.ids.items() if key in {"child", "child_id", "concern_id", "entry"}]
        assert [one for one in ids if one in printed] == []


@pytest.mark.parametrize("line", [line for line, needs in COMMANDS.items() if needs.role is None and needs.tried])
def test_a_command_that_needs_no_database_asks_none(further, capsys, line):
    def refused(*_asked):
        raise AssertionError("the database was asked")

    with connection.execute_wrapper(refused):
        name, *deed = line.split()
        call_command(name, *deed, *(COMMANDS[line].tried or ()))


@pytest.mark.parametrize("caller", MATCHED)
def test_matching_by_somebodys_rights_finds_what_they_may_read(further, monkeypatch, capsys, caller):
    for name, finds in zip(NAMES, MATCHED[caller] or (None, None, None), strict=True):
        asked = io.TextIOWrapper(io.BytesIO(json.dumps({"names": [{"text": name}]}).encode()))
        monkeypatch.setattr("sys.stdin", asked)
        words = {"email": address_of(further, caller), "reason": REASON, "json": True}
        if finds is None:
            with pytest.raises((NotAllowed, Refused)):
                call_command("match", **words)
            assert capsys.readouterr().out == ""
            continue
        call_command("match", **words)
        found = {each["child"] for each in json.loads(capsys.readouterr().out)["candidates"]}
        assert (further.ids["child"] in found) is finds, name


def address_of(scene, caller: str) -> str:
    """The address by which somebody signs in."""
    people = {"leaver": "lena@northmoor.example", "nobody": "nobody@northmoor.example"}
    return people.get(caller) or scene.northmoor.practitioner(FURTHER.get(caller, caller)).email


def test_djangos_own_commands_read_no_child_as_the_application(further, capsys):
    """Nobody is bound to their transactions, so row security shows them nothing: a dump is empty of children."""
    call_command("dumpdata", *sorted({model._meta.label for model in protected_models()}))
    assert json.loads(capsys.readouterr().out) == []
