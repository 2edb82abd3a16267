"""Who has said whether they know a child, and from whom it is kept (R-191)."""

from uuid import UUID

from django.db.models import Q

from cairn.access.actor import Actor
from cairn.sharing.models import Conflict, Declaration


def answered_about(child_id: UUID, actor: Actor) -> bool:
    """Whether this practitioner has said, at any time, whether they know this child."""
    mine = Declaration.objects.visible_to(actor)
    return bool(mine.filter(Q(practitioner_id=actor.practitioner_id), child_id=child_id).exists())


def must_answer(child_id: UUID, actor: Actor) -> bool:
    """Whether a person opens this child for the first time and is asked before. Systems and jobs know nobody."""
    return actor.is_person and not answered_about(child_id, actor)


def kept_of(child_id: UUID, actor: Actor) -> list[Conflict]:
    """From whom a child is kept at present, for the team that leads. Empty for everybody else."""
    rows = Conflict.objects.visible_to(actor).filter(child_id=child_id, ended_at=None)
    return list(rows.select_related("practitioner", "from_team__agency").order_by("recorded_at", "id"))
