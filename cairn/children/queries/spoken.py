"""What was said, as bare rows: for questions that read a hundred of them at once and show a few words of each.

A model costs more to make than such a question has to spare; the rules that take claims take these as well.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from cairn.children.models import Claim
from cairn.core.kept_sealed import is_sealed

_COLUMNS = (
    *("id", "child_id", "kind", "text", "detail", "basis", "born_from", "born_to"),
    *("said_at", "recorded_at", "replaces_id"),
)


class Spoken(NamedTuple):
    """One claim's words and when they were said; what others think of it is not among them."""

    id: UUID
    child_id: UUID
    kind: str
    text: str
    detail: dict[str, Any]
    basis: str
    born_from: date | None
    born_to: date | None
    said_at: datetime | None
    recorded_at: datetime
    replaces_id: UUID | None
    marked: tuple[Claim, ...] = ()


def spoken(claims: QuerySet[Claim]) -> Iterator[Spoken]:
    """These claims, in their order, those that are sealed opened. Raises SealBroken where one was altered or moved."""
    for row in claims.values_list(*_COLUMNS):
        one = Spoken(*row)
        yield _opened(one) if is_sealed(one.text, one.detail) else one


def _opened(one: Spoken) -> Spoken:
    claim = Claim(id=one.id, text=one.text, detail=one.detail)
    claim.open_words()
    return one._replace(text=claim.text, detail=claim.detail)
