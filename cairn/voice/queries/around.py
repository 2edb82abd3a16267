"""Whom a sheet may name: the teams that work with the child, less everybody who is held back from anybody."""

from uuid import UUID

from django.db import connection
from django.db.models import Q

from cairn.access.actor import Actor
from cairn.children.kinds import ResponsibilityKind
from cairn.children.models import Child, Involvement, Responsibility
from cairn.children.queries.circle import circle_of, responsible_for
from cairn.partnership.models import Membership
from cairn.voice.rules.sheet import Around


def around(child: Child, by: Actor) -> list[Around]:
    """The teams that may stand on a sheet about this child, those that lead first (R-062).

    Only teams that see the story: a sheet must not give away who has told us something. Their own team always stands
    on it. A worker is named for the own team alone: the one whom the child knows, or whoever makes the sheet.
    """
    held = responsible_for(child, by)
    hidden = kept_off_sheets(child.id)
    shown = [
        one for one in circle_of(child, by) if one.sees_story and (one.team_id in by.team_ids or one.id not in hidden)
    ]
    lead = held.get(ResponsibilityKind.LEAD)
    return sorted((_around(one, lead, by) for one in shown), key=lambda one: not one.leads)


def works_with(actor: Actor, child: Child) -> bool:
    """Whether a team of this person works with the child at present; coordinating alone is not working with it."""
    mine = Involvement.objects.visible_to(actor).filter(child=child, team_id__in=actor.team_ids, ended_at=None)
    return actor.is_person and bool(mine.filter(sees_story=True).exists())


def kept_off_sheets(child_id: UUID) -> set[UUID]:
    """Places in the circle that no sheet names, whoever makes it; nobody is shown these."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_kept_off_sheets(%s)", [child_id])
        return {row[0] for row in cursor.fetchall()}


def _around(one: Involvement, lead: Responsibility | None, by: Actor) -> Around:
    return Around(
        discipline=one.team.agency.discipline,
        agency=one.team.agency.name,
        worker=_worker(one, by) if one.team_id in by.team_ids else "",
        leads=lead is not None and lead.team_id == one.team_id,
    )


def _worker(one: Involvement, by: Actor) -> str:
    if one.practitioner is not None:
        return str(one.practitioner.practitioner.name)
    mine = Membership.objects.select_related("practitioner").filter(Q(pk=by.membership_id)).first()
    return str(mine.practitioner.name) if mine else ""
