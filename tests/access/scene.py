"""A rich scene in Northmoor, made by the verbs alone: every protected table holds something, and most of it is for few.

Made once a process in a database of its own; each test looks at it in a transaction that is undone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from cairn.access import policies
from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Basis, FactKind, LookWhy, Outcome, SpeaksFor
from cairn.children.models import Child, LookFlag, LooksWeek, Record
from cairn.children.queries.flags import last_whole_week
from cairn.children.rules.circle import Lines
from cairn.children.rules.looking import Sign
from cairn.chronology import verbs as chronology
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import SentFile, attach
from cairn.concerns import verbs as concerns
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import Concern
from cairn.concerns.rules import BornSaid, ChildSaid, NameSaid
from cairn.core.clock import now, today
from cairn.core.postgres import WORKER
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Duty
from cairn.ledger.models import Digest
from cairn.partnership.kinds import Discipline, Nation, RoleName, Sector, TeamKind
from cairn.partnership.models import Agency, AgencyToken, AgreementReminder, Area, Membership, Practitioner, Team
from cairn.partnership.queries import actor_for_token, door_actor
from cairn.partnership.verbs import create_token
from cairn.partnership.verbs.receipts import do_once
from cairn.planning import verbs as planning
from cairn.planning.models import Suggestion
from cairn.planning.rules.saying import WorkSaid
from cairn.referrals import verbs as referrals
from cairn.referrals.kinds import Answer, Sought
from cairn.referrals.models import Referral
from cairn.sharing import verbs as sharing
from cairn.sharing.kinds import Mode, Reason, ReplyKind
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Ask
from cairn.sharing.rules import HoldBack
from cairn.sharing.rules.asking import ReplySaid
from cairn.sharing.verbs import AskSaid, answer_ask
from cairn.voice import verbs as voice
from cairn.voice.kinds import NotYet, SheetLanguage
from cairn.voice.rules.saying import NotYetSaid, SheetSaid, ToldSaid
from tests.builders import CAST, Northmoor, agreed, child_of, northmoor, raised, said
from tests.children.enforcing import agrees, answers, asks, passed_on, switched_on
from tests.conftest import become
from tests.outside.sharing import shared, tried
from tests.planning.plans import MOST, planned
from tests.stewardship.scene import lie_on_the_desk

SYSTEM, DOOR = "system", "door"
LAPSED = "lena"
EVERYBODY = (*CAST, LAPSED, SYSTEM, DOOR)
PROTECTED: tuple[Any, ...] = tuple(policies.protected_models())
TABLES = tuple(model._meta.label for model in PROTECTED)
VAN_TANG = ChildSaid(
    names=(NameSaid("Nguyen Van Tang"),), born=BornSaid(age_from=14, age_to=14), phones=("01632 960100",)
)
BROTHER = ChildSaid(names=(NameSaid("Nguyen Minh"),), born=BornSaid(age_from=11, age_to=11))
BARN = ChildSaid(names=(NameSaid("Sami Barek"),), born=BornSaid(age_from=13, age_to=13))
ELIRA = ChildSaid(names=(NameSaid("Elira Hoxha"),), born=BornSaid(year=2011))
GIVEN = referrals.AnswerGiven(Answer.NO_FURTHER_ACTION, "Seen at home, and well.", "Thank you. We looked at it today.")


@dataclass(frozen=True)
class Scene:
    """The partnership and those who act in it. Actors are made anew each time, as a request makes them."""

    northmoor: Northmoor
    token: AgencyToken
    secret: str

    def actor(self, name: str) -> Actor:
        """One of EVERYBODY, as they are at this moment."""
        if name == DOOR:
            return door_actor()
        return actor_for_token(self.secret) if name == SYSTEM else self.northmoor.actor(name)


def make_scene() -> Scene:
    """Several concerns, some linked; answers, questions, requests, drafts, notices, a climbed ladder."""
    place = northmoor()
    key = _token(place)
    scene = Scene(place, key.token, key.secret)
    first = raised(place.actor("efa"), children=(VAN_TANG, BROTHER))
    second = raised(place.actor("bilal"), "A boy ran from a flat above a nail bar.", children=(VAN_TANG,))
    raised(
        place.actor("chidi"),
        "A girl came to the clinic with a man who spoke for her.",
        children=(ELIRA,),
        area="westmoor",
    )
    third = raised(
        place.actor("wanda"), "The same girl was seen at the bus station.", children=(ELIRA,), area="westmoor"
    )
    _as(scene, SYSTEM, _send_once)
    _as(
        scene,
        DOOR,
        lambda _: concerns.send_by_the_door(said=said("Shouting, upstairs."), send_key="1", address="192.0.2.7"),
    )
    _as(scene, "efa", lambda efa: concerns.change_urgency(concern=first, to=Urgency.DANGER_NOW, reason="", by=efa))
    _as(scene, "amara", _answer)
    _link(scene, first, second, third)
    _lapse(scene)
    _as(scene, "efa", lambda efa: _ask(first, efa))
    _as(scene, "efa", _attach)
    _as(scene, "efa", lambda efa: _says_why(first, efa))
    _as(scene, "efa", lambda efa: children.add_own_details(told={FactKind.NAME: ["Noor Sayer"]}, by=efa))
    _as(scene, "amara", lambda amara: _ask_guardians(scene, first, amara))
    _as(scene, "gwen", _answer_in_part)
    _asked_for_enforcement(place, first)
    for name in ("efa", "amara"):
        _as(scene, name, lambda by: duties.save_draft(None, DraftKind.CONCERN, {"words": "I saw"}, 0, by=by))
    _share_outside(scene, first)
    _hold_back(scene, second)
    _as(scene, "amara", lambda amara: _tell(first, amara))
    _as(scene, "amara", lambda amara: _plan(first, amara))
    _keep_apart(scene, second)
    _looks(scene, first)
    _as(scene, "wanda", lambda wanda: _open_in_danger(first, wanda))
    _climb()
    lie_on_the_desk(place)
    return scene


def _as(scene: Scene, name: str, act: Callable[[Actor], object]) -> None:
    by = scene.actor(name)
    with acting_as(by), transaction.atomic():
        act(by)


def _send_once(system: Actor) -> None:
    def send() -> Ref:
        return Ref("concern", raised(system, "Outreach met a boy by the canal.", children=(BROTHER,)).id)

    do_once(key="a diary's own key", digest="0" * 64, status=201, do=send, by=system)


def _token(place: Northmoor):
    dana = place.actor("dana")
    with acting_as(dana), transaction.atomic():
        return create_token(agency=place.team("outreach").agency, name="outreach diary", by=dana)


def _answer(amara: Actor) -> None:
    for referral in Referral.objects.visible_to(amara).filter(to_team_id=amara.team_id)[:2]:
        referrals.mark_read(referral=referral, by=amara)
        missing = referrals.Missing("Somebody who saw the van.", Sought.STATUTORY, "The court asks for it.")
        asked = referrals.ask_corroboration(referral=referral, said=missing, by=amara)
        referrals.meet_corroboration(corroboration=asked, sector=Sector.STATUTORY, words="An officer saw it.", by=amara)
        referrals.answer(
            referral=referral, given=GIVEN, revision=Referral.objects.get(pk=referral.pk).revision, by=amara
        )


def _link(scene: Scene, first: Concern, second: Concern, third: Concern) -> None:
    farid, fatima = scene.actor("farid"), scene.actor("fatima")
    with acting_as(farid), transaction.atomic():
        one, other, elira = (child_of(concern, farid) for concern in (first, second, third))
        decision = children.decide_pair(
            child=other, other=one, outcome=Outcome.SAME, reason="The same telephone.", by=farid
        )
        children.decide_pair(child=elira, other=one, outcome=Outcome.UNSURE, reason="Nobody knows yet.", by=farid)
    with acting_as(fatima), transaction.atomic():
        decision.refresh_from_db()
        children.confirm_link(decision=decision, revision=decision.revision, by=fatima)


def _share_outside(scene: Scene, concern: Concern) -> None:
    """Amara shares with a hospital, by a link that was tried in vain."""
    with transaction.atomic():
        made = shared(scene.northmoor, child_of(concern, scene.actor("amara")))
        tried(made, "00000000")


def _hold_back(scene: Scene, concern: Concern) -> None:
    """Bilal declares an entry to Eastmoor, Amara keeps one from the police without a trace; Gwen is shut out."""
    bilal, amara, farid = (scene.actor(name) for name in ("bilal", "amara", "farid"))
    theirs = {"eastmoor": amara.agency_id, "police": bilal.agency_id}
    with acting_as(bilal), transaction.atomic():
        child = child_of(concern, bilal)
        told = chronology.Said(EntryKind.POLICE, "His brother is looking for him.", HowKnown.OTHER_PERSON_SAYS)
        entry = chronology.add_entry(record=children.own_record(child=child, by=bilal), said=told, by=bilal)
        chronology.withhold_entry(entry=entry, said=_held_back(theirs["eastmoor"], Reason.SAFETY), by=bilal)
    with acting_as(amara), transaction.atomic():
        record = children.own_record(child=child, by=amara)
        told = chronology.Said(EntryKind.MEETING, "A worker was named.", HowKnown.CHILD_SAYS)
        entry = chronology.add_entry(record=record, said=told, by=amara)
        silent = _held_back(
            theirs["police"], Reason.STAFF_ALLEGATION, mode=Mode.SILENT, second=farid.membership_id, days=14
        )
        chronology.withhold_entry(entry=entry, said=silent, by=amara)
        children.declare_about(child=child, knows=False, by=amara)
        whom = sharing.KeptFrom(practitioner_id=scene.actor("gwen").practitioner_id, reason="She is the child's aunt.")
        children.keep_child_from(child=child, whom=whom, by=amara)


def _keep_apart(scene: Scene, concern: Concern) -> None:
    """The police know a safe address, and let Farid in; Amara's team holds therapy notes and, without a trace, an
    allegation against staff."""
    amara, bilal = scene.actor("amara"), scene.actor("bilal")
    with acting_as(bilal), transaction.atomic():
        child = child_of(concern, bilal)
        compartment = children.mark_safe_address(child=child, reason="Her uncle looks for her.", by=bilal)
        sharing.admit(
            compartment=compartment,
            whom=sharing.Whom(member_id=scene.actor("farid").membership_id, reason="He moved her."),
            by=bilal,
        )
        fact = children.Fact(FactKind.ADDRESS, "12 Rowan Close", Basis.DOCUMENT)
        children.add_fact(record=children.own_record(child=child, by=bilal), fact=fact, by=bilal)
    with acting_as(amara), transaction.atomic():
        for kind in (ApartKind.STAFF, ApartKind.THERAPY):
            told = chronology.Said(EntryKind.MEETING, "She spoke of the night warden.", HowKnown.CHILD_SAYS)
            entry = chronology.add_entry(record=children.own_record(child=child, by=amara), said=told, by=amara)
            chronology.keep_entry_apart(entry=entry, kind=kind, reason="She trusts one person.", by=amara)


def _held_back(agency, reason: Reason, mode: Mode = Mode.DECLARED, second=None, days: int = 30) -> HoldBack:
    return HoldBack(
        agencies=frozenset({agency}),
        reason=reason,
        ground="harm_to_person",
        words="Somebody could be hurt.",
        until=today() + timedelta(days=days),
        mode=mode,
        second=second,
    )


def _lapse(scene: Scene) -> None:
    """A desk of another area that was asked to decide and took up its answer, and whose agency then let its agreement
    lapse; another agency's record was linked to the same child."""
    place = scene.northmoor
    area = Area.objects.create(slug="highmoor", name="Highmoor", nation=Nation.ENGLAND)
    agency = Agency.objects.create(
        slug="highmoor-social-care", name="Highmoor", sector=Sector.STATUTORY, discipline=Discipline.SOCIAL_CARE
    )
    agency.areas.add(area)
    desk = Team.objects.create(agency=agency, slug="highmoor-duty", name="Highmoor duty", kind=TeamKind.DUTY_DESK)
    desk.areas.add(area)
    lena = Practitioner.objects.create_user("lena@northmoor.example", name="Lena")
    place.memberships[LAPSED] = Membership.objects.create(
        practitioner=lena, team=desk, agency=agency, role=RoleName.PRACTITIONER
    )
    agreed(agency)
    asked = raised(place.actor("efa"), "A boy asleep in a barn.", children=(BARN,), area="highmoor")
    known = raised(place.actor("chidi"), "The boy from the barn has burns.", children=(BARN,), area="westmoor")
    raised(place.actor(LAPSED), "Another boy, in the next barn.", children=(BROTHER,), area="highmoor")
    farid = scene.actor("farid")
    with acting_as(farid), transaction.atomic():
        one, other = child_of(asked, farid), child_of(known, farid)
        children.decide_pair(child=other, other=one, outcome=Outcome.SAME, reason="The same barn.", by=farid)
    lapsed = agreed(agency, until=date(2024, 1, 1))
    with become(WORKER):
        AgreementReminder.objects.create(agreement=lapsed, rule="before 60")


