"""From whom a child is kept (R-191)."""

from uuid import UUID

from cairn.access.actor import Actor
from cairn.sharing.models import Conflict, Declaration


def has_declared(child_id: UUID, actor: Actor) -> bool:
    """Whether this person has said, at any time, whether they know the child."""
    if actor.practitioner_id is None:
        return False
    said = Declaration.objects.visible_to(actor).filter(child_id=child_id, practitioner_id=actor.practitioner_id)
    return bool(said.exists())


def kept_of(child_id: UUID, actor: Actor) -> list[Conflict]:
    """From whom a child is kept at present, for the team that leads. Empty for everybody else."""
    rows = Conflict.objects.visible_to(actor).filter(child_id=child_id, ended_at=None)
    return list(rows.select_related("practitioner", "from_team__agency").order_by("recorded_at", "id"))
