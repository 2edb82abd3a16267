"""Rows as COPY reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

Value = str | int | float | bool | datetime | date | None


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a table that differ from row to row, and those that are the same in every row."""

    table: str
    columns: tuple[str, ...]
    constant: Mapping[str, Value]

    @property
    def copy(self) -> str:
        """The statement that takes the rows."""
        return f"copy {self.table} ({', '.join((*self.columns, *self.constant))}) from stdin"

    def line(self, values: Sequence[Value]) -> str:
        """One row. Made-up texts hold no tab, line end or backslash."""
        return "\t".join(map(written, values)) + self.ending

    @property
    def ending(self) -> str:
        """The part of a line that is the same in every row."""
        return "".join("\t" + written(value) for value in self.constant.values()) + "\n"


def written(value: Value) -> str:
    """One value as text."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, date) else str(value)


def escaped(text: str) -> str:
    """Text of several lines as COPY takes it."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
