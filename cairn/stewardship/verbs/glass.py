"""Saying whether a record was rightly opened because somebody was in danger (R-061, R-191)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Membership
from cairn.sharing.kinds import GLASS_FOUND, GLASS_REVIEWED, GlassFinding
from cairn.sharing.models import Grant
from cairn.sharing.queries.glass import grants
from cairn.stewardship.verbs.breaching import report_breach
from cairn.stewardship.verbs.reasons import reason_given
from cairn.ui.formats import day_and_time


def find_glass(*, grant_id: UUID, by: Actor) -> Grant:
    """Fetch one opening to be shown. Raises NotFound, and notes the refused id, when there is none in sight."""
    by.require(Permission.GLASS_REVIEW)
    found: Grant | None = grants(by).filter(pk=grant_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="grant", reference=grant_id)
        raise NotFound
    return found


@transaction.atomic
def review_glass(*, grant: Grant, finding: str, words: str, by: Actor) -> Grant:
    """Say whether it was right to open a record in danger. What was not is entered in the breach log at once.

    For the team that led then, the one that held what was opened, the hub and their data-protection leads. The opener
    and these teams are told.
    Records GLASS_REVIEWED. Refuses no answer (`glass_finding_needed`), no words (`desk_reason_needed`) and the person
    who opened it, in whatever post (`glass_found_by_another`). Raises Conflict after the first word on it
    (`glass_found_already`).
    """
    by.require(Permission.GLASS_REVIEW, grant)
    if by.membership_id is None:
        raise NotAllowed
    if finding not in GlassFinding.values:
        raise Refused("glass_finding_needed")
    why = reason_given(words)
    if Membership.objects.get(pk=grant.opened_by_id).practitioner_id == by.practitioner_id:
        raise Refused("glass_found_by_another")
    one_at_a_time(grant.pk)
    fresh: Grant = Grant.objects.visible_to(by).get(pk=grant.pk)
    if fresh.found_at is not None:
        raise Conflict("glass_found_already")
    fresh.finding, fresh.finding_words, fresh.found_by_id, fresh.found_at = finding, why, by.membership_id, now()
    fresh.breach_id = _breach(fresh, by) if finding == GlassFinding.NOT_JUSTIFIED else None
    fresh.save(update_fields=["finding", "finding_words", "found_by", "found_at", "breach_id"])
    about = Ref("grant", fresh.pk)
    duties.close(kind=DutyKind.REVIEW_GLASS, about=about, by=by)
    ledger.record(GLASS_REVIEWED, by=by, child_id=fresh.child_id, about=about, detail={"finding": finding})
    notices.leave(team_id=fresh.team_id, member_id=fresh.opened_by_id, code=GLASS_FOUND, about=about)
    for team_id in dict.fromkeys(filter(None, (fresh.lead_team_id, fresh.holder_team_id))):
        notices.leave(team_id=team_id, code=GLASS_FOUND, about=about)
    return fresh


def _breach(grant: Grant, by: Actor) -> UUID:
    words = {
        "reference": grant.child_reference,
        "when": day_and_time(grant.opened_at),
        "why": grant.finding_words,
    }
    if grant.compartment_id is None:
        told = _("The record %(reference)s was opened on %(when)s because somebody was said to be in danger. %(why)s")
    else:
        told = _(
            "What only named people read of %(reference)s was opened on %(when)s because somebody was said to be in "
            "danger. %(why)s"
        )
    moment = now()
    breach = report_breach(
        what_happened=told % words, known_at=moment, happened_at=min(grant.opened_at, moment), how_many=1, by=by
    )
    return breach.pk
