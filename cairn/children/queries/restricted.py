"""Whether two people must agree before anything about a child is joined: higher floors say what is protected."""

from collections.abc import Callable, Collection
from uuid import UUID

from cairn.access.actor import Actor
from cairn.children.models import Child

Protects = Callable[[Collection[UUID]], bool]
_PROTECTS: list[Protects] = []


def protects(asks: Protects) -> None:
    """Register something else that makes a child's record specially protected. From a higher floor's apps.py."""
    if asks not in _PROTECTS:
        _PROTECTS.append(asks)


def needs_two(child_ids: Collection[UUID], by: Actor) -> bool:
    """Whether joining these children always waits for a second person, even in danger.

    True where one of them may not be confirmed to anybody, and where a higher floor knows of something protected, such
    as a source who must not be named. Asked by those who decide, who have the children in sight.
    """
    hidden = Child.objects.visible_to(by).filter(pk__in=list(child_ids), no_confirm=True)
    return hidden.exists() or any(asks(child_ids) for asks in _PROTECTS)