def _ask(concern: Concern, efa: Actor) -> None:
    child = Child.objects.visible_to(efa).filter(pk__in=concern.subjects.values("child"))[0]
    mine = Record.objects.visible_to(efa).filter(team_id=efa.team_id, child=child)[0]
    children.ask_to_work(record=mine, doing="Meets the boy every week.", by=efa)


def _tell(concern: Concern, amara: Actor) -> None:
    """Amara shows the child who knows what, and writes down what it says; then why it is not told the rest yet."""
    child = Child.objects.visible_to(amara).filter(pk__in=concern.subjects.values("child"))[0]
    voice.make_sheet(child=child, said=SheetSaid(SheetLanguage.WELSH), by=amara)
    told = ToldSaid(told_on=today(), language="vi", told="Who knows what.", words="I want to go home.", is_alone=True)
    voice.note_told(child=child, said=told, by=amara)
    until = today() + timedelta(days=3)
    voice.note_not_yet(child=child, said=NotYetSaid(reason=NotYet.UNSAFE, why="Watched.", review_on=until), by=amara)


def _plan(concern: Concern, amara: Actor) -> None:
    """Amara plans more visits in one week than are right, takes one out, and answers what she is asked about it."""
    child = Child.objects.visible_to(amara).filter(pk__in=concern.subjects.values("child"))[0]
    work, *visits = planned(child, amara, words="Making kites.", who="Amara", visits=MOST + 2)
    planning.withdraw_contact(child=child, contact_id=visits[0].id, why="She has school.", by=amara)
    asked = Suggestion.objects.visible_to(amara).get(child=child)
    planning.go_on(child=child, suggestion_id=asked.id, why="He asked for it.", by=amara)
    planning.say_work(child=child, said=WorkSaid(purpose="benefits", start=work.start), by=amara)


