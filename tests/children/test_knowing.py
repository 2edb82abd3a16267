"""Whoever knows a child in person is kept from it, and so is whom the lead keeps away (R-191)."""

import pytest
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim, Record
from cairn.children.queries.knowing import is_same_name, is_same_phone
from cairn.chronology.models import Entry
from cairn.concerns.models import Concern, UrgencyChange
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.core.errors import AnswerFirst, NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.sharing.kinds import BlockSource
from cairn.sharing.models import Conflict
from cairn.sharing.queries import kept_of
from cairn.sharing.verbs import KeptFrom, keep_from_no_longer
from tests.builders import child_of, raised
from tests.children.linked import decided, pair
from tests.children.pages import a_child, browser, says
from tests.conftest import become

WHY = "She is his aunt."


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def nobody_has_answered(northmoor):
    """A child of whom nobody was asked yet."""
    from cairn.concerns.verbs import raise_concern
    from tests.builders import said

    efa = northmoor.actor("efa")
    with acting_as(efa):
        concern = raise_concern(said=said(), send_key="first", by=efa)
    return child_of(concern, northmoor.actor("amara"))


def keeps(northmoor, child, name="bilal", by="amara", reason=WHY, **more):
    actor = northmoor.actor(by)
    whom = more or {"practitioner_id": northmoor.practitioner(name).id}
    with acting_as(actor):
        return verbs.keep_child_from(child=child, whom=KeptFrom(reason=reason, **whom), by=actor)


def test_a_person_is_asked_before_the_first_opening_and_never_again(northmoor):
    child, amara = nobody_has_answered(northmoor), browser(northmoor, "amara")
    page = reverse("children:child", args=[child.reference])
    first = amara.get(page)
    assert (first.status_code, first["Location"]) == (302, f"{page}knows/?next={page.replace('/', '%2F')}")
    question = amara.get(first["Location"]).content.decode()
    assert "Nguyen Van Tang" in question
    assert amara.post(first["Location"], {"knows": "no"})["Location"] == page
    assert amara.get(page).status_code == 200


def test_an_agencys_system_knows_nobody(northmoor):
    child = nobody_has_answered(northmoor)
    amara = northmoor.actor("amara")
    with acting_as(amara), pytest.raises(AnswerFirst):
        verbs.open_child(reference=child.reference, by=amara)
    assert not AnswerFirst().params


def test_no_answer_is_asked_for_again(northmoor):
    child = nobody_has_answered(northmoor)
    answer = browser(northmoor, "amara").post(f"/children/{child.reference}/knows/", {})
    assert answer.status_code == 200
    assert "Answer yes or no." in answer.content.decode()


def test_the_way_on_leads_nowhere_else(northmoor):
    child = nobody_has_answered(northmoor)
    address = f"/children/{child.reference}/knows/?next=https://elsewhere.example/"
    answer = browser(northmoor, "amara").post(address, {"knows": "no"})
    assert answer["Location"] == f"/children/{child.reference}/"


def test_whoever_knows_the_child_is_shut_out_at_once_and_the_lead_is_told(northmoor, child):
    bilal, amara = northmoor.actor("bilal"), northmoor.actor("amara")
    other = raised(bilal, "The same boy ran from a flat.")
    child = child_of(other, bilal)
    with acting_as(bilal):
        verbs.declare_about(child=child, knows=True, by=bilal)
    with acting_as(bilal):
        assert not Child.objects.visible_to(bilal).exists()
        assert not Child.objects.all().exists()
        assert not Entry.objects.all().exists()
        assert not Claim.objects.all().exists()
        assert not Record.objects.all().exists()
    with acting_as(amara):
        assert Notice.objects.visible_to(amara).filter(code="sharing.knows_the_child").exists()
        assert [one.source for one in kept_of(child.id, amara)] == [BlockSource.SELF]
    assert browser(northmoor, "bilal").get(f"/children/{child.reference}/").status_code == 404


def test_own_name_or_telephone_in_the_record_is_enough(northmoor):
    child = nobody_has_answered(northmoor)
    says(northmoor, "amara", child, FactKind.PHONE, "+44 1632 960777")
    person = northmoor.practitioner("farid")
    person.phone = "01632 960 777"
    person.save()
    page = browser(northmoor, "farid").get(f"/children/{child.reference}/knows/")
    assert "Your own name or telephone, or what you asked to be kept from, is in it" in page.content.decode()
    assert browser(northmoor, "farid").get(f"/children/{child.reference}/").status_code == 404
    amara = northmoor.actor("amara")
    with acting_as(amara):
        assert [one.source for one in kept_of(child.id, amara)] == [BlockSource.AUTOMATIC]


@pytest.mark.parametrize(
    ("own", "others", "same"),
    [
        ("Elira Hoxha", ("HOXHA, Elira",), True),
        ("Elira Hoxha", ("Elira Hoxha Berisha",), False),
        ("Elira", ("Elira",), False),
        ("", ("",), False),
    ],
)
def test_whose_name_it_is(own, others, same):
    assert is_same_name(own, others) is same


@pytest.mark.parametrize(
    ("own", "others", "same"),
    [
        ("01632 960100", ("+44 1632 960100",), True),
        ("01632 960100", ("01632 960101",), False),
        ("999", ("999",), False),
        ("", ("",), False),
    ],
)
def test_whose_number_it_is(own, others, same):
    assert is_same_phone(own, others) is same


