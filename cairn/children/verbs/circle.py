"""The circle around a child: joining, asking to work with the child and answering that (R-011, R-191)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import (
    CIRCLE_JOINED,
    INVOLVEMENT_ANSWERED,
    INVOLVEMENT_ASKED,
    INVOLVEMENT_STARTED,
    REQUEST_ANSWERED,
    Capacity,
    RequestState,
    ResponsibilityKind,
)
from cairn.children.kinds.circle import CIRCLE_CHANGED, SEES_STORY
from cairn.children.models import Child, Involvement, InvolvementRequest, Record, Responsibility
from cairn.children.queries.telling import around_to_tell
from cairn.core.clock import now
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import Discipline, TeamKind
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_on_call, nation_of
from cairn.sharing.queries import not_to_be_told


def joins_circles(team: Team) -> bool:
    """Whether a team may ever be around a child: all but those that enforce immigration law, which may only ask."""
    return team.kind != TeamKind.ENFORCEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms somebody is in a circle beside their capacity; `Involvement` says what each of them means.

    `told_as` is the news that those who are there already are given.
    """

    doing: str = ""
    is_confirmed: bool = False
    until: datetime | None = None
    basis: str = ""
    only_for_id: UUID | None = None
    told_as: str = CIRCLE_JOINED


def join(*, record: Record, capacity: Capacity, by: Actor, terms: Terms) -> Involvement:
    """Put the record's team into the circle around its child. Records INVOLVEMENT_STARTED; the circle is told.

    Called by other verbs, which have asked whether `by` may.
    """
    involvement = Involvement(
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
        practitioner_id=by.membership_id if record.team_id in by.team_ids else None,
        capacity=capacity,
        doing=terms.doing,
        sees_story=capacity in SEES_STORY,
        is_confirmed=terms.is_confirmed,
        until=terms.until,
        basis=terms.basis,
        only_for_id=terms.only_for_id,
    )
    involvement.save(force_insert=True)
    ledger.record(
        INVOLVEMENT_STARTED,
        by=by,
        child_id=record.child_id,
        about=Ref("record", record.id),
        detail={"capacity": str(capacity), "team": str(record.team_id)},
    )
    tell_circle(involvement, terms.told_as)
    return involvement


def tell_circle(place: Involvement, code: str) -> set[UUID]:
    """Everyone else in the circle hears that a place in it began, changed or ended: within the minute, and without a
    name in the e-mail. Returns the teams that were told.

    Also those whom the caller does not see around the child. Not those from whom the agency's whole part is kept
    without a trace (R-049), or the child itself (R-191).
    """
    told = around_to_tell(place) - not_to_be_told(place.id)
    for team_id in sorted(told):
        notices.leave(team_id=team_id, code=code, about=Ref("child", place.child_id))
    return told


@transaction.atomic
def ask_to_work(*, record: Record, doing: str, by: Actor) -> InvolvementRequest:
    """A contributor says what it is doing with the child and asks to see the shared story. Records INVOLVEMENT_ASKED.

    The lead team (the hub if none) owes an answer by the clock `involvement_request`; unanswered, it is granted.
    Refuses a team that enforces immigration law (`enforcement_never_joins`), an empty purpose (`doing_needed`) and a
    second open request of the same team (`request_open_already`).
    """
    by.require(Permission.INVOLVEMENT_ASK, record)
    if not joins_circles(record.team):
        raise Refused("enforcement_never_joins")
    if not doing.strip():
        raise Refused("doing_needed")
    one_at_a_time(record.child_id)
    if InvolvementRequest.objects.filter(
        child_id=record.child_id, team_id=record.team_id, state=RequestState.OPEN
    ).exists():
        raise Refused("request_open_already")
    request = InvolvementRequest(
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
        doing=doing.strip(),
    )
    request.save(force_insert=True)
    ledger.record(INVOLVEMENT_ASKED, by=by, child_id=record.child_id, about=Ref("involvement_request", request.id))
    answering = _who_answers(record, by)
    duties.owe(
        kind=DutyKind.ANSWER_REQUEST,
        about=Ref("involvement_request", request.id),
        policy="involvement_request",
        nation=nation_of(answering),
        owner_team=answering,
        owed_to_team_id=record.team_id,
        child_id=record.child_id,
        record_id=record.id,
    )
    return request