def _says_why(concern: Concern, by: Actor) -> None:
    lines = Lines(why_here="To reach him.", cannot_keep="Any word of harm.", cannot_do="Meet him alone.")
    children.say_lines(child=child_of(concern, by), said=lines, by=by)


def _looks(scene: Scene, concern: Concern) -> None:
    amara = scene.actor("amara")
    with acting_as(amara), transaction.atomic():
        child = child_of(concern, amara)

    def give(amara: Actor) -> None:
        found = children.open_account(reference=child.reference, why=None, by=amara)
        children.give_looks(
            child=found, given_to="Her guardian", speaks_as=SpeaksFor.GUARDIAN, given_on=today(), by=amara
        )

    def release(petra: Actor) -> None:
        found = children.open_account(reference=child.reference, why=LookWhy.WORRY, by=petra)
        until = today() + timedelta(days=7)
        children.release_names(child=found, reason="A complaint.", until=until, by=petra)

    _as(scene, "amara", give)
    _as(scene, "petra", release)
    member = scene.northmoor.memberships["chidi"]
    rest = {"monday": last_whole_week(), "agency_id": member.agency_id, "policy_version": "1"}
    with become(WORKER):  # no look of this scene lies in a week that is over, and none of it is sealed yet
        LooksWeek.objects.create(flags=1, **rest)
        LookFlag.objects.create(membership=member, sign=Sign.MANY_CHILDREN, count=31, **rest)
        Digest.objects.create(day=today(), number=1, digest="0" * 64, sealed_at=now(), count=1, events=1)