def test_the_lead_keeps_the_child_from_a_person_who_finds_no_trace(northmoor, child):
    conflict = keeps(northmoor, child, "farid")
    farid, amara = northmoor.actor("farid"), northmoor.actor("amara")
    with acting_as(farid):
        assert not Child.objects.visible_to(farid).filter(pk=child.pk).exists()
        assert not Conflict.objects.exists()
        assert not Event.objects.visible_to(farid).filter(child_id=child.pk).exists()
    assert child.reference not in browser(northmoor, "farid").get("/hub/").content.decode()
    with acting_as(amara):
        keep_from_no_longer(conflict=conflict, reason="It was another family.", by=amara)
    with acting_as(farid):
        assert Child.objects.visible_to(farid).filter(pk=child.pk).exists()


def test_a_whole_team_is_kept_away_with_what_it_wrote_itself(northmoor, child):
    keeps(northmoor, child, team_id=northmoor.team("outreach").id)
    efa = northmoor.actor("efa")
    with acting_as(efa):
        assert not Entry.objects.all().exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"practitioner_id": None}, "kept_from_whom_needed"),
        ({"reason": " ", "name": "bilal"}, "withhold_why_needed"),
        ({"name": "amara"}, "kept_from_own"),
    ],
)
def test_what_is_refused(northmoor, child, given, code):
    with pytest.raises(Refused, match=code):
        keeps(northmoor, child, **given)


def test_once_is_enough(northmoor, child):
    keeps(northmoor, child, "bilal")
    with pytest.raises(Refused, match="kept_from_already"):
        keeps(northmoor, child, "bilal")


def test_whoever_holds_the_child_hands_over_first(northmoor, child):
    with pytest.raises(Refused, match="kept_from_lead"):
        keeps(northmoor, child, by="farid", team_id=northmoor.team("eastmoor-duty").id)


def test_a_team_that_only_told_us_something_keeps_nobody_away(northmoor, child):
    with pytest.raises(NotAllowed):
        keeps(northmoor, child, by="efa")


def test_nobody_is_kept_away_that_the_ledger_cannot_remember(northmoor, child, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr("cairn.sharing.verbs.conflicts.ledger.record", broken)
    with pytest.raises(RuntimeError):
        keeps(northmoor, child)
    amara = northmoor.actor("amara")
    with acting_as(amara):
        assert kept_of(child.id, amara) == []


def test_who_is_kept_from_one_child_is_kept_from_the_child_it_turns_out_to_be(northmoor):
    two, farid = pair(northmoor), northmoor.actor("farid")
    keeps(northmoor, two.new, "gwen", by="farid")
    decided(two.question, farid)
    with become(WORKER):
        kept = Conflict.objects.filter(practitioner=northmoor.practitioner("gwen"), ended_at=None)
        assert set(kept.values_list("child_id", flat=True)) == {two.new.id, two.known.id}


def test_the_page_of_the_lead(northmoor, child):
    amara, address = browser(northmoor, "amara"), f"/children/{child.reference}/kept-from/"
    assert "The child is kept from nobody." in amara.get(address).content.decode()
    missing = amara.post(address, {"email": "nobody@northmoor.example", "reason": WHY}).content.decode()
    assert "Nobody in the partnership has this e-mail address." in missing
    assert WHY in missing
    assert amara.post(address, {"email": "gwen@northmoor.example", "reason": WHY}).status_code == 302
    listed = amara.get(address).content.decode()
    assert "Gwen" in listed
    assert WHY in listed
    by = northmoor.actor("amara")
    with acting_as(by):
        (conflict,) = kept_of(child.id, by)
    assert amara.post(address, {"conflict": conflict.id, "reason": "Mistaken."}).status_code == 302
    assert "The child is kept from nobody." in amara.get(address).content.decode()


def test_the_page_of_the_lead_is_for_the_lead(northmoor, child):
    assert browser(northmoor, "efa").get(f"/children/{child.reference}/kept-from/").status_code == 403
    assert browser(northmoor, "chidi").get(f"/children/{child.reference}/kept-from/").status_code == 404
    with pytest.raises(NotFound):
        chidi = northmoor.actor("chidi")
        with acting_as(chidi):
            verbs.find_child(reference=child.reference, by=chidi)


def test_a_concern_about_a_child_kept_from_somebody_is_kept_with_it_also_from_who_raised_it(northmoor):
    efa = northmoor.actor("efa")
    brother = ChildSaid(names=(NameSaid("Nguyen Minh"),))
    both = raised(efa, "Two boys in a van.", children=(brother, ChildSaid(names=(NameSaid("Elira Hoxha"),))))
    other = raised(efa, "Another child, elsewhere.")
    with acting_as(efa):
        shown = set(Concern.objects.visible_to(efa))
        assert shown == {both, other}
    keeps(northmoor, child_of(both, northmoor.actor("amara")), "efa")
    with acting_as(efa):
        assert set(Concern.objects.visible_to(efa)) == set(Concern.objects.all()) == {other}
        assert not UrgencyChange.objects.filter(concern=both).exists()
    page = browser(northmoor, "efa").get(reverse("concerns:progress", args=[both.reference]))
    assert page.status_code == 404
