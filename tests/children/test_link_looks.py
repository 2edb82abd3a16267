"""Who looked while two records were joined, and the doors of every duty about joining."""

import re

import pytest
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity
from cairn.children.verbs import looks, open_child, open_record, review_looks
from cairn.chronology.models import Entry
from cairn.core.errors import Refused
from cairn.duties.kinds import DutyKind
from cairn.ledger.models import Event
from tests.children.linked import Pair, decided, open_duties, pair, undone
from tests.children.pages import browser


@pytest.fixture
def parted(northmoor) -> tuple[Pair, str]:
    """Two children joined by Farid; Amara opened the one; then taken apart, and Wanda opened hers."""
    two, farid = pair(northmoor), northmoor.actor("farid")
    _opens(northmoor, "amara", two.known.reference)
    decision = decided(two.question, farid)
    for _ in range(2):
        _opens(northmoor, "amara", two.known.reference)
    undone(decision, farid)
    _opens(northmoor, "wanda", two.new.reference)
    return two, reverse("children:link_looks", args=[decision.pk])


def _opens(northmoor, who, reference):
    by = northmoor.actor(who)
    with acting_as(by):
        open_child(reference=reference, by=by)


@pytest.mark.parametrize(
    ("who", "status"), [("farid", 200), ("amara", 200), ("wanda", 403), ("bilal", 404), ("robin", 403), ("dana", 403)]
)
def test_hub_and_lead_alone(northmoor, parted, who, status):
    client = browser(northmoor, who)
    _, address = parted
    assert client.get(address).status_code == status
    assert client.post(address, {"note": "Rang both."}).status_code == (302 if status == 200 else status)


def test_a_link_that_stands_has_nothing_to_review(northmoor):
    decision = decided(pair(northmoor).question, northmoor.actor("farid"))
    assert browser(northmoor, "farid").get(reverse("children:link_looks", args=[decision.pk])).status_code == 404


def test_only_looks_between_joining_and_parting_count(northmoor, parted):
    two, address = parted
    words = browser(northmoor, "farid").get(address).content.decode()
    row = words[words.index("Eastmoor Duty, Eastmoor Social Care") :]
    assert '--numeric">2<' in row
    assert "Westmoor Duty" not in words
    assert two.known.reference in row


def test_a_note_closes_the_duty_and_stays_in_the_story(northmoor, parted):
    two, address = parted
    farid, client = northmoor.actor("farid"), browser(northmoor, "farid")
    assert "Write what you found" in client.post(address, {"note": " "}).content.decode()
    assert len(open_duties(DutyKind.REVIEW_LOOKS, farid)) == 1
    done = client.post(address, {"note": "Rang both teams."}, follow=True).content.decode()
    assert "This has been reviewed." in done
    assert open_duties(DutyKind.REVIEW_LOOKS, farid) == []
    with acting_as(farid):
        assert Entry.objects.visible_to(farid).get(words__endswith="Rang both teams.").child_id == two.known.id
        noted = Event.objects.visible_to(farid).filter(happening="looks.reviewed")
        assert {event.child_id for event in noted} == {two.known.id, two.new.id}
    late = client.post(address, {"note": "Again."}).content.decode()
    assert "Somebody has reviewed this already" in late


def test_the_lead_may_review_what_the_hub_owes(northmoor, parted):
    _, address = parted
    browser(northmoor, "amara").post(address, {"note": "Rang both teams."})
    assert open_duties(DutyKind.REVIEW_LOOKS, northmoor.actor("farid")) == []


def test_a_note_that_cannot_be_kept_is_refused_and_nothing_stays(northmoor, parted, monkeypatch):
    farid = northmoor.actor("farid")
    _, address = parted
    with acting_as(farid):
        decision = looks.open_looks(decision_id=address.split("/")[-3], by=farid)
        for note, code in ((" ", "note_needed"), ("x" * 4001, "note_too_long")):
            with pytest.raises(Refused, match=code):
                review_looks(decision=decision, note=note, by=farid)

    def fails(*_args):
        raise Refused("note_too_long", most=1)

    monkeypatch.setattr(looks, "_ON_REVIEWED", [fails])
    with acting_as(farid), pytest.raises(Refused):
        review_looks(decision=decision, note="Rang.", by=farid)
    assert len(open_duties(DutyKind.REVIEW_LOOKS, farid)) == 1


def _door(client, page: str, kind: DutyKind) -> str:
    """Where the line of a list leads whose words are this duty's; links that narrow the list are none."""
    words = client.get(page).content.decode()
    label = str(kind.label)[:1].upper() + str(kind.label)[1:]
    (door,) = set(re.findall(rf'href="(/[^"]*)">{re.escape(label)}</a>', words))
    return door


def test_every_duty_about_joining_leads_to_its_page(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    hub = browser(northmoor, "farid")
    assert _door(hub, "/hub/", DutyKind.LINK) == reverse("children:question", args=[two.question.pk])
    assert reverse("children:question", args=[two.question.pk]) in hub.get("/hub/").content.decode()
    decision = decided(two.question, farid)
    lead = browser(northmoor, "amara")
    assert _door(lead, "/", DutyKind.CONFIRM_LINK) == reverse("children:link", args=[decision.pk])
    with acting_as(northmoor.actor("amara")):
        amara = northmoor.actor("amara")
        open_record(child=two.known, team=northmoor.team("police-desk"), capacity=Capacity.CONTRIBUTOR, by=amara)
    undone(decision, farid)
    assert _door(hub, "/hub/", DutyKind.REVIEW_LOOKS) == reverse("children:link_looks", args=[decision.pk])
    (owed,) = open_duties(DutyKind.REVIEW_LOOKS, farid)
    answer = hub.get(reverse("duties:duty", args=[owed.pk]))
    assert answer["Location"] == reverse("children:link_looks", args=[decision.pk])
    assert hub.get(answer["Location"]).status_code == 200
