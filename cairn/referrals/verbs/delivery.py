"""Delivery: in the transaction of Send, to the authority where the child lives or is found, and in danger to the
police desk and whoever is on duty there now (Children Act 1989 s47(1); R-025, R-065, R-068)."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from cairn.access.actor import Actor, ActorKind
from cairn.children.kinds import Capacity
from cairn.children.models import Child
from cairn.children.verbs import open_record
from cairn.chronology.models import Citation
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import Concern, ConcernSubject
from cairn.core.clock import now
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Area, Team
from cairn.partnership.queries import day_desk, hub_on_call, team_on_duty
from cairn.referrals.kinds import REFERRAL_ARRIVED, REFERRAL_CALLED_AGAIN, REFERRAL_DELIVERED, Purpose
from cairn.referrals.models import Referral


@transaction.atomic
def deliver(concern: Concern, subjects: list[ConcernSubject], by: Actor) -> None:
    """Put each child of a concern to the team that must answer, and start the clock of its nation.

    Called by `raise_concern` in its own transaction, which has asked already. Records REFERRAL_DELIVERED for each.
    """
    area = _area(concern)
    desk = day_desk(area, Discipline.SOCIAL_CARE)
    for subject in subjects:
        referral = _refer(concern, subject, to=desk, purpose=Purpose.CHILD_PROTECTION, by=by)
        _owe(referral, DutyKind.ANSWER, "referral_decision")
    if concern.urgency == Urgency.DANGER_NOW:
        deliver_as_danger(concern, subjects, by, asked=desk)
    if by.kind is ActorKind.DOOR:
        _owe_call_back(concern, area)


@transaction.atomic
def deliver_as_danger(
    concern: Concern, subjects: list[ConcernSubject], by: Actor, *, asked: Team | None = None
) -> None:
    """Put it to the police desk and to the team on duty at this moment; each owes a person's "I have it" at once.

    Both receive in the same second (R-025). Sent to a team once; said again, the team is called again, whoever had it
    before. `asked` is the desk that was asked to decide a moment ago: the signed-out door cannot see that it was.
    """
    area, moment = _area(concern), now()
    teams = {
        team.id: team
        for team in (team_on_duty(area, each, moment) for each in (Discipline.POLICE, Discipline.SOCIAL_CARE))
    }
    for subject in subjects:
        for team in teams.values():
            if _was_sent(concern, subject, team, Purpose.DANGER):
                _call_again(concern, subject, team, by)
                continue
            is_asked = asked is not None and team.id == asked.id
            referral = _refer(concern, subject, to=team, purpose=Purpose.DANGER, by=by, is_asked=is_asked)
            _owe(referral, DutyKind.ACKNOWLEDGE, "danger_acknowledgement")


def _area(concern: Concern) -> Area:
    assert concern.area is not None  # every concern is written with one  # noqa: S101
    return concern.area


def _was_sent(concern: Concern, subject: ConcernSubject, team: Team, *purposes: Purpose) -> bool:
    sent = Referral.objects.filter(concern=concern, record_id=subject.record_id, to_team=team)
    return sent.filter(purpose__in=purposes or Purpose.values).exists()


def _call_again(concern: Concern, subject: ConcernSubject, team: Team, by: Actor) -> None:
    """Danger was lowered meanwhile: who had it then must say so again. The sender itself changes no referral."""
    with connection.cursor() as cursor:
        asked = (concern.id, subject.record_id, team.id)
        cursor.execute("select referral, is_owed from cairn_call_again(%s, %s, %s)", asked)
        called: list[tuple[UUID, bool]] = cursor.fetchall()
    for referral_id, is_owed in called:
        about = Ref("referral", referral_id)
        if not is_owed:
            _owe(Referral.objects.get(pk=referral_id), DutyKind.ACKNOWLEDGE, "danger_acknowledgement", started_at=now())
        ledger.record(REFERRAL_CALLED_AGAIN, by=by, child_id=subject.child_id, about=about)
        notices.leave(team_id=team.id, code=REFERRAL_ARRIVED, about=about)


def _refer(
    concern: Concern, subject: ConcernSubject, *, to: Team, purpose: Purpose, by: Actor, is_asked: bool = False
) -> Referral:
    # The team that was asked to decide already has its own record of this child.
    if not is_asked and not _was_sent(concern, subject, to):
        child = Child(pk=subject.child_id)
        open_record(child=child, team=to, capacity=Capacity.RECEIVING, by=by, is_confirmed=True)
    referral = Referral(
        record_id=subject.record_id,
        child_id=subject.child_id,
        team_id=subject.team_id,
        agency_id=subject.agency_id,
        # Whoever raised the concern hears back, also where somebody else said later that there is danger.
        recorded_by_id=subject.recorded_by_id,
        concern=concern,
        purpose=purpose,
        to_team=to,
        to_agency_id=to.agency_id,
        nation=concern.nation,
    )
    referral.save(force_insert=True)
    about = Ref("referral", referral.id)
    Citation(
        record_id=subject.record_id,
        child_id=subject.child_id,
        team_id=subject.team_id,
        agency_id=subject.agency_id,
        recorded_by_id=by.membership_id,
        entry_id=subject.entry_id,
        citing_kind=about.kind,
        citing_id=about.id,
    ).save(force_insert=True)
    ledger.record(REFERRAL_DELIVERED, by=by, child_id=subject.child_id, about=about, detail={"team": str(to.id)})
    notices.leave(team_id=to.id, code=REFERRAL_ARRIVED, about=about)
    return referral


def _owe(referral: Referral, kind: DutyKind, policy: str, *, started_at: datetime | None = None) -> None:
    duties.owe(
        kind=kind,
        about=Ref("referral", referral.id),
        policy=policy,
        nation=referral.nation,
        owner_team=referral.to_team,
        owed_to_team_id=referral.team_id,
        owed_to_id=referral.recorded_by_id,
        child_id=referral.child_id,
        record_id=referral.record_id,
        started_at=started_at or referral.delivered_at,
    )


def _owe_call_back(concern: Concern, area: Area) -> None:
    duties.owe(
        kind=DutyKind.CALL_BACK,
        about=Ref("concern", concern.id),
        policy="call_back",
        nation=area.nation,
        owner_team=hub_on_call(now()),
        started_at=concern.raised_at,
    )
