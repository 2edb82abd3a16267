"""One event as the row to be inserted: what every way of writing the ledger has in common."""

import json
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import LiteralString
from uuid import UUID

from cairn.access.actor import Actor
from cairn.ledger import kinds, rules

request: ContextVar[UUID | None] = ContextVar("cairn_request", default=None)

INSERT: LiteralString = (
    "insert into ledger_event (actor_kind, practitioner_id, membership_id, agency_id, token_id, happening, child_id,"
    " makeup, about_kind, about_id, purpose, request_id, detail)"
    " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is about to be remembered. Raises LookupError or NotForTheLedger when it may not be."""

    happening: str
    by: Actor
    child_id: UUID | None = None
    makeup: int | None = None
    about_kind: str | None = None
    about_id: UUID | None = None
    purpose: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)

    def values(self) -> tuple[str | int | UUID | None, ...]:
        """The values of `INSERT`, checked: a registered happening and nothing of what a person wrote."""
        by = self.by
        return (
            *(str(by.kind), by.practitioner_id, by.membership_id, by.agency_id, by.token_id),
            *(kinds.known(self.happening).code, self.child_id, self.makeup, self.about_kind, self.about_id),
            *(rules.stated(self.purpose or by.purpose), request.get(), json.dumps(rules.shaped(self.detail))),
        )
