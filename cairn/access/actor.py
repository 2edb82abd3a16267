"""The actor: who is doing this, in which capacity. A frozen value, asked before anything is shown or changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Model

from cairn.access import guard
from cairn.access.permissions import Permission
from cairn.core.errors import NotAllowed, NotFound


class ActorKind(StrEnum):
    """A person in one membership, an agency's system, a background job, or the signed-out door."""

    PRACTITIONER = "practitioner"
    SYSTEM = "system"
    JOB = "job"
    DOOR = "door"


Deed = Callable[["Actor", Any], bool]
OnDenial = Callable[["Actor", Permission, object], None]

_DEEDS: dict[tuple[Permission, type[Model]], Deed] = {}
_ON_DENIAL: list[OnDenial] = []


def deed(permission: Permission, model: type[Model], rule: Deed) -> None:
    """Register what else must hold for this permission on a thing of this model that the actor already sees."""
    _DEEDS[permission, model] = rule


def on_denial(handler: OnDenial) -> None:
    """Register somebody who must be told of every denial, such as the ledger."""
    if handler not in _ON_DENIAL:
        _ON_DENIAL.append(handler)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `team_ids` are the teams whose rows are "my own"; an empty tuple sees nothing by team.

    `is_agreed`: the agency's sharing agreement holds; without one nobody sees what others share (R-190).
    """

    kind: ActorKind
    agency_id: UUID | None = None
    team_ids: tuple[UUID, ...] = ()
    practitioner_id: UUID | None = None
    membership_id: UUID | None = None
    token_id: UUID | None = None
    roles: frozenset[str] = frozenset()
    permissions: frozenset[Permission] = field(default=frozenset())
    is_hub: bool = False
    is_agreed: bool = True
    purpose: str = ""

    @property
    def team_id(self) -> UUID | None:
        """The team this actor writes for: the first of their own."""
        return self.team_ids[0] if self.team_ids else None

    @property
    def is_person(self) -> bool:
        """Whether a named, signed-in practitioner is acting."""
        return self.kind is ActorKind.PRACTITIONER

    def may(self, permission: Permission, subject: Model | None = None) -> bool:
        """Whether `require` would let this through. Asking leaves no trace of a denial."""
        guard.asked()
        return self._refusal(permission, subject) is None

    def require(self, permission: Permission, subject: Model | None = None) -> None:
        """Let through or raise: NotFound when the thing is out of sight, NotAllowed when the deed is not theirs."""
        guard.asked()
        refusal = self._refusal(permission, subject)
        if refusal is None:
            return
        for tell in _ON_DENIAL:
            tell(self, permission, subject)
        raise refusal

    def _refusal(self, permission: Permission, subject: Model | None) -> NotAllowed | NotFound | None:
        if subject is not None and not self._sees(subject):
            return NotFound()
        if permission not in self.permissions:
            return NotAllowed()
        rule = None if subject is None else _DEEDS.get((permission, type(subject)))
        return None if rule is None or rule(self, subject) else NotAllowed()

    def _sees(self, subject: Model) -> bool:
        rows = type(subject)._default_manager.visible_to(self)  # type: ignore[attr-defined]  # of a guarded model
        return bool(rows.filter(pk=subject.pk).exists())


def job(purpose: str) -> Actor:
    """A background job with a stated purpose. It sees every row, under the worker's own database role."""
    return Actor(kind=ActorKind.JOB, purpose=purpose, permissions=frozenset(Permission))
