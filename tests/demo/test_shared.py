"""What the agencies of Northmoor share on the first morning, and with whom: each of the house's ways at least once."""

from datetime import timedelta

import pytest

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity, FactKind
from cairn.children.models import Child, Claim
from cairn.children.queries.circle import circle_of
from cairn.children.queries.lines import former_places, standing_lines
from cairn.chronology.models import Entry
from cairn.core.clock import now, today
from cairn.demo.verbs import prepare
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.outside.kinds import StepKind, Way
from cairn.outside.models import OutsideShare, OutsideStep
from cairn.partnership.models import Membership
from cairn.partnership.queries import actor_for
from cairn.planning.queries.plans import plan_of
from cairn.planning.queries.suggestions import asked
from cairn.referrals.models import Corroboration
from cairn.sharing.kinds import AskState, Mode, State
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Admission, Ask, Compartment, Grant, Withholding
from cairn.voice.kinds import TellingKind
from cairn.voice.models import Sheet, Telling


def _actor(name: str) -> Actor:
    return actor_for(Membership.objects.get(practitioner__email__startswith=f"{name}."))


def _child(name: str, by: Actor) -> Child:
    said = Claim.objects.visible_to(by).filter(kind=FactKind.NAME, text=name, child__is_asleep=False)
    return Child.objects.visible_to(by).get(pk=said.values_list("child_id", flat=True).distinct().get())


def _told(child: Child, by: Actor) -> str:
    return " ".join(one.words for one in Entry.objects.visible_to(by, child.place).filter(child=child))


@pytest.mark.django_db
def test_the_agencies_share_in_every_way_that_there_is():
    prepare(lambda _: None)
    _circle()
    _held_back()
    _kept_apart()
    _asked()
    _told_the_child()
    _outside()
    _in_danger()
    _put_right()
    _planned()
    _looked_for()


def _circle():
    amara = _actor("amara")
    with acting_as(amara):
        tang, danyal = _child("Nguyễn Văn Tăng", amara), _child("Danyal", amara)
        assert [len(said) for said in standing_lines(tang, amara).values()] == [2, 1]
        assert {one.capacity for one in circle_of(tang, amara)} >= {Capacity.RECEIVING, Capacity.GUARDIAN}
        assert [one.capacity for one in former_places(tang, amara)] == [Capacity.INTERPRETER]
        now_there = {one.capacity: one for one in circle_of(danyal, amara)}
        assert now_there[Capacity.INTERPRETER].until > now()
    nerys = _actor("nerys")
    with acting_as(nerys):
        ginny = _child("Virginia Prosser", nerys)
        gone = former_places(ginny, nerys)
        assert [(one.capacity, bool(one.ended_reason)) for one in gone] == [(Capacity.GUARDIAN, True)]
        assert len(standing_lines(ginny, nerys)) == 3


def _held_back():
    desmond, amara, carol, bilal = (_actor(name) for name in ("desmond", "amara", "carol", "bilal"))
    with acting_as(amara):
        assert "two girls in her class" in _told(_child("Emma Whitlock", amara), amara)
        warned = Claim.objects.visible_to(amara).get(kind=FactKind.WARNING)
        assert warned.detail["to"] == (today() + timedelta(days=40)).isoformat()
    with acting_as(desmond):
        emma = _child("Emma Whitlock", desmond)
        assert "I saw Emma alone" in _told(emma, desmond)
        assert "two girls in her class" not in _told(emma, desmond)
        held = Withholding.objects.visible_to(desmond).get()
        assert (held.mode, held.state, held.until) == (Mode.DECLARED, State.AGREED, today() + timedelta(days=39))
    with acting_as(bilal):
        assert "warrant" in _told(_child("Salem Tesfai Woldu", bilal), bilal)
    with acting_as(carol):
        assert not Withholding.objects.visible_to(carol).exists()