def _who_answers(record: Record, by: Actor) -> Team:
    """The lead's team where the asking team may know it; else the hub, which sees every request."""
    held = Responsibility.objects.visible_to(by).filter(
        child_id=record.child_id, kind=ResponsibilityKind.LEAD, until=None
    )
    lead = held.exclude(team_id=record.team_id).select_related("team").first()
    return lead.team if lead else hub_on_call(now())


@transaction.atomic
def answer_request(*, request: InvolvementRequest, granted: bool, reason: str, revision: int, by: Actor) -> None:
    """The lead, a working team or the hub answers a request to work with the child. Records INVOLVEMENT_ANSWERED.

    Raises NotAllowed for a team that does not see the story itself, such as the one that asks. A refusal needs a reason
    (`reason_needed`). Raises Conflict when somebody answered first.
    """
    by.require(Permission.INVOLVEMENT_ANSWER, request)
    if not granted and not reason.strip():
        raise Refused("reason_needed")
    _settle(request, granted=granted, reason=reason.strip(), revision=revision, by=by)


@transaction.atomic
def grant_unanswered(*, request: InvolvementRequest, by: Actor) -> None:
    """Silence is consent: nobody answered by the clock, so the team works with the child from now on.

    Never for immigration teams: those wait for a person's answer, however late (R-060).
    """
    by.require(Permission.INVOLVEMENT_ANSWER)
    if request.state != RequestState.OPEN or request.agency.discipline == Discipline.IMMIGRATION:
        return
    _settle(request, granted=True, reason="", revision=request.revision, by=by)


def grant_late(duty: Duty, by: Actor) -> None:
    """The clock of a request to work with a child has run out; called once by the tick of the clock."""
    request = InvolvementRequest.objects.select_related("agency").filter(pk=duty.about_id).first()
    if request is not None:
        grant_unanswered(request=request, by=by)


def _settle(request: InvolvementRequest, *, granted: bool, reason: str, revision: int, by: Actor) -> None:
    one_at_a_time(request.child_id)
    changed = InvolvementRequest.objects.filter(pk=request.pk, revision=revision, state=RequestState.OPEN).update(
        state=RequestState.GRANTED if granted else RequestState.REFUSED,
        reason=reason,
        answered_by_id=by.membership_id,
        answered_at=now(),
        revision=F("revision") + 1,
    )
    if not changed:
        raise Conflict("request_answered_already")
    if granted:
        _works_from_now_on(request, by)
    about = Ref("involvement_request", request.id)
    duties.close(kind=DutyKind.ANSWER_REQUEST, about=about, by=by)
    Child.objects.filter(pk=request.child_id).update(revision=F("revision") + 1)
    ledger.record(
        INVOLVEMENT_ANSWERED,
        by=by,
        child_id=request.child_id,
        about=about,
        detail={"state": "granted" if granted else "refused"},
    )
    notices.leave(team_id=request.team_id, member_id=request.recorded_by_id, code=REQUEST_ANSWERED, about=about)


def _works_from_now_on(request: InvolvementRequest, by: Actor) -> None:
    """A team that leads or was asked to decide meanwhile sees the story already and stays what it is."""
    places = Involvement.objects.filter(record_id=request.record_id, ended_at=None)
    smaller = places.filter(Q(sees_story=False) | Q(until__isnull=False)).first()
    if smaller is not None:
        places.filter(pk=smaller.pk).update(
            capacity=Capacity.WORKING, sees_story=True, doing=request.doing, until=None, basis="", only_for=None
        )
        tell_circle(smaller, CIRCLE_CHANGED)
    elif not places.exists():
        former = Involvement.objects.filter(record_id=request.record_id).order_by("-started_at").first()
        terms = Terms(doing=request.doing, is_confirmed=former is not None and former.is_confirmed)
        join(record=request.record, capacity=Capacity.WORKING, by=by, terms=terms)
