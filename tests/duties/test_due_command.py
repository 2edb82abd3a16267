"""`cairn due`: one JSON document on standard output, or one sentence on standard error. No database is allowed here."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from cairn.config.command import main
from cairn.core.errors import Refused
from cairn.duties.kinds import REFUSALS
from cairn.duties.management.commands.due import Command

ASKED = ["due", "referral_decision", "--nation", "england", "--from", "2026-12-24T16:00:00+00:00"]


def _ask(*words):
    out = StringIO()
    call_command(Command(stdout=out), *words)
    return out.getvalue()


def test_it_prints_one_json_document():
    said = json.loads(_ask(*ASKED[1:]))
    assert {"policy", "version", "nation", "from", "due_at", "unit", "length", "skipped", "source"} <= set(said)
    assert said["due_at"] == "2026-12-29T23:59:59+00:00"
    assert said["skipped"][0] == {"date": "2026-12-25", "why": "Christmas Day"}
    assert said["certainty"] == "secondary"


def test_a_nation_is_understood_as_it_is_spoken():
    said = json.loads(_ask("core_group", "--nation", "Scotland", "--from", "2026-12-24T16:00:00Z"))
    assert said["nation"] == "scotland"


@pytest.mark.parametrize(
    ("policy", "nation", "start", "sentence"),
    [
        (
            "tea_break",
            "england",
            "2026-12-24T16:00:00Z",
            "There is no clock policy called “tea_break”; there are agreement_renewal, breach_report, call_back,",
        ),
        ("core_group", "france", "2026-12-24T16:00:00Z", "There is no nation called “france”; there are england,"),
        (
            "single_assessment",
            "scotland",
            "2026-12-24T16:00:00Z",
            "No length of “single_assessment” is known for scotland",
        ),
        ("core_group", "england", "1999-12-24T16:00:00Z", "the first began on 2013-04-15."),
        ("core_group", "england", "2026-02-30T16:00:00Z", "“2026-02-30T16:00:00Z” is not a time in ISO 8601"),
        ("core_group", "england", "2026-12-24T16:00:00", "The time has no offset"),
        ("core_group", "england", "9999-12-24T16:00:00Z", "Bank holidays are only known from 1971 to 2100."),
    ],
)
def test_every_refusal_has_a_sentence_with_its_particulars(policy, nation, start, sentence):
    with pytest.raises(Refused) as refusal:
        _ask(policy, "--nation", nation, "--from", start)
    assert sentence in str(REFUSALS[refusal.value.code]) % refusal.value.params


@pytest.fixture
def cairn(monkeypatch, capsys):
    """The command as a person types it: its exit status, standard output and standard error."""
    monkeypatch.setenv("CAIRN_DATABASE_ROLE", "cairn_app")

    def typed(*words):
        try:
            status: object = main(words)
        except SystemExit as left:
            status = left.code
        return status, *capsys.readouterr()

    return typed


def test_from_the_terminal_it_prints_nothing_but_the_document(cairn):
    status, out, err = cairn(*ASKED)
    assert (status, err) == (0, "")
    assert json.loads(out)["policy"] == "referral_decision"


def test_a_refusal_exits_with_1_and_one_sentence_on_standard_error(cairn):
    status, out, err = cairn(*ASKED[:-1], "yesterday")
    assert (status, out) == (1, "")
    assert err == "“yesterday” is not a time in ISO 8601, such as 2026-11-20T16:30:00+00:00.\n"


@pytest.mark.parametrize("words", [ASKED[:1], ASKED[:4], [*ASKED, "--colour", "red"]])
def test_wrong_usage_exits_with_2(cairn, words):
    status, out, _ = cairn(*words)
    assert (status, out) == (2, "")
