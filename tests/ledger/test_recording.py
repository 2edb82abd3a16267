"""Deeds and looks stay together with their transaction, and say who, what and about which child."""

from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cairn.access.actor import Actor, ActorKind, job
from cairn.core import ref
from cairn.core.ids import uuid7
from cairn.ledger import kinds, verbs
from cairn.ledger.rules import NotForTheLedger
from cairn.partnership.models import Area
from tests.ledger.actors import everything, stranger


class Sabotaged(RuntimeError):
    """The ledger could not be written."""


@pytest.mark.django_db
def test_an_event_says_who_what_and_about_whom(monkeypatch):
    by, child, thing, request = stranger(), uuid7(), uuid7(), uuid7()
    monkeypatch.setitem(ref._KINDS, "kettle", "kitchen.Kettle")
    with verbs.answering(request):
        verbs.record(
            kinds.OPENED,
            by=by,
            child_id=child,
            makeup=3,
            about=ref.Ref("kettle", thing),
            detail={"fields": ["name"]},
            purpose="tea",
        )
    (event,) = everything(child_id=child)
    assert (event.actor_kind, event.practitioner_id, event.membership_id) == (
        "practitioner",
        by.practitioner_id,
        by.membership_id,
    )
    assert (event.agency_id, event.happening, event.makeup) == (by.agency_id, "opened", 3)
    assert (event.about_kind, event.about_id, event.purpose) == ("kettle", thing, "tea")
    assert (event.request_id, event.detail, event.seal) == (request, {"fields": ["name"]}, None)


@pytest.mark.django_db
def test_a_request_ends_with_its_answer():
    child = uuid7()
    with verbs.answering(uuid7()):
        pass
    verbs.looked(by=stranger(), child_id=child)
    assert everything(child_id=child)[0].request_id is None


@pytest.mark.django_db
def test_a_job_states_its_purpose():
    child = uuid7()
    verbs.looked(by=job("escalation"), child_id=child)
    (event,) = everything(child_id=child)
    assert (event.actor_kind, event.purpose) == ("job", "escalation")


@pytest.mark.django_db
def test_looking_at_a_child_is_an_event():
    by, child = stranger(), uuid7()
    verbs.looked(by=by, child_id=child, makeup=1, purpose="duty")
    (event,) = everything(child_id=child)
    assert (event.happening, event.practitioner_id, event.makeup) == (kinds.OPENED, by.practitioner_id, 1)


@pytest.mark.django_db
def test_a_list_is_one_event_with_the_ids():
    by = stranger()
    one, other = sorted([uuid7(), uuid7()])
    verbs.listed(by=by, child_ids=[other, one, other])
    (event,) = everything(practitioner_id=by.practitioner_id)
    assert (event.happening, event.child_id) == (kinds.LISTED, None)
    assert event.detail == {"children": [str(one), str(other)], "count": 2}


@pytest.mark.django_db
def test_a_list_of_nobody_is_no_event():
    by = stranger()
    verbs.listed(by=by, child_ids=[])
    assert everything(practitioner_id=by.practitioner_id) == []


@pytest.mark.django_db
def test_matching_is_an_event_even_when_nobody_matched():
    by = stranger()
    verbs.matched(by=by)
    (event,) = everything(practitioner_id=by.practitioner_id)
    assert (event.happening, event.detail) == (kinds.MATCHED, {"children": [], "count": 0})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("happening", "detail", "refusal"),
    [("kettle.unheard_of", {}, LookupError), (kinds.OPENED, {"name": "Amara Okafor"}, NotForTheLedger)],
)
def test_what_may_not_be_written_is_refused(happening, detail, refusal):
    by = stranger()
    with pytest.raises(refusal):
        verbs.record(happening, by=by, detail=detail)
    assert everything(practitioner_id=by.practitioner_id) == []


@pytest.mark.django_db
def test_nothing_stays_when_the_ledger_cannot_be_written():
    with (
        patch("cairn.ledger.verbs.recording._write", side_effect=Sabotaged),
        pytest.raises(Sabotaged),
        transaction.atomic(),
    ):
        Area.objects.create(slug="nowhere", name="Nowhere", nation="wales")
        verbs.looked(by=stranger(), child_id=uuid7())
    assert not Area.objects.filter(slug="nowhere").exists()


@pytest.mark.django_db
def test_nothing_stays_when_the_database_refuses_the_event(as_role):
    with as_role("cairn_owner"), connection.cursor() as cursor:
        cursor.execute("set local role cairn_ledger")
        cursor.execute("revoke insert on ledger_event from cairn_app")
        cursor.execute("set local role cairn_owner")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Area.objects.create(slug="nowhere", name="Nowhere", nation="wales")
        verbs.looked(by=stranger(), child_id=uuid7())
    assert not Area.objects.filter(slug="nowhere").exists()


def test_an_event_outside_a_transaction_is_refused(own_database):
    with pytest.raises(RuntimeError, match="transaction"):
        verbs.looked(by=stranger(), child_id=uuid7())
    assert everything() == []


@pytest.mark.django_db
def test_the_signed_out_door_is_an_actor_too():
    child = uuid7()
    verbs.record(kinds.OPENED, by=Actor(kind=ActorKind.DOOR), child_id=child)
    assert everything(child_id=child)[0].actor_kind == "door"
