"""Where something is specially protected, nothing moves before a second person of the hub or the lead agrees."""

import pytest
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity, Outcome, Standing
from cairn.children.models import Child, LinkDecision, LinkQuestion, Move
from cairn.children.queries import restricted
from cairn.children.queries.linking import in_sight
from cairn.children.queries.restricted import needs_two, protects
from cairn.children.verbs import confirm_link, decide_link, decide_pair, open_record, review_looks
from cairn.chronology.models import Entry
from cairn.concerns.rules import ChildSaid
from cairn.core.errors import NotFound, Refused
from cairn.duties.kinds import DutyKind
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from tests.builders import raised
from tests.children.linked import SAME, Pair, again, confirmed, decided, open_duties, pair, records_of, undone
from tests.children.pages import browser


def protected(northmoor, how: str) -> Pair:
    """Two who may be one; one of them may not be confirmed to anybody, or its source may not be named."""
    farid = northmoor.actor("farid")
    if how == "source":
        raised(northmoor.actor("efa"), source_protected=True)
        concern = raised(northmoor.actor("chidi"), children=(SAME,), area="westmoor")
        with acting_as(farid):
            question = LinkQuestion.objects.visible_to(farid).select_related("child", "candidate").get()
        return Pair(question.candidate, question.child, question, concern)
    two = pair(northmoor)
    with acting_as(farid):
        Child.objects.visible_to(farid).filter(pk=two.known.pk if how == "known" else two.new.pk).update(
            no_confirm=True
        )
    return two


@pytest.mark.parametrize("in_danger", [False, True])
@pytest.mark.parametrize("how", ["known", "new", "source"])
def test_nothing_moves_before_a_second_person_agrees_in_danger_either(northmoor, how, in_danger):
    farid, two = northmoor.actor("farid"), protected(northmoor, how)
    decision = decided(two.question, farid, in_danger=in_danger)
    assert (decision.standing, decision.waits, decision.joined_at) == (Standing.PROVISIONAL, True, None)
    assert records_of(two.new, farid) == {"westmoor-nurses", "westmoor-duty"}
    with acting_as(farid):
        assert not Move.objects.visible_to(farid).exists()
        assert not Notice.objects.visible_to(farid).filter(code="link.changed").exists()
    assert open_duties(DutyKind.LINK, farid) == []
    (owed,) = open_duties(DutyKind.CONFIRM_LINK, northmoor.actor("amara"))
    assert owed.owner_team.slug == "eastmoor-duty"
    with pytest.raises(Refused, match="second_person_needed"):
        confirmed(decision, farid)


@pytest.mark.parametrize("second", ["fatima", "amara"])
def test_the_hub_or_the_lead_agrees_and_then_everything_moves(northmoor, second):
    farid, two = northmoor.actor("farid"), protected(northmoor, "source")
    decision = decided(two.question, farid, in_danger=True)
    confirmed(decision, northmoor.actor(second))
    assert again(two.new, farid).is_asleep
    assert records_of(two.known, farid) == {"outreach", "eastmoor-duty", "westmoor-nurses", "westmoor-duty"}
    with acting_as(farid):
        now_ = LinkDecision.objects.visible_to(farid).get()
        assert (now_.standing, now_.joined_at) == (Standing.CONFIRMED, now_.confirmed_at)
        assert set(Move.objects.visible_to(farid).values_list("moved_at", flat=True)) == {now_.confirmed_at}
    chidi = northmoor.actor("chidi")
    with acting_as(chidi):
        assert Notice.objects.visible_to(chidi).filter(code="link.changed").count() == 1
        assert not Entry.objects.visible_to(chidi).exclude(team_id=chidi.team_id).exists()
    assert open_duties(DutyKind.CONFIRM_LINK, farid) == []


def test_a_working_team_that_does_not_lead_cannot_be_the_second_person(northmoor):
    farid, bilal, two = northmoor.actor("farid"), northmoor.actor("bilal"), protected(northmoor, "known")
    with acting_as(farid):
        open_record(child=two.known, team=northmoor.team("police-desk"), capacity=Capacity.WORKING, by=farid)
    decision = decided(two.question, farid)
    with pytest.raises(Refused, match="hub_or_lead_confirms"):
        confirmed(decision, bilal)
    page = browser(northmoor, "bilal").get(reverse("children:link", args=[decision.pk])).content.decode()
    assert "nothing has moved yet" in page
    assert "I think so too" not in page
    assert (
        "I think so too"
        in browser(northmoor, "amara").get(reverse("children:link", args=[decision.pk])).content.decode()
    )


def test_an_ordinary_link_is_confirmed_by_any_second_person_who_works_with_the_child(northmoor):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    with acting_as(farid):
        open_record(child=two.known, team=northmoor.team("police-desk"), capacity=Capacity.WORKING, by=farid)
    decision = decided(two.question, farid)
    assert not decision.waits
    confirmed(decision, northmoor.actor("bilal"))


