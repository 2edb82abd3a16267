"""Keeping something apart for named people, letting people in and out, and sharing it after all (R-061)."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.sealed import place_of, sealed
from cairn.duties import verbs as duties
from cairn.duties.kinds import SILENT, DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import TeamKind
from cairn.partnership.models import Agency, Membership, Team
from cairn.partnership.queries import nation_of
from cairn.sharing.kinds.apart import (
    ADMISSION_ENDED,
    ADMITTED,
    ADMITTED_NO_MORE,
    ADMITTED_YOU,
    GATHERS_NO_MORE,
    KEPT_APART,
    SECOND_ANSWERED,
    SECOND_NEEDED,
    SECOND_SAID,
    TAKEN_OUT,
    TRACELESS,
    ApartKind,
)
from cairn.sharing.models import Admission, Compartment, CompartmentAccount, CompartmentItem
from cairn.sharing.queries import is_declared
from cairn.sharing.queries.compartments import gathers_by_rule, mine_among, second_named, share_as_second
from cairn.sharing.verbs.withholding import Held, refuse_before_withheld

AGREEMENT, REVIEW = "withholding_agreement", "withholding_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Who is let in: one team, or one person in one team; and why."""

    team_id: UUID | None = None
    member_id: UUID | None = None
    reason: str = ""


@transaction.atomic
def keep_apart(*, held: Held, kind: ApartKind, reason: str, by: Actor, second: UUID | None = None) -> Compartment:
    """Let only named people read something of the own team, from this moment on and without a day at which it ends.

    It goes where the actor keeps things of this sort about this child already, else to a new one that the actor's team
    holds. A new one that leaves no trace needs a `second` person, by membership, who reads it too: a manager of the own
    team where nobody is named. Records KEPT_APART. Called in the transaction that writes the thing, or later. Refuses
    a second person who is the first, or nobody there (`apart_second_needed`), what another team
    wrote (`withhold_not_yours`), no reason (`apart_why_needed`), what is apart already (`apart_already`), a safe
    address that another team holds (`apart_held_elsewhere`), what others see to be held back and must leave no trace
    (`apart_declared_already`), and what a higher floor refuses to keep from those who must answer it.
    """
    by.require(Permission.WITHHOLD)
    if held.team_id not in by.team_ids:
        raise Refused("withhold_not_yours")
    require_words(reason)
    one_at_a_time(held.child_id)
    ids = dict.fromkeys((held.item_id, *held.besides))
    if CompartmentItem.objects.visible_to(by).filter(item_id=held.item_id, is_active=True).exists():
        raise Refused("apart_already")
    if kind in TRACELESS and is_declared(ids, by):
        raise Refused("apart_declared_already")
    refuse_before_withheld(held, set(Agency.objects.exclude(pk=held.agency_id).values_list("pk", flat=True)), by)
    compartment = _mine(held, kind, by) or begin_apart(held=held, kind=kind, reason=reason, by=by, second=second)
    CompartmentItem.objects.bulk_create([_item(compartment, str(held.kind), one) for one in ids], ignore_conflicts=True)
    see_anew()
    about = Ref(str(held.kind), held.item_id)
    ledger.record(KEPT_APART, by=by, child_id=held.child_id, about=about, detail={"kind": str(held.kind)})
    return compartment


def begin_apart(*, held: Held, kind: ApartKind, reason: str, by: Actor, second: UUID | None = None) -> Compartment:
    """Begin to keep things of one sort apart, held by the actor's team. Inside a verb that has asked."""
    if kind is ApartKind.SAFE_ADDRESS and gathers_by_rule(held.child_id):
        raise Refused("apart_held_elsewhere")
    person = _second(second, by) if kind in TRACELESS else None
    compartment = Compartment(
        kind=kind,
        is_traceless=kind in TRACELESS,
        child_id=held.child_id,
        record_id=held.record_id,
        agency_id=held.agency_id,
        team_id=held.team_id,
        opened_by_id=by.membership_id,
        second=person,
    )
    compartment.save(force_insert=True)
    if compartment.is_traceless:  # what is done with it leaves no trace either
        CompartmentItem.objects.bulk_create([_item(compartment, "compartment", compartment.id)])
    account_apart(compartment, "opened", reason, by)
    about = Ref("compartment", compartment.id)
    ledger.record(KEPT_APART, by=by, child_id=held.child_id, about=about)
    if person is not None:
        ask_second(compartment, person)
    see_anew()
    return compartment


def _second(named: UUID | None, by: Actor) -> Membership:
    try:
        return second_named(named, by)
    except NotFound:
        raise Refused("apart_second_needed") from None


