"""The command's manners: 0 done, 1 refused in one sentence, 2 wrong usage; nothing on standard output unless done."""

import json
import os
import subprocess
import sys

import pytest

from cairn.config.command import main

START = "2026-12-24T16:00:00+00:00"
DUE = ("due", "referral_decision", "--nation", "england", "--from", START)


@pytest.fixture
def cairn(monkeypatch, capsys):
    """The command in this process: its exit status, standard output and standard error."""
    monkeypatch.setenv("CAIRN_DATABASE_ROLE", "cairn_app")

    def typed(*words: str):
        try:
            status: object = main(words)
        except SystemExit as left:
            status = left.code
        return status, *capsys.readouterr()

    return typed


def in_a_shell(folder, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, far from any database and any installation."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("CAIRN_", "DATABASE_"))}
    command = [sys.executable, "-m", "cairn.config.command", *words]
    return subprocess.run(
        command,
        env={**surroundings, "CAIRN_DATA": str(folder), **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_as_a_process_it_prints_one_document_and_exits_with_0(tmp_path):
    done = in_a_shell(tmp_path, *DUE)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["from"] == START


def test_as_a_process_it_refuses_in_one_sentence_and_exits_with_1(tmp_path):
    refused = in_a_shell(tmp_path, "due", "tea_break", *DUE[2:])
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.count("\n") == 1
    assert refused.stderr.startswith("There is no clock policy called “tea_break”")


def test_an_address_of_a_database_that_settings_cannot_take_is_refused_in_its_own_sentence(tmp_path):
    refused = in_a_shell(tmp_path, "migrate", DATABASE_URL="postgresql://cairn:hush@far.example/cairn")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert refused.stderr.startswith("DATABASE_URL names a server across a network.")
    assert "hush" not in refused.stderr


@pytest.mark.parametrize("words", [("gardening",), ("du", "referral_decision"), ("due",), ("due", "--colour", "red")])
def test_wrong_usage_exits_with_2_and_prints_nothing(cairn, words):
    status, out, err = cairn(*words)
    assert (status, out) == (2, "")
    assert err


def test_a_word_almost_right_is_set_right(cairn):
    assert "Did you mean due?" in cairn("du")[2]


def test_help_is_no_refusal(cairn):
    status, out, err = cairn("help", "due")
    assert (status, err) == (0, "")
    assert "POLICY" in out
