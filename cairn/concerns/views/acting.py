"""Who is asking for a page."""

from django.http import HttpRequest

from cairn.access.actor import Actor
from cairn.core.errors import NotAllowed


def actor_of(request: HttpRequest) -> Actor:
    """Whoever is signed in. Raises NotAllowed for nobody, who should never have come this far."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise NotAllowed
    return actor
