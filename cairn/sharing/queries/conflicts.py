"""From whom a child is kept (R-191)."""

from uuid import UUID

from cairn.access.actor import Actor
from cairn.sharing.models import Conflict


def kept_of(child_id: UUID, actor: Actor) -> list[Conflict]:
    """From whom a child is kept at present, for the team that leads. Empty for everybody else."""
    rows = Conflict.objects.visible_to(actor).filter(child_id=child_id, ended_at=None)
    return list(rows.select_related("practitioner", "from_team__agency").order_by("recorded_at", "id"))
