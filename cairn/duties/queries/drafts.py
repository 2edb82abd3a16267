"""What somebody has begun to write and not sent."""

import json
from typing import Any

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.core import crypto
from cairn.core.errors import NotFound
from cairn.duties.models import Draft


def unsent_drafts(actor: Actor) -> ScopedQuerySet[Draft]:
    """This person's drafts that were neither sent nor put away, the newest first."""
    rows: ScopedQuerySet[Draft] = Draft.objects.visible_to(actor)
    return rows.filter(sent_at=None, discarded_at=None).order_by("-saved_at", "-id")


def content_of(draft: Draft, *, by: Actor) -> dict[str, Any]:
    """What the draft holds; empty once it was sent or put away. Raises NotFound for anybody but its writer.

    Raises SealBroken when what is stored was altered or its key is gone.
    """
    if not Draft.objects.visible_to(by).filter(pk=draft.pk).exists():
        raise NotFound
    if not draft.sealed:
        return {}
    content: dict[str, Any] = json.loads(crypto.unseal(draft.sealed, about=place_of(draft)))
    return content


def place_of(draft: Draft) -> str:
    """Where a sealed draft belongs: moved to another row, or another person's, it opens no more."""
    return f"duties_draft.sealed.{draft.pk}.{draft.practitioner_id}"