def test_what_waits_is_not_asked_or_answered_a_second_time(northmoor):
    farid, fatima, two = northmoor.actor("farid"), northmoor.actor("fatima"), protected(northmoor, "known")
    decided(two.question, farid)
    with acting_as(fatima), pytest.raises(Refused, match="waits_for_second"):
        decide_pair(child=two.known, other=two.new, outcome=Outcome.DIFFERENT, reason="Cousins.", by=fatima)


def test_turned_down_before_it_moved_nothing_is_owed_to_anybody(northmoor):
    farid, two = northmoor.actor("farid"), protected(northmoor, "new")
    decision = decided(two.question, farid)
    result = undone(decision, northmoor.actor("fatima"))
    assert (result.returned, result.left, result.to_sort) == ((), (), ())
    assert again(two.new, farid).makeup == 1
    for kind in (DutyKind.CONFIRM_LINK, DutyKind.REVIEW_LOOKS, DutyKind.SORT_CITATIONS):
        assert open_duties(kind, farid) == []
    with acting_as(farid):
        told = Event.objects.visible_to(farid).filter(happening="link.undone", about_id=decision.id)
        assert {each.child_id for each in told} == {two.new.id, two.known.id}
    client = browser(northmoor, "farid")
    with acting_as(farid):
        told = Notice.objects.visible_to(farid).filter(code="link.taken_back", about_id=decision.id)
        assert list(told.values_list("member_id", flat=True)) == [northmoor.memberships["farid"].id]
    assert "Fatima" in client.get(reverse("children:link", args=[decision.pk])).content.decode()
    assert client.get(reverse("children:link_looks", args=[decision.pk])).status_code == 404


def test_undone_after_it_moved_it_is_as_any_other_link(northmoor):
    farid, two = northmoor.actor("farid"), protected(northmoor, "source")
    decision = decided(two.question, farid)
    confirmed(decision, northmoor.actor("fatima"))
    result = undone(decision, farid)
    assert len(result.returned) == 2
    assert records_of(two.new, farid) == {"westmoor-nurses", "westmoor-duty"}
    wanda = northmoor.actor("wanda")
    with acting_as(wanda):
        assert Entry.objects.visible_to(wanda).filter(child=two.new).exists()
    with acting_as(farid):
        current = LinkDecision.objects.visible_to(farid).get()
        review_looks(decision=current, note="Rang both.", by=farid)
    assert open_duties(DutyKind.REVIEW_LOOKS, farid) == []


def test_what_has_gone_elsewhere_meanwhile_is_not_joined(northmoor):
    farid, fatima, two = northmoor.actor("farid"), northmoor.actor("fatima"), protected(northmoor, "new")
    decision = decided(two.question, farid)
    third = raised(northmoor.actor("efa"), children=(ChildSaid(),))
    with acting_as(farid):
        Child.objects.visible_to(farid).update(no_confirm=False)
        other = third.subjects.get().child
        decide_pair(child=two.new, other=other, outcome=Outcome.SAME, reason="This one.", by=farid)
        current = LinkDecision.objects.visible_to(farid).get(pk=decision.pk)
    with acting_as(fatima), pytest.raises(Refused, match="same_already"):
        confirm_link(decision=current, revision=current.revision, by=fatima)


def test_the_page_says_so_before_somebody_answers(northmoor):
    two = protected(northmoor, "source")
    address = reverse("children:question", args=[two.question.pk])
    asked = browser(northmoor, "farid").get(address).content.decode()
    assert "specially protected" in asked
    assert "without a second person" not in asked
    # Who sees one of the two proposes, and learns nothing of the other.
    assert "specially protected" not in browser(northmoor, "amara").get(address).content.decode()
    client = browser(northmoor, "farid")
    done = client.post(address, {"outcome": "same", "reason": "Same scar.", "in_danger": "on"}, follow=True)
    assert "Nothing moves before a second person agrees" in done.content.decode()
    assert "Keep them apart" in done.content.decode()
    assert "Every record goes back" not in done.content.decode()


def test_other_floors_say_what_is_protected(northmoor, monkeypatch):
    farid, two = northmoor.actor("farid"), pair(northmoor)
    monkeypatch.setattr(restricted, "_PROTECTS", [])
    ids = (two.new.id, two.known.id)
    with acting_as(farid):
        assert not needs_two(ids, farid)
        protects(lambda children: two.known.id in children)
        assert needs_two(ids, farid)
        assert len(in_sight(*ids, farid)) == 2


def test_nobody_outside_learns_that_a_source_is_protected(northmoor):
    from cairn.concerns.queries.protected import has_protected_source

    two = protected(northmoor, "source")
    answers = {}
    for name in ("farid", "amara", "bilal"):
        actor = northmoor.actor(name)
        with acting_as(actor):
            answers[name] = has_protected_source([two.known.id])
    assert answers == {"farid": True, "amara": True, "bilal": False}


def test_the_one_who_answers_in_place_of_a_team_out_of_sight_is_refused(northmoor):
    two = protected(northmoor, "known")
    with acting_as(northmoor.actor("bilal")), pytest.raises(NotFound):
        decide_link(question=two.question, outcome=Outcome.SAME, reason="Hm.", by=northmoor.actor("bilal"))
