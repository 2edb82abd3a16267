"""When a look cannot be remembered, nothing is shown; when a deed cannot be remembered, it has not happened."""

import pytest
from django.db import transaction
from django.test import Client

from cairn.core.postgres import LEDGER
from tests.builders import child_of, northmoor, raised
from tests.conftest import become
from tests.faults.harness import rows
from tests.partnership import people

_TABLES = ("concerns_concern", "children_child", "children_record", "chronology_entry", "duties_duty", "notices_notice")


@pytest.fixture
def silenced(own_database):
    """A child whom Amara's team knows, in a database whose ledger the application may no longer write."""
    from django.db import connection

    with transaction.atomic():
        place = northmoor()
        concern = raised(place.actor("efa"))
        child = child_of(concern, place.actor("amara"))
    clients = {name: _signed_in(place, name) for name in ("amara", "efa", "chidi")}
    assert clients["amara"].get(f"/children/{child.reference}/").status_code == 200
    with become(LEDGER), connection.cursor() as cursor:
        cursor.execute("revoke insert on ledger_event from cairn_app")
    return clients, child, concern


def _signed_in(place, name: str) -> Client:
    client = Client(raise_request_exception=False)
    return people.sign_in(client, people.with_app(place.practitioner(name)))


@pytest.mark.parametrize("section", ["", "story/", "facts/", "sharing/"])
def test_no_page_of_a_child_is_shown(silenced, section):
    clients, child, concern = silenced
    answer = clients["amara"].get(f"/children/{child.reference}/{section}")
    body = answer.content.decode()
    assert answer.status_code == 500
    assert [word for word in (child.reference, "Nguyen", "Tang", "market", concern.reference) if word in body] == []


def test_no_list_is_shown_either(silenced):
    clients, child, _ = silenced
    answer = clients["amara"].get("/")
    assert answer.status_code == 500
    assert child.reference not in answer.content.decode()


def test_nothing_of_a_concern_stays(silenced, databases):
    clients, _, _ = silenced
    from django.db import connection

    name = connection.settings_dict["NAME"]
    before = rows(databases, name, *_TABLES)
    sent = {"draft": "", "what_happened": "Another van.", "send": "1"}
    assert clients["efa"].post("/concerns/new/", sent).status_code == 500
    assert rows(databases, name, *_TABLES) == before


def test_who_is_refused_is_refused_all_the_same(silenced):
    clients, child, _ = silenced
    assert clients["chidi"].get(f"/children/{child.reference}/").status_code == 404
