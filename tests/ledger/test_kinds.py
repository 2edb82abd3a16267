"""The registry of happenings."""

import pytest

from cairn.ledger import kinds
from cairn.ledger.kinds import Break, Nature


def test_a_code_is_registered_once():
    with pytest.raises(LookupError, match="opened"):
        kinds.happening(kinds.OPENED, kinds.known(kinds.OPENED).sentence)


def test_a_happening_is_a_change_unless_it_says_otherwise(monkeypatch):
    monkeypatch.setattr(kinds, "_HAPPENINGS", {})
    code = kinds.happening("kettle.boiled", kinds.BREAKS[Break.SEAL_MISSING])
    assert (code, kinds.nature_of(code)) == ("kettle.boiled", Nature.CHANGE)


def test_looks_are_opening_listing_and_matching():
    assert {"opened", "listed", "matched"} <= kinds.codes(Nature.LOOK)


def test_a_retired_code_still_reads():
    assert kinds.sentence_of("long.gone") == "long.gone"
    assert kinds.nature_of("long.gone") is Nature.CHANGE


def test_an_unregistered_code_is_not_known():
    with pytest.raises(LookupError):
        kinds.known("long.gone")


def test_every_break_has_a_sentence():
    assert set(kinds.BREAKS) == set(Break)
