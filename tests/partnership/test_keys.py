"""Rotating the keys: a new one seals, everything is sealed again, the old is dropped by hand, and all still opens."""

import json
import stat
from threading import Thread

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, models

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.core import crypto, sealed
from cairn.core.crypto import SealBroken, new_key
from cairn.core.errors import Refused
from cairn.core.postgres import LEDGER, WORKER
from cairn.duties import queries as duties
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.duties.verbs import save_draft
from cairn.ledger.models import Event
from cairn.partnership import verbs
from cairn.partnership.adapter import SecondFactorAdapter
from cairn.partnership.queries.keys import key_uses
from cairn.partnership.verbs import keys
from tests.partnership import people

OLD, NEW, ROOT = new_key(), new_key(), new_key()
CLERK = job("these tests")
WORDS = {"what_happened": ["A girl in a van."]}


@pytest.fixture(autouse=True)
def ring(monkeypatch):
    """Sets the ring; the first key seals."""

    def use(*entries: str) -> None:
        monkeypatch.setenv("CAIRN_KEYS", ",".join((*entries, f"digest:{ROOT}")))

    use(f"old:{OLD}")
    return use


@pytest.fixture
def file_of_keys(monkeypatch, settings, tmp_path):
    """An installation that keeps its keys in a file."""
    monkeypatch.delenv("CAIRN_KEYS")
    settings.DATA = tmp_path
    crypto.seal("a first text makes the ring", about="nothing")
    return tmp_path / "keys"


@pytest.fixture
def efa(northmoor):
    with acting_as(northmoor.actor("efa")):
        yield northmoor.actor("efa")


@pytest.fixture
def drafts(efa):
    return [save_draft(None, DraftKind.CONCERN, WORDS, 0, efa) for _ in range(3)]


def seals() -> set[str]:
    """The names of the keys in use, draft by draft and factor by factor."""
    found = [each.sealed for each in Draft.objects.all()]
    for each in Authenticator.objects.all():
        found += [one for one in each.data.values() if isinstance(one, str)]
    return {text.split(".")[1] for text in found}


def events(as_role) -> list[tuple[str, dict[str, int]]]:
    with as_role(LEDGER):
        found = Event.objects.filter(happening__startswith="keys.").order_by("id")
        return [(each.happening, each.detail) for each in found]


def test_rotate_drop_the_old_key_and_everything_still_reads(northmoor, efa, drafts, ring, as_role):
    bilal = people.with_app(northmoor.practitioner("bilal"))
    codes = RecoveryCodes.activate(bilal).get_unused_codes()
    ring(f"new:{NEW}", f"old:{OLD}")
    with as_role(WORKER):
        assert keys.reseal(by=CLERK, batch=2) == keys.Rotated(done=5, broken=0)
        assert seals() == {"new"}
    ring(f"new:{NEW}")
    for draft in drafts:
        draft.refresh_from_db()
        assert duties.content_of(draft, by=efa) == WORDS
    factor, recovery = Authenticator.objects.filter(user=bilal).order_by("type")[::-1]
    assert TOTP(factor).validate_code(people.code())
    assert RecoveryCodes(recovery).get_unused_codes() == codes
    assert events(as_role) == [("keys.resealed", {"broken": 0, "resealed": 5})]


def test_stopped_half_way_it_goes_on_where_it_was(drafts, ring, as_role, monkeypatch):
    ring(f"new:{NEW}", f"old:{OLD}")

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with as_role(WORKER):
        with pytest.raises(KeyboardInterrupt):
            keys.reseal(by=CLERK, batch=2, say=stop)
        assert seals() == {"new", "old"}
        assert keys.reseal(by=CLERK, batch=2).done == 1
        assert keys.reseal(by=CLERK, batch=2).done == 0


def test_what_does_not_open_is_counted_and_left_as_it_is(drafts, efa, ring, as_role):
    Draft.objects.filter(pk=drafts[1].pk).update(sealed=drafts[0].sealed)
    ring(f"new:{NEW}", f"old:{OLD}")
    with as_role(WORKER):
        assert keys.reseal(by=CLERK) == keys.Rotated(done=2, broken=1)
        with pytest.raises(CommandError, match="1 rows could not be opened"):
            call_command("keys", "reseal")
    drafts[1].refresh_from_db()
    assert drafts[1].sealed == drafts[0].sealed


