"""A record moves to another child while somebody writes about it: they read a sentence, and nothing is half done."""

from threading import Thread
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from cairn.access.binding import acting_as
from cairn.access.stale import as_refusal
from cairn.children.kinds import Outcome
from cairn.children.verbs import decide_pair
from cairn.core.errors import Conflict, NotFound
from tests.api.calls import Caller
from tests.builders import northmoor, raised
from tests.partnership.people import sign_in

ENTRY = {"kind": "call", "words": "Rang the school.", "how_known": "seen"}


@pytest.mark.parametrize("error", [ValueError("x"), IntegrityError("a key is there twice"), KeyError()])
def test_a_fault_stays_a_fault(error):
    assert as_refusal(error) is None


def test_what_was_refused_on_purpose_stays_as_it_is():
    error = NotFound()
    assert as_refusal(error) is error


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where not granted")
        return bool(cursor.fetchone()[0])


def until_somebody_waits() -> None:
    for _ in range(500):
        if somebody_waits():
            return
        sleep(0.01)
    raise AssertionError("nobody waits")


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_line_written_while_the_record_moves_is_answered_with_a_sentence(own_database, way):
    with transaction.atomic():
        place = northmoor()
        other = raised(place.actor("bilal"))
        one = raised(place.actor("efa"))  # the newer one is asked about, so its record is the one that moves
    farid = place.actor("farid")
    with acting_as(farid), transaction.atomic():
        child, second = one.subjects.get().child, other.subjects.get().child
        reference = child.reference
    with transaction.atomic():
        client = sign_in(Client(), place.practitioner("efa"))
    answers = []

    def write() -> None:
        try:
            if way == "page":
                answers.append(client.post(f"/children/{reference}/story/add/", ENTRY))
            else:
                answers.append(Caller(client).post(f"/children/{reference}/entries", ENTRY))
        finally:
            connection.close()

    writer = Thread(target=write, daemon=True)
    with transaction.atomic(), acting_as(farid):
        decide_pair(child=child, other=second, outcome=Outcome.SAME, reason="Same van.", by=farid)
        writer.start()
        until_somebody_waits()
    writer.join(20)
    (answer,) = answers
    assert answer.status_code == 409
    assert "send it again" in answer.content.decode()


def test_the_sentence_is_a_conflict():
    assert Conflict("record_moved").code == "record_moved"
