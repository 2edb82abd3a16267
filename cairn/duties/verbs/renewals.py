"""Saying in time that an agency's agreement to share nears its end, step by step, from what the data says (R-190)."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from cairn.access.actor import Actor
from cairn.core.clock import now
from cairn.core.ref import Ref
from cairn.core.working_days import end_of
from cairn.duties import rules
from cairn.duties.kinds import AGREEMENT_ENDS, AGREEMENT_ENDS_SOMEWHERE, AGREEMENT_REMINDED, Tell
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import Discipline, RoleName, Standing, TeamKind
from cairn.partnership.models import Agency, AgreementReminder, Membership, SharingAgreement, Team
from cairn.partnership.queries import hub_desk, hub_on_call, nation_of

POLICY = "agreement_renewal"


@transaction.atomic
def remind_of_renewals(*, by: Actor, at: datetime | None = None) -> int:
    """Take every step of the renewal's clock that has come due and was not taken; returns how many.

    For the newest line of each agency's agreement, unless it was ended. A missed run only delays, two runs tell nobody
    twice, and an agreement shorter than a step skips it. Told are the agency's managers (its safeguarding lead),
    its data-protection lead, or the hub's where it has none in Cairn, and the hub's team on duty. Records
    AGREEMENT_REMINDED once a step.
    """
    moment, taken = at or now(), 0
    for line in _newest():
        due = [step for step in _steps(line, moment) if not line.reminders.filter(rule=step.rule).exists()]
        for step in due:
            AgreementReminder(agreement=line, rule=step.rule).save(force_insert=True)
            detail = {"agency": line.agency_id, "rule": step.rule}
            ledger.record(AGREEMENT_REMINDED, by=by, about=Ref("agreement", line.pk), detail=detail)
        for team, member, code in sorted({told for step in due for told in _told(line.agency, step, moment)}, key=str):
            member_id = member.pk if member else None
            notices.leave(team_id=team.pk, member_id=member_id, code=code, about=Ref("agency", line.agency_id))
        taken += len(due)
    return taken


Telling = tuple[Team, Membership | None, str]


def _newest() -> Iterator[SharingAgreement]:
    lines = SharingAgreement.objects.order_by("agency_id", "-number").distinct("agency_id")
    for line in lines.select_related("agency"):
        if line.standing != Standing.ENDED:
            yield line


def _steps(line: SharingAgreement, moment: datetime) -> tuple[rules.StepDue, ...]:
    policy = rules.policy_for(POLICY, _nation(line.agency), moment)
    return rules.steps_due(policy, line.recorded_at, end_of(line.valid_until), moment)


def _nation(agency: Agency) -> str:
    area = agency.areas.order_by("slug").first()
    return area.nation if area else nation_of(hub_desk())


def _told(agency: Agency, step: rules.StepDue, moment: datetime) -> Iterator[Telling]:
    for whom in step.tell:
        if whom is Tell.HUB:
            yield hub_on_call(moment), None, AGREEMENT_ENDS_SOMEWHERE
            continue
        role = RoleName.DATA_PROTECTION_LEAD if whom is Tell.DATA_PROTECTION else RoleName.MANAGER
        for one in _in_role(agency, role):
            yield one.team, one, AGREEMENT_ENDS if one.agency_id == agency.pk else AGREEMENT_ENDS_SOMEWHERE
        if role == RoleName.MANAGER and not _in_role(agency, role) and (desk := _desk(agency)):
            yield desk, None, AGREEMENT_ENDS


def _in_role(agency: Agency, role: RoleName) -> list[Membership]:
    here = Membership.objects.filter(role=role, ended_at=None, practitioner__is_active=True).select_related("team")
    own = list(here.filter(agency=agency))
    if own or role == RoleName.MANAGER:
        return own
    return list(here.filter(agency__discipline=Discipline.HUB))


def _desk(agency: Agency) -> Team | None:
    """The agency's own desk hears where none of its people is a manager in Cairn: never nobody."""
    teams = agency.teams.order_by("slug")
    return teams.filter(kind=TeamKind.DUTY_DESK).first() or teams.first()