def test_what_somebody_saves_meanwhile_is_not_overwritten(drafts, efa, ring, as_role, monkeypatch):
    ring(f"new:{NEW}", f"old:{OLD}")
    column = next(each for each in sealed.columns() if each.label == "duties.Draft.sealed")
    older = list(column._older(None, 10))
    monkeypatch.setattr(sealed.Column, "_older", lambda *_: iter(older))
    saved = save_draft(drafts[0], DraftKind.CONCERN, {"what_happened": ["And a boy."]}, 1, efa)
    with as_role(WORKER):
        assert column.reseal(None, 10).done == 2
    saved.refresh_from_db()
    assert duties.content_of(saved, by=efa) == {"what_happened": ["And a boy."]}


def test_without_an_event_no_key_is_added(northmoor, file_of_keys, as_role, monkeypatch):
    before = file_of_keys.read_text()

    def fail(*_args: object, **_more: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("cairn.ledger.verbs.record", fail)
    with as_role(WORKER), pytest.raises(DatabaseError):
        verbs.rotate(by=CLERK)
    assert file_of_keys.read_text() == before


def test_the_command_adds_a_key_of_the_next_number_and_keeps_the_old(file_of_keys, drafts, as_role, capsys):
    before = file_of_keys.read_text()
    with as_role(WORKER):
        call_command("keys", "rotate", batch=1)
        call_command("keys", "rotate", json=True)
        assert crypto.key_names() == ("k3", "k2", "k1")
    assert file_of_keys.read_text().endswith(before)
    assert stat.S_IMODE(file_of_keys.stat().st_mode) == 0o400
    assert [each.name for each in file_of_keys.parent.iterdir()] == ["keys"]
    said = capsys.readouterr()
    assert json.loads(said.out.splitlines()[-1]) == {"done": 3, "broken": 0}
    assert [code for code, _ in events(as_role)] == ["keys.added", "keys.resealed"] * 2
    for key in file_of_keys.read_text().split():
        assert key.partition(":")[2] not in said.out + said.err


def test_a_running_process_seals_with_the_new_key_at_once(file_of_keys):
    before = crypto.seal("12 Harbour Street", about="a place")
    assert crypto.add_key() == "k2"
    assert crypto.seal("12 Harbour Street", about="a place").startswith("v1.k2.")
    assert crypto.unseal(before, about="a place") == "12 Harbour Street"


def test_keys_added_at_once_are_all_kept(file_of_keys):
    together = [Thread(target=crypto.add_key) for _ in range(4)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    assert crypto.key_names() == ("k5", "k4", "k3", "k2", "k1")


def test_keys_from_the_environment_are_not_ours_to_change(northmoor, as_role):
    with as_role(WORKER), pytest.raises(Refused) as refused:
        verbs.rotate(by=CLERK)
    assert refused.value.code == "keys_given_elsewhere"
    assert refused.value.code in crypto.REFUSALS


def test_the_list_says_what_each_key_still_seals(drafts, ring, as_role, capsys):
    ring(f"new:{NEW}", f"old:{OLD}")
    with as_role(WORKER):
        call_command("keys")
        assert "old: only opens\n  duties.Draft.sealed: 3" in capsys.readouterr().out
        keys.reseal(by=CLERK)
        new, old = key_uses(by=CLERK)
    assert (new.name, new.is_newest, new.rows) == ("new", True, {"duties.Draft.sealed": 3})
    assert (old.name, old.is_newest, old.rows) == ("old", False, {})


def test_the_list_names_a_key_that_is_missing(drafts, ring, as_role, capsys):
    ring(f"new:{NEW}")
    with as_role(WORKER):
        call_command("keys", json=True)
    new, old = json.loads(capsys.readouterr().out)
    assert (new["rows"], old["name"], old["is_held"], old["rows"]) == ({}, "old", False, {"duties.Draft.sealed": 3})


def test_a_text_opens_in_its_own_place_alone():
    place = sealed.Place("children_claim", "address", 7)
    text = sealed.sealed("12 Harbour Street", place)
    assert sealed.opened(text, place) == "12 Harbour Street"
    for other in (("children_claim", "address", 8), ("children_claim", "phone", 7), ("notices_notice", "address", 7)):
        with pytest.raises(SealBroken):
            sealed.opened(text, sealed.Place(*other))


def test_no_sealed_column_is_forgotten_when_keys_rotate():
    known = {column.label for column in sealed.columns()}
    held = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField) and "sealed" in field.name
    }
    assert held
    assert held <= known
    assert "mfa.Authenticator.data" in known
    assert SecondFactorAdapter().encrypt("a secret").startswith("v1.")
