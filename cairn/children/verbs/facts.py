"""Adding what somebody says, sees or shows about a child; findable in the same transaction."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import FACT_ADDED, Basis, FactKind
from cairn.children.models import Claim, Record
from cairn.children.queries.keys import keep_keys
from cairn.children.verbs.ages import owe_age_review
from cairn.core.clock import today
from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger

LONGEST = 15_000


@dataclass(frozen=True)
class Fact:
    """What is said, in its parts. `detail` holds a name's kind and script, an identifier's scheme, an age as told.

    `born_from` and `born_to` are the earliest and the latest birth date that fit, for births only.
    """

    kind: FactKind
    text: str
    basis: Basis
    detail: dict[str, object] = field(default_factory=dict)
    born_from: date | None = None
    born_to: date | None = None
    said_at: datetime | None = None


@transaction.atomic
def add_fact(
    *, record: Record, fact: Fact, by: Actor, told_together: UUID | None = None, replaces: Claim | None = None
) -> Claim:
    """Add a claim to a team's record of a child and make it findable. Records FACT_ADDED.

    Refuses nothing said (`fact_empty`), over 15,000 characters (`fact_too_long`) and a birth in the future
    (`birth_in_future`). A wrong-looking value is kept as said: it may be what the child was told to say. A view of the
    age that lies too far from another makes somebody look at them together (R-005).
    """
    by.require(Permission.FACT_ADD, record)
    claim = write_fact(record=record, fact=fact, by=by, told_together=told_together, replaces=replaces)
    keep_keys(record)
    if fact.kind is FactKind.BIRTH:
        owe_age_review(record=record, by=by)
    return claim


def write_fact(
    *, record: Record, fact: Fact, by: Actor, told_together: UUID | None = None, replaces: Claim | None = None
) -> Claim:
    """The same, inside a verb that has asked already and calls `keep_keys` once when all facts are written."""
    _refuse_impossible(fact)
    claim = Claim(
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
        kind=fact.kind,
        text=fact.text.strip(),
        basis=fact.basis,
        detail=fact.detail,
        born_from=fact.born_from,
        born_to=fact.born_to,
        said_at=fact.said_at,
        told_together=told_together,
        replaces=replaces,
    )
    claim.save(force_insert=True)
    ledger.record(
        FACT_ADDED, by=by, child_id=record.child_id, about=Ref("claim", claim.id), detail={"kind": str(fact.kind)}
    )
    return claim


def _refuse_impossible(fact: Fact) -> None:
    if not fact.text.strip():
        raise Refused("fact_empty")
    if len(fact.text) > LONGEST:
        raise Refused("fact_too_long", most=LONGEST)
    if fact.born_from is not None and fact.born_from > today():
        raise Refused("birth_in_future")