def _open_in_danger(concern: Concern, wanda: Actor) -> None:
    with become(WORKER):
        reference = concern.subjects.order_by("order")[0].child.reference
    assert children.break_glass(
        reference=reference, danger="His uncle has a knife.", why_now="They are here.", by=wanda
    )


def _attach(efa: Actor) -> None:
    entry = Entry.objects.visible_to(efa).filter(team_id=efa.team_id).order_by("id")[0]
    attach(entry=entry, sent=SentFile("what he said.txt", b"He counted the steps to the cellar."), by=efa)


def _ask_guardians(scene: Scene, concern: Concern, amara: Actor) -> None:
    child = Child.objects.visible_to(amara).filter(pk__in=concern.subjects.values("child"))[0]
    said = AskSaid(
        to_team=scene.northmoor.team("guardians"), question="Who speaks for him?", purpose="To plan.", ground="ca04_11"
    )
    children.ask_others(child=child, said=said, by=amara)


def _asked_for_enforcement(northmoor: Northmoor, concern: Concern) -> None:
    """Wanda asks for it; Amara would give something, and her manager agrees."""
    with become(WORKER):
        reference = concern.subjects.order_by("order")[0].child.reference
    with switched_on():
        request = asks(northmoor, reference, "wanda")
        question = passed_on(request)
        assert question
        answers(northmoor, question)
        agrees(northmoor, question)


def _answer_in_part(gwen: Actor) -> None:
    said = ReplySaid(
        kind=ReplyKind.PART, words="An uncle.", missing="His name.", known_from="child_says", ground="ukgdpr_6"
    )
    answer_ask(ask=Ask.objects.visible_to(gwen).get(), said=said, revision=1, by=gwen)


def _climb() -> None:
    with become(WORKER):
        duties.climb(now() + timedelta(days=30))
        assert Duty.objects.exists()
