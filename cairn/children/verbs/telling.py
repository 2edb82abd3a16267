"""Telling the lead and the hub what matching found. Done by jobs: a sender's request is the same whatever was found."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import HINT_SEEN, MATCH_ALERT, MATCH_FOUND, ResponsibilityKind
from cairn.children.models import LinkQuestion, Record, Responsibility
from cairn.core.ref import Ref
from cairn.notices import verbs as notices
from cairn.notices.models import Notice
from cairn.partnership.queries import hub_desk


@transaction.atomic
def tell_of_questions(*, record_id: UUID, by: Actor) -> None:
    """Tell the lead of each child that a new record may be about; for a child that must not be confirmed to anybody,
    the lead and the hub are alerted. Running it twice tells nobody twice.
    """
    by.require(Permission.LINK_DECIDE)
    record = Record.objects.visible_to(by).filter(pk=record_id).first()
    if record is None:
        return
    asked = LinkQuestion.objects.visible_to(by).filter(child_id=record.child_id, closed_at=None)
    for question in asked.select_related("candidate"):
        about = Ref("link_question", question.id)
        is_guarded = question.candidate.no_confirm
        code = MATCH_ALERT if is_guarded else MATCH_FOUND
        told = {_lead_team(question.candidate_id, by), hub_desk().id if is_guarded else None}
        for team_id in told:
            if team_id is not None:
                _tell_once(team_id, code, about, by)


@transaction.atomic
def tell_of_hint(*, child_id: UUID, by: Actor) -> None:
    """Tell the lead that somebody outside the circle was told to ring the hub (HINT_SEEN)."""
    by.require(Permission.LINK_DECIDE)
    lead = _lead_team(child_id, by)
    if lead is not None:
        notices.leave(team_id=lead, code=HINT_SEEN, about=Ref("child", child_id))


def _lead_team(child_id: UUID, by: Actor) -> UUID | None:
    held = Responsibility.objects.visible_to(by).filter(child_id=child_id, kind=ResponsibilityKind.LEAD, until=None)
    return held.values_list("team_id", flat=True).first()


def _tell_once(team_id: UUID, code: str, about: Ref, by: Actor) -> None:
    told = Notice.objects.visible_to(by).filter(team_id=team_id, code=code, about_id=about.id)
    if not told.exists():
        notices.leave(team_id=team_id, code=code, about=about)
