"""Sealed columns of the database: each text opens in its own place alone, and all are found again when keys rotate.

To seal a column of a model:

- keep it in a TextField; write `sealed(text, place_of(row, "address"))`, read `opened(row.address, place_of(...))`;
- call `register("app.Model", "address")` in the app's `ready()`, or rotating the keys would leave its texts behind;
- where rows are append-only, let the guard pass a text that is sealed again: `access.schema.reseals`.

A column of JSON may hold sealed texts anywhere inside.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

from cairn.core import crypto
from cairn.core.crypto import SealBroken

About = Callable[[Any], str]
_SEALED = re.compile(r"v1\.[a-z0-9-]{1,32}\.[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """The one column of one row where a sealed text belongs. Moved to any other it opens no more."""

    table: str
    column: str
    row: UUID | int | str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}:{self.row}"


def place_of(row: Model, column: str) -> Place:
    """The place of a column of this row, whose key must have been chosen already."""
    return Place(row._meta.db_table, column, row.pk)


def sealed(text: str, place: Place) -> str:
    """The text, sealed with the newest key for this place alone."""
    return crypto.seal(text, about=str(place))


def opened(text: str, place: Place) -> str:
    """What was sealed for this place. Raises SealBroken when it was altered, moved, or its key is gone."""
    return crypto.unseal(text, about=str(place))


@dataclass(frozen=True, slots=True)
class Resealed:
    """What one batch did: the last row it came to, how many rows it sealed again, and how many would not open."""

    last: Any
    done: int
    broken: int


@dataclass(frozen=True, slots=True)
class Column:
    """A registered column: its model by label, and where the texts of a row belong."""

    model: str
    name: str
    about: About

    @property
    def label(self) -> str:
        """Such as "duties.Draft.sealed"."""
        return f"{self.model}.{self.name}"

    def count(self) -> Counter[str]:
        """How many rows hold a text that each key seals, by the key's name."""
        table, column = apps.get_model(self.model)._meta.db_table, self.name
        statement = (
            "select key, count(*) from (select distinct t.id, found.part[1] as key"  # noqa: S608 (own names)
            f" from {table} t, regexp_matches(t.{column}::text, 'v1[.]([a-z0-9-]{{1,32}})[.]', 'g') found(part)) held"
            " group by key"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return Counter(dict(cursor.fetchall()))

    def reseal(self, after: Any, most: int) -> Resealed:
        """Seal again what any older key seals, in up to `most` rows beyond `after`, in the order of their ids.

        What does not open stays as it is and is counted. What somebody changes at this moment is left to its next run.
        """
        last, done, broken = after, 0, 0
        for row_id, before, about in list(self._older(after, most)):
            last = row_id
            try:
                again = _again(before, about)
            except SealBroken:
                broken += 1
                continue
            done += self._rows().filter(pk=row_id, **{self.name: before}).update(**{self.name: again})
        return Resealed(last, done, broken)

    def _older(self, after: Any, most: int) -> Iterator[tuple[Any, Any, str]]:
        newest = crypto.key_names()[0]
        rows = self._rows().annotate(as_text=Cast(self.name, TextField()))
        rows = rows.filter(as_text__regex=rf"v1[.](?!{newest}[.])[a-z0-9-]+[.]").order_by("pk")
        for row in (rows if after is None else rows.filter(pk__gt=after))[:most]:
            # As it is stored: some models open their rows as they are fetched.
            stored = row.as_text if isinstance(row._meta.get_field(self.name), TextField) else getattr(row, self.name)
            yield row.pk, stored, self.about(row)

    def _rows(self) -> QuerySet[Any]:
        return QuerySet(apps.get_model(self.model))


_COLUMNS: dict[str, Column] = {}


def register(model: str, name: str, about: About | None = None) -> None:
    """Make a sealed column known. `about`: where a row's texts belong, if that is not `place_of`."""
    column = Column(model, name, about or (lambda row: str(place_of(row, name))))
    _COLUMNS.setdefault(column.label, column)


def columns() -> tuple[Column, ...]:
    """Every column that holds sealed texts."""
    return tuple(_COLUMNS[label] for label in sorted(_COLUMNS))


def _again(value: Any, about: str) -> Any:
    if isinstance(value, dict):
        return {key: _again(each, about) for key, each in value.items()}
    if isinstance(value, list):
        return [_again(each, about) for each in value]
    if isinstance(value, str) and _SEALED.fullmatch(value) and not crypto.is_newest(value):
        return crypto.seal(crypto.unseal(value, about=about), about=about)
    return value
