"""The description that others build on: kept in the repository, printed by a command, the same everywhere."""

import json
from pathlib import Path

from django.core.management import call_command

from cairn.config.api import description

KEPT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def test_the_description_that_is_kept_is_the_one_that_holds():
    assert KEPT.read_text(encoding="utf-8") == description(), "run: cairn openapi > docs/openapi.json"


def test_the_command_prints_one_json_document(capsys):
    call_command("openapi")
    printed = capsys.readouterr().out
    assert printed == description()
    assert json.loads(printed)["openapi"] == "3.1.0"


def test_every_operation_says_what_it_does_and_how_it_refuses():
    for path, operations in json.loads(description())["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            assert operation["security"] == [{"AgencyToken": []}, {"SignedInPerson": []}]
            assert {"401", "403", "422"} <= operation["responses"].keys()
            refusals = [each for status, each in operation["responses"].items() if int(status) >= 400]
            assert all(list(each["content"]) == ["application/problem+json"] for each in refusals)


def test_every_post_that_makes_something_needs_a_key():
    for path, operations in json.loads(description())["paths"].items():
        if "post" in operations and not path.endswith("/search"):
            needed = {each["name"] for each in operations["post"]["parameters"] if each["required"]}
            assert "Idempotency-Key" in needed, path