def ask_second(compartment: Compartment, person: Membership) -> None:
    """Let the second person read it, and ask them whether that is right. Inside a verb that has asked."""
    about = Ref("compartment", compartment.id)
    reads = Admission.objects.filter(compartment=compartment, member=person, ended_at=None).exists()
    if person.team_id != compartment.team_id and not reads:
        Admission(compartment=compartment, team_id=compartment.team_id, member=person).save(force_insert=True)
    _owe_word(compartment, person, AGREEMENT)
    notices.leave(team_id=person.team_id, member_id=person.pk, code=SECOND_NEEDED, about=about)


def _owe_word(compartment: Compartment, person: Membership, clock: str) -> None:
    """Owed by that person alone; that it is owed leaves no trace either, nor that they were reminded of it."""
    owed = duties.owe(
        kind=DutyKind.REVIEW_APART,
        about=Ref("compartment", compartment.id),
        policy=f"{clock}{SILENT}",
        nation=nation_of(person.team),
        owner_team=person.team,
        owner=person,
        owed_to_team_id=compartment.team_id,
        child_id=compartment.child_id,
        record_id=compartment.record_id,
    )
    CompartmentItem.objects.bulk_create([_item(compartment, "compartment", owed.id)])


@transaction.atomic
def answer_as_second(*, compartment: Compartment, agrees: bool, words: str, by: Actor) -> None:
    """The second person says that something is rightly kept without a trace, or not: then it is shared at once.

    Whoever agrees looks again within 28 days. Nothing lapses by itself: shared by a clock, it could reach the person it
    is about. Records SECOND_ANSWERED. Refuses everybody else (`apart_not_second`), no reason (`apart_why_needed`), and
    where there is nothing left in it (`apart_taken_out`).
    """
    by.require(Permission.WITHHOLD_AGREE, compartment)
    if compartment.second_id is None or compartment.second_id != by.membership_id:
        raise Refused("apart_not_second")
    require_words(words)
    one_at_a_time(compartment.child_id)
    about = Ref("compartment", compartment.id)
    duties.close(kind=DutyKind.REVIEW_APART, about=about, by=by)
    if agrees:
        Compartment.objects.filter(pk=compartment.pk).update(agreed_at=now())
        _owe_word(compartment, Membership.objects.select_related("team").get(pk=by.membership_id), REVIEW)
    elif not share_as_second(compartment):
        raise Refused("apart_taken_out")
    account_apart(compartment, "agreed" if agrees else "not_agreed", words, by)
    ledger.record(SECOND_ANSWERED, by=by, child_id=compartment.child_id, about=about, detail={"agreed": agrees})
    notices.leave(team_id=compartment.team_id, code=SECOND_SAID, about=about)


@transaction.atomic
def admit(*, compartment: Compartment, whom: Whom, by: Actor) -> Admission:
    """Let one team or one person read what the own team keeps apart; they are told. Records ADMITTED.

    It gives nobody sight of a child whom they do not see. Refuses another team's (`apart_not_held`), nobody or two at
    once (`admit_whom_needed`), no reason (`apart_why_needed`), whoever reads it already (`admitted_holder`,
    `admitted_already`), whoever has gone (`admit_gone`) and a team of immigration enforcement (`admit_enforcement`).
    """
    require_holder(compartment, by)
    if (whom.team_id is None) == (whom.member_id is None):
        raise Refused("admit_whom_needed")
    require_words(whom.reason)
    one_at_a_time(compartment.child_id)
    team, member = _found(whom)
    _refuse_admission(compartment, team, member)
    admission = Admission(
        compartment=compartment,
        team_id=compartment.team_id,
        to_team_id=None if member else team.id,
        member=member,
    )
    admission.save(force_insert=True)
    account_apart(compartment, "admitted", whom.reason, by, admission)
    about = Ref("compartment", compartment.id)
    ledger.record(ADMITTED, by=by, child_id=compartment.child_id, about=about, detail={"admission": str(admission.id)})
    notices.leave(team_id=team.id, member_id=member.id if member else None, code=ADMITTED_YOU, about=about)
    return admission


@transaction.atomic
def end_admission(*, admission: Admission, reason: str, by: Actor) -> None:
    """Let somebody in no longer, with a reason; they are told, and see nothing of it from then on.

    Records ADMISSION_ENDED. Refuses another team's (`apart_not_held`), no reason (`apart_why_needed`), one that has
    ended (`admit_ended`), and the second person of what leaves no trace (`admit_second`).
    """
    compartment = admission.compartment
    require_holder(compartment, by)
    require_words(reason)
    if compartment.is_traceless and admission.member_id == compartment.second_id:
        raise Refused("admit_second")
    one_at_a_time(compartment.child_id)
    if not Admission.objects.filter(pk=admission.pk, ended_at=None).update(ended_at=now()):
        raise Refused("admit_ended")
    team_id = admission.to_team_id or admission.member.team_id  # type: ignore[union-attr]  # a team or a member, by constraint
    # Whoever has read it in there does not go on reading it as the writer of a part of it.
    CompartmentItem.objects.filter(compartment=compartment, writer_team_id=team_id).update(writer_team=None)
    account_apart(compartment, "admission_ended", reason, by, admission)
    about = Ref("compartment", compartment.id)
    detail = {"admission": str(admission.id)}
    ledger.record(ADMISSION_ENDED, by=by, child_id=compartment.child_id, about=about, detail=detail)
    if not compartment.is_traceless:  # else the notice itself is out of their sight
        child = Ref("child", compartment.child_id)
        notices.leave(team_id=team_id, member_id=admission.member_id, code=ADMITTED_NO_MORE, about=child)


