"""An agency holds back without a trace all it has of a child, and works on: those it is kept from see nothing of it.

Every page is read twice, before and after, with all that reading it leaves behind undone: the two must not differ.
"""

import re
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client

from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity
from cairn.children.verbs import open_record
from tests.partnership.people import sign_in
from tests.planning.plans import comes, does
from tests.sharing.apart import mark
from tests.sharing.asking import ANSWER, QUESTION, asked, owed, said, seen
from tests.sharing.holding import HUB, POLICE, circle, end
from tests.voice.telling import tells

pytestmark = pytest.mark.django_db
OF_CHILD = (
    *("", "story/", "story/?print=1", "facts/", "sharing/", "histories/", "decisions/", "plan/", "diary/", "asks/"),
    *("asks/new/", "looks/", "apart/", "tell/", "outside/", "outside/new/", "hold-back/", "circle/bring-in/"),
)
ELSEWHERE = ("/", "/inbox/", "/withheld/", "/api/v1/asks", "/api/v1/duties", "/api/v1/withholdings")
IN_API = ("", "/chronology", "/involvements", "/asks")
_CHANGING = re.compile(r'(value|content|nonce)="[-\w+/=]{32,}"|ends-in="\d+"|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d:\d\d')


@pytest.fixture
def around(northmoor):
    made, farid = circle(northmoor), northmoor.actor("farid")
    with acting_as(farid):
        nurses = northmoor.team("westmoor-nurses")
        open_record(child=made.child, team=nurses, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
    return made


def looked(around, name):
    """Everything that somebody can be shown about the child, and then nothing has happened."""
    client, reference = sign_in(Client(), around.northmoor.practitioner(name)), around.child.reference
    addresses = [f"/children/{reference}/{page}" for page in OF_CHILD]
    addresses += [f"/api/v1/children/{reference}{path}" for path in IN_API]
    with transaction.atomic():
        found = {address: client.get(address) for address in (*addresses, *ELSEWHERE)}
        transaction.set_rollback(True)
    assert {answer.status_code for answer in found.values()} == {200}
    return {address: _CHANGING.sub("", answer.content.decode()) for address, answer in found.items()}


def test_what_it_asks_and_does_shows_nowhere(around):
    northmoor, child = around.northmoor, around.child
    around.silent("chidi", around.record("chidi"), POLICE, second="farid")
    before = looked(around, "bilal")
    asked(northmoor, child, "chidi", to="eastmoor-duty")
    comes(northmoor, child, "chidi", does(northmoor, child, "chidi"))
    tells(northmoor, child, "chidi")
    around.fact("chidi")
    after = looked(around, "bilal")
    assert [address for address, words in before.items() if after[address] != words] == []
    assert QUESTION in looked(around, "gwen")[f"/children/{child.reference}/asks/"]


def test_that_it_answered_shows_nowhere(around):
    """An answer tells that it knows the child; whoever asked reads it all the same."""
    around.silent("chidi", around.record("chidi"), POLICE, HUB, second="amaras_manager")
    ask = asked(around.northmoor, around.child, "amara", to="westmoor-nurses")
    written = said(around.northmoor, ask, name="chidi")
    for name, sees in (("bilal", False), ("farid", False), ("amara", True), ("chidi", True), ("gwen", True)):
        assert around.sees(name, ask) is sees, name
    assert around.sees("amara", written)
    assert not around.sees("farid", written)
    # Not refused as asked before; and its own question it sees whomever it asked.
    again = asked(around.northmoor, around.child, "bilal", to="westmoor-nurses", ground="cda98_115")
    assert around.sees("bilal", again)
    assert around.sees("bilal", said(around.northmoor, again, replace(ANSWER, ground="cda98_115"), name="chidi"))


@pytest.mark.parametrize("hide", ["hold", "silent"])
def test_whom_it_asks_owes_an_answer_all_the_same(around, hide):
    """They read what they are asked, and nothing else of it; others it is kept from do not see that it was asked."""
    northmoor = around.northmoor
    getattr(around, hide)("chidi", around.record("chidi"), POLICE, "westmoor-duty", second="farid")
    ask = asked(northmoor, around.child, "chidi", to=POLICE)
    (duty,) = owed(northmoor, ask)
    assert around.sees("bilal", ask)
    assert around.sees("bilal", duty)
    written = said(northmoor, seen(ask.id, northmoor.actor("bilal")))
    assert around.sees("bilal", written)
    assert around.sees("chidi", written)
    assert around.sees("gwen", ask)


def test_where_the_child_is_stays_to_be_asked_where_the_rest_is_held_back(around):
    """Told of neither, others would take it that nobody knows where the child is."""
    compartment, declared = mark(around, "chidi"), around.hold("chidi", around.record("chidi"), POLICE)
    client = sign_in(Client(), around.northmoor.practitioner("bilal"))

    def page(section):
        return client.get(f"/children/{around.child.reference}/{section}").content.decode()

    card, apart = page(""), page("apart/")
    assert "At a safe address. Ask Westmoor Nurses" in card
    assert "nobody has said where" not in card
    assert "Safe address and contact points: held by" in apart
    assert f"/children/apart/{compartment.id}/danger/" not in apart  # what is held back stays so in danger
    assert f"/children/{around.child.reference}/safe-address/" not in apart
    end(around, "chidi", declared)
    assert f"/children/apart/{compartment.id}/danger/" in page("apart/")
    around.silent("chidi", around.record("chidi"), POLICE, second="farid")
    assert not around.sees("bilal", compartment)


def test_a_declared_part_takes_its_questions_with_it(around):
    ask = asked(around.northmoor, around.child, "chidi", to="eastmoor-duty")
    assert around.sees("bilal", ask)
    around.hold("chidi", around.record("chidi"), POLICE)
    assert not around.sees("bilal", ask)
    assert around.sees("gwen", ask)
    client = sign_in(Client(), around.northmoor.practitioner("bilal"))
    assert client.get(f"/children/asks/{ask.id}/").status_code == 404
