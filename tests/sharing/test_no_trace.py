"""What is held back without a trace leaves none on any page, in any list, count or answer; what is declared, one line.

Each page is read twice, before and after, with all that reading it leaves behind undone: the two must not differ.
"""

import json
import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Capacity, FactKind
from cairn.children.queries.candidates import compared
from cairn.children.queries.keys import facts_of, person
from cairn.children.queries.looks import changed_since_last_visit
from cairn.chronology.queries import agencies_in
from cairn.core.clock import now
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.partnership.models import Agency
from cairn.sharing import queries, verbs
from cairn.sharing.kinds import ItemKind
from cairn.sharing.models import WithheldFrom
from tests.partnership.people import sign_in
from tests.sharing.holding import HUB, POLICE, circle, kept

pytestmark = pytest.mark.django_db
NUMBER = "01632 960177"
PAGES = ("", "story/", "story/?print=1", "facts/", "sharing/", "histories/", "decisions/")
_CHANGING = re.compile(r'(value|content|nonce)="[-\w+/=]{32,}"|ends-in="\d+"|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d:\d\d')


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def looked(around, name):
    """Everything that somebody can be shown about the child, and then nothing has happened."""
    client = sign_in(Client(), around.northmoor.practitioner(name))
    reference = around.child.reference
    found = {}
    with transaction.atomic():
        for page in PAGES:
            found[page] = client.get(f"/children/{reference}/{page}")
        found["my work"] = client.get("/")
        found["hub"] = client.get(reverse("desk:hub"))
        found["news"] = client.get(reverse("notices:inbox"))
        found["find"] = client.post(reverse("children:find"), {"name": "Nguyen Van Tang", "phone": NUMBER})
        for path in ("", "/chronology", "/involvements"):
            found[f"api{path}"] = client.get(f"/api/v1/children/{reference}{path}")
        found["api duties"] = client.get("/api/v1/duties")
        asked = json.dumps({"names": [{"text": "Nguyen Van Tang"}], "phones": [NUMBER]})
        found["api search"] = client.post("/api/v1/children/search", asked, content_type="application/json")
        transaction.set_rollback(True)
    assert all(answer.status_code < 500 for answer in found.values())
    return {name: _CHANGING.sub("", answer.content.decode()) for name, answer in found.items()}


def write_and_hide(around, what, slug, second):
    entry, fact = around.told("amara"), around.fact("amara", NUMBER)
    for thing in {"entry": [entry], "fact": [fact], "both": [entry, fact]}[what]:
        around.silent("amara", thing, slug, second=second)
    return entry, fact


@pytest.mark.parametrize("name", ["bilal", "farid"])
def test_no_page_no_list_no_count_no_answer_differs(around, name):
    slug = {"bilal": POLICE, "farid": HUB}[name]
    before = looked(around, name)
    write_and_hide(around, "both", slug, "amaras_manager")
    after = looked(around, name)
    for page, words in before.items():
        assert after[page] == words, page