def _kept_apart():
    catrin, efa, farid, katherine = (_actor(name) for name in ("catrin", "efa", "farid", "katherine"))
    with acting_as(catrin):
        therapy = Compartment.objects.visible_to(catrin).get(kind=ApartKind.THERAPY)
        assert Admission.objects.visible_to(catrin).filter(compartment=therapy).count() == 1
    with acting_as(efa):
        told = _told(_child("Virginia Prosser", efa), efa)
        assert "attended as agreed" in told
        assert "drawer" not in told
    with acting_as(katherine):
        assert Compartment.objects.visible_to(katherine).filter(kind=ApartKind.SOURCE, is_traceless=True).exists()
    with acting_as(farid):
        selam = _child("Selam Tesfay", farid)
        assert Compartment.objects.visible_to(farid).filter(child_id=selam.id, kind=ApartKind.SAFE_ADDRESS).exists()
        assert not Compartment.objects.visible_to(farid).filter(kind=ApartKind.SOURCE).exists()


def _asked():
    amara = _actor("amara")
    with acting_as(amara):
        mine = Ask.objects.visible_to(amara).filter(team_id__in=amara.team_ids)
        assert sorted(mine.values_list("state", flat=True)) == [AskState.ANSWERED, AskState.OPEN, AskState.REFUSED]
        assert mine.get(state=AskState.OPEN).due_at < now()


def _told_the_child():
    for name, languages in (("amara", {"en", "ar"}), ("rhodri", {"cy"})):
        by = _actor(name)
        with acting_as(by):
            mine = Sheet.objects.visible_to(by).filter(team_id__in=by.team_ids)
            assert set(mine.values_list("language", flat=True)) == languages
            told = Telling.objects.visible_to(by).filter(team_id__in=by.team_ids, kind=TellingKind.TOLD)
            assert told.count() == len(languages)


def _outside():
    amara = _actor("amara")
    with acting_as(amara):
        shares = OutsideShare.objects.visible_to(amara).order_by("way")
        assert [one.way for one in shares] == [Way.LINK, Way.PRINT]
        steps = OutsideStep.objects.visible_to(amara).filter(share__in=shares)
        assert sorted(steps.values_list("kind", flat=True)) == [StepKind.OPENED, StepKind.PRINTED]


def _in_danger():
    peter, judith = _actor("peter"), _actor("judith")
    with acting_as(peter):
        opened = Grant.objects.visible_to(peter).get()
        assert opened.ended_at is not None
        assert not Claim.objects.visible_to(peter).filter(text="Chloe Marsden").exists()
    with acting_as(judith):
        assert Grant.objects.visible_to(judith).get().found_by_id == judith.membership_id


def _put_right():
    amara = _actor("amara")
    with acting_as(amara):
        emma = _child("Emma Whitlock", amara)
        wrong = Entry.objects.visible_to(amara).get(child=emma, corrected_by__isnull=False)
        assert "She slept well" in wrong.words
        better = Claim.objects.visible_to(amara).get(kind=FactKind.ADDRESS, replaces__isnull=False)
        assert "16 Tannery Row" in better.text


def _planned():
    amara, gwen, efa = _actor("amara"), _actor("gwen"), _actor("efa")
    for by in (amara, gwen):
        with acting_as(by):
            tang = _child("Nguyễn Văn Tăng", by)
            plan = plan_of(tang, by)
            (one,) = asked(tang, by, plan)
            assert {work.purpose for work in one.works} == {"legal_advice"}
            assert by.team_id in one.waiting
            assert {visit.team_id for visit in plan.contacts} == {amara.team_id, gwen.team_id}
            assert all(visit.on > today() for visit in plan.contacts)
            owed = Duty.objects.visible_to(by).filter(kind=DutyKind.SHARE_WORK, closed_at=None)
            assert owed.filter(owner_team_id__in=by.team_ids, about_id=one.suggestion.id).exists()
    with acting_as(efa):
        ginny = _child("Virginia Prosser", efa)
        plan = plan_of(ginny, efa)
        assert asked(ginny, efa, plan) == []
        assert [left.team_id for left in plan.left] == [efa.team_id]
        assert len(plan.contacts) == 2
    with acting_as(amara):
        emma = plan_of(_child("Emma Whitlock", amara), amara)
        assert len({visit.team.agency_id for visit in emma.contacts}) == 2


def _looked_for():
    amara = _actor("amara")
    with acting_as(amara):
        came, waits = Corroboration.objects.visible_to(amara).order_by("recorded_at")
        assert came.referral.decisions.get().parity == "repeated"
        assert (came.sought, came.met.sector, waits.sought) == ("statutory", "statutory", "any")
        assert not hasattr(waits, "met")