@transaction.atomic
def take_out(*, compartment: Compartment, item_ids: Collection[UUID], reason: str, by: Actor) -> None:
    """Share with the whole circle what was kept apart, with a reason. Records TAKEN_OUT.

    Refuses another team's (`apart_not_held`), no reason (`apart_why_needed`), and what is not in it any more
    (`apart_taken_out`).
    """
    require_holder(compartment, by)
    require_words(reason)
    one_at_a_time(compartment.child_id)
    inside = CompartmentItem.objects.filter(compartment=compartment, item_id__in=list(item_ids), is_active=True)
    if not inside.exclude(item_kind="compartment").update(is_active=False, ended_at=now()):
        raise Refused("apart_taken_out")
    account_apart(compartment, "taken_out", reason, by)
    about = Ref("compartment", compartment.id)
    ledger.record(TAKEN_OUT, by=by, child_id=compartment.child_id, about=about)


@transaction.atomic
def gather_no_more(*, compartment: Compartment, reason: str, by: Actor) -> None:
    """Nothing new is kept apart by rule, such as when a child has left the safe address; what is apart stays so.

    Records GATHERS_NO_MORE. Refuses another team's (`apart_not_held`), no reason (`apart_why_needed`), and one that has
    ended (`safe_address_ended`).
    """
    require_holder(compartment, by)
    require_words(reason)
    one_at_a_time(compartment.child_id)
    if not Compartment.objects.filter(pk=compartment.pk, closed_at=None).update(closed_at=now()):
        raise Refused("safe_address_ended")
    account_apart(compartment, "closed", reason, by)
    about = Ref("compartment", compartment.id)
    ledger.record(GATHERS_NO_MORE, by=by, child_id=compartment.child_id, about=about)


def account_apart(
    compartment: Compartment, happened: str, words: str, by: Actor, whom: Admission | None = None
) -> None:
    """Add a line to why something is kept apart. Called inside the verbs that decide. The words are sealed."""
    line = CompartmentAccount(
        compartment=compartment,
        team_id=compartment.team_id,
        happened=happened,
        whom=whom,
        said_by_id=by.membership_id,
    )
    line.words = sealed(words.strip(), place_of(line, "words"))
    line.save(force_insert=True)


def see_anew() -> None:
    """Bind again what the actor may read: what was opened in this very transaction is theirs at once."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_bind_sharing()")


def _mine(held: Held, kind: ApartKind, by: Actor) -> Compartment | None:
    rows = Compartment.objects.visible_to(by).filter(child_id=held.child_id, kind=kind, closed_at=None)
    found = list(rows.order_by("opened_at", "id"))
    mine = mine_among(found, by)
    own_first = sorted(found, key=lambda one: one.team_id not in by.team_ids)
    return next((one for one in own_first if one.pk in mine), None)


def _item(compartment: Compartment, kind: str, item_id: UUID) -> CompartmentItem:
    return CompartmentItem(compartment=compartment, team_id=compartment.team_id, item_kind=kind, item_id=item_id)


def require_holder(compartment: Compartment, by: Actor) -> None:
    """Ask whether the actor's team holds it. Refuses another team's (`apart_not_held`)."""
    by.require(Permission.WITHHOLD, compartment)
    if compartment.team_id not in by.team_ids:
        raise Refused("apart_not_held")


def require_words(reason: str) -> None:
    """Refuses no reason (`apart_why_needed`)."""
    if not reason.strip():
        raise Refused("apart_why_needed")


def _found(whom: Whom) -> tuple[Team, Membership | None]:
    if whom.team_id is not None:
        team = Team.objects.filter(pk=whom.team_id).first()
        if team is None:
            raise Refused("admit_whom_needed")
        return team, None
    working = Membership.objects.filter(Q(pk=whom.member_id), ended_at=None, practitioner__is_active=True)
    member = working.select_related("team", "practitioner").first()
    if member is None:
        raise Refused("admit_gone")
    return member.team, member


def _refuse_admission(compartment: Compartment, team: Team, member: Membership | None) -> None:
    if team.kind == TeamKind.ENFORCEMENT:
        raise Refused("admit_enforcement")
    if team.id == compartment.team_id:
        raise Refused("admitted_holder")
    current = Admission.objects.filter(compartment=compartment, ended_at=None)
    if current.filter(member=member, to_team=None if member else team).exists():
        raise Refused("admitted_already")
