"""Rows whose words are sealed in the database and plain in memory, for whoever may fetch the row at all.

A row is sealed whose `detail` says with which handling: its first column in SEALED then holds, sealed for this row,
what all of them said, and the others are empty.
"""

import json
import re
from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Self

from django.db import models

from cairn.core.sealed import opened, place_of, sealed

HANDLING = "handling"
# What of a detail stays plain beside the handling: codes by which rows are found, never anybody's words.
_PLAIN = frozenset({HANDLING, "in_error", "said_again"})
_SEALED = re.compile(r"v1\.[a-z0-9-]{1,32}\.[A-Za-z0-9_-]+")


class KeptSealed(models.Model):
    """Base of a model some of whose rows are sealed."""

    SEALED: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        """The row, opened. Raises SealBroken where it was altered or moved, or its key is gone."""
        row = super().from_db(db, field_names, values, **more)
        if is_sealed(row.__dict__.get(cls.SEALED[0]), row.__dict__.get("detail")):
            row.open_words()
        return row

    def open_words(self) -> None:
        """Put what was sealed back in its columns, in memory alone."""
        first = self.SEALED[0]
        told: dict[str, Any] = json.loads(opened(getattr(self, first), place_of(self, first)))
        for name, value in told.items():
            setattr(self, name, value)

    def sealed_columns(self, handling: str) -> dict[str, Any]:
        """What the columns are in the database once this row is kept with a handling."""
        first = self.SEALED[0]
        detail: dict[str, Any] = {**self.detail, HANDLING: handling}  # type: ignore[attr-defined]  # a column of whatever is based on this
        told = {name: getattr(self, name) for name in self.SEALED} | {"detail": detail}
        plain = {name: value for name, value in detail.items() if name in _PLAIN}
        empty = dict.fromkeys(self.SEALED, "")
        return {**empty, first: sealed(json.dumps(told, ensure_ascii=False), place_of(self, first)), "detail": plain}

    def insert(self) -> None:
        """Save a new row, sealed where its detail says so. In memory it stays plain."""
        detail: dict[str, Any] = self.detail  # type: ignore[attr-defined]  # a column of whatever is based on this
        if not detail.get(HANDLING):
            self.save(force_insert=True)
            return
        for name, value in self.sealed_columns(str(detail[HANDLING])).items():
            setattr(self, name, value)
        self.save(force_insert=True)
        self.open_words()


def is_sealed(words: object, detail: object) -> bool:
    """Whether these two columns of a row hold something sealed."""
    has_handling = isinstance(detail, dict) and bool(detail.get(HANDLING))
    return has_handling and isinstance(words, str) and _SEALED.fullmatch(words) is not None


def seal_rows(model: type[KeptSealed], ids: Sequence[Any], handling: str) -> int:
    """Seal rows that were written plain before; returns how many. Only the worker's own database role may.

    What is sealed already stays as it is.
    """
    rows: Any = models.QuerySet(model)
    done = 0
    for row in rows.filter(pk__in=list(ids)):
        if row.detail.get(HANDLING):
            continue
        done += rows.filter(pk=row.pk).update(**row.sealed_columns(handling))
    return done