def test_no_page_differs_where_a_whole_part_is_held_back(around):
    """The nurses join, write, and hold back all of it: for the police they were never there."""
    before = looked(around, "bilal")
    farid, nurses = around.northmoor.actor("farid"), around.northmoor.team("westmoor-nurses")
    chidi = around.northmoor.actor("chidi")
    with acting_as(farid):
        record = children.open_record(
            child=around.child, team=nurses, capacity=Capacity.WORKING, by=farid, is_confirmed=True
        )
    around.told("chidi", "She named a sergeant.")
    around.silent("chidi", record, POLICE, second="farid")
    hidden = looked(around, "bilal")
    # That somebody joined they were told before it was held back.
    for page in before.keys() - {"my work", "news"}:
        assert hidden[page] == before[page], page
    around.told("chidi", "And she named another.")
    with acting_as(chidi):
        children.open_child(reference=around.child.reference, by=chidi)
    with acting_as(farid):
        children.open_record(child=around.child, team=nurses, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
    after = looked(around, "bilal")
    for page, words in hidden.items():
        assert after[page] == words, page
    assert "Westmoor Nurses" in looked(around, "gwen")["sharing/"]


def test_a_declared_one_is_one_line_that_says_nothing_of_it(around):
    entry = around.told("amara", "A secret word.")
    around.hold("amara", entry, POLICE)
    bilal, gwen = (around.northmoor.actor(name) for name in ("bilal", "gwen"))
    with acting_as(bilal):
        (line,) = queries.placeholders(around.child.id, bilal)
        assert (line.team.slug, line.kind, line.number) == ("eastmoor-duty", ItemKind.ENTRY, 1)
        assert not queries.held_on(around.child.id, bilal)
        assert [one.slug for one in agencies_in(around.child, bilal)] == ["safer-streets"]
    with acting_as(gwen):
        assert not queries.placeholders(around.child.id, gwen)
        assert set(queries.held_on(around.child.id, gwen)) == {entry.id}
    shown = looked(around, "bilal")
    assert not any("secret" in words for words in shown.values())


def test_what_is_held_back_is_no_evidence(around):
    """The caller's matching compares without it; everybody else's with it."""
    fact = around.fact("gwen", NUMBER)
    around.hold("gwen", fact, POLICE)
    asked = person([(FactKind.PHONE, NUMBER, {}, None, None)])
    for name, finds in (("bilal", False), ("farid", True)):
        by = around.northmoor.actor(name)
        with acting_as(by):
            assert bool(compared(asked, besides=[], by=by)) is finds, name


def test_facts_of_a_record_leave_out_what_is_held_back(around):
    fact = around.fact("gwen", NUMBER)
    around.hold("gwen", fact, HUB)
    farid, gwen = around.northmoor.actor("farid"), around.northmoor.actor("gwen")
    with acting_as(farid):
        assert not facts_of(fact.record_id).phones
    with acting_as(gwen):
        assert facts_of(fact.record_id).phones


def test_the_ledger_is_silent_too(around):
    bilal, gwen = around.northmoor.actor("bilal"), around.northmoor.actor("gwen")

    def seen(by):
        with acting_as(by):
            return set(Event.objects.visible_to(by).filter(child_id=around.child.id).values_list("id", flat=True))

    before = seen(bilal), seen(gwen)
    write_and_hide(around, "both", POLICE, "amaras_manager")
    assert seen(bilal) == before[0]
    assert len(seen(gwen)) == len(before[1]) + 4


def test_once_lifted_it_is_new_from_that_moment(around):
    entry = around.told("amara")
    made = around.hold("amara", entry, POLICE)
    bilal, amara = around.northmoor.actor("bilal"), around.northmoor.actor("amara")
    since = now()
    with acting_as(bilal):
        assert queries.shared_since(around.child.id, since) == {}
    with acting_as(amara):
        verbs.end_withholding(withholding=made, words="", revision=1, by=amara)
    with acting_as(bilal):
        assert list(queries.shared_since(around.child.id, since)) == [entry.id]
        assert queries.shared_since(around.child.id, now()) == {}
    with acting_as(around.northmoor.actor("gwen")):
        assert queries.shared_since(around.child.id, since) == {}


def test_a_silent_one_that_was_shared_stays_a_secret_of_its_own(around):
    entry = around.told("amara")
    made = around.silent("amara", entry, POLICE)
    amara, bilal = around.northmoor.actor("amara"), around.northmoor.actor("bilal")
    with acting_as(amara):
        verbs.end_withholding(withholding=made, words="", revision=1, by=amara)
    assert around.sees("bilal", entry)
    assert not around.sees("bilal", made)
    assert {one.agency.slug for one in active(made)} == {"northmoor-police"}
    with acting_as(bilal):
        assert "back" not in " ".join(
            str(one.sentence) for one in changed_since_last_visit(around.child, bilal).changes
        )


def active(made):
    agencies = {one.pk: one for one in Agency.objects.all()}
    rows = kept(WithheldFrom, withholding=made, is_active=True)
    for one in rows:
        one.agency = agencies[one.agency_id]
    return rows


def test_the_hubs_list_of_duties_holds_none_about_what_leaves_no_trace(around):
    declared = around.hold("amara", around.told("amara"), POLICE)
    silent = around.silent("amara", around.told("amara", "A worker was named."), POLICE)
    farid, manager = around.northmoor.actor("farid"), around.northmoor.actor("amaras_manager")
    with acting_as(farid):
        owed = {one.about_id for one in Duty.objects.visible_to(farid).filter(about_kind="withholding")}
        assert owed == {one.about_id for one in Duty.objects.filter(about_kind="withholding")}
        assert silent.id not in owed
        assert declared.id in owed
    with acting_as(manager):
        assert Duty.objects.visible_to(manager).filter(about_id=silent.id).exists()
        assert Duty.objects.filter(about_id=silent.id).exists()
