"""Soft references point only at kinds that somebody registered."""

from dataclasses import FrozenInstanceError

import pytest
from django.apps import apps

from cairn.core import ref
from cairn.core.ids import uuid7


@pytest.fixture
def kinds(monkeypatch):
    """A registry of the test's own."""
    monkeypatch.setattr(ref, "_KINDS", {"kite": "toys.Kite"})


def test_a_reference_names_its_kind_and_id(kinds):
    thing = uuid7()
    assert str(ref.Ref("kite", thing)) == f"kite:{thing}"
    assert ref.Ref("kite", thing) == ref.Ref("kite", thing)
    with pytest.raises(FrozenInstanceError):
        ref.Ref("kite", thing).kind = "ball"


def test_an_unknown_kind_cannot_be_pointed_at(kinds):
    with pytest.raises(LookupError, match="ball"):
        ref.Ref("ball", uuid7())
    with pytest.raises(LookupError):
        ref.model_of("ball")


def test_a_kind_is_registered_once_for_one_model(kinds):
    ref.register("ball", "toys.Ball")
    ref.register("ball", "toys.Ball")
    assert ref.model_of("ball") == "toys.Ball"
    assert ref.kinds() == {"kite", "ball"}
    with pytest.raises(LookupError, match="kite"):
        ref.register("kite", "birds.Kite")


def test_every_kind_of_cairn_leads_to_a_model():
    assert ref.kinds()
    for kind in ref.kinds():
        assert apps.get_model(ref.model_of(kind))
