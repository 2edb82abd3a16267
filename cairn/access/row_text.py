"""An SQL condition of our own over the columns of the row at hand, for a Django filter.

Django takes longer to put a composed condition into words than the database takes to answer it, and a page asks a
dozen of them.
"""

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import BooleanField, F, Func, Q
from django.db.models.expressions import Col

ROW = "{row}"  # where the name goes that the row's table has in the statement


class RowText(Func):
    """The text with the row's table in place of `ROW`; its placeholders are filled with `values`."""

    output_field = BooleanField()

    def __init__(self, text: str, values: tuple[object, ...] = ()) -> None:
        super().__init__(F("pk"))
        self.text, self.values = text, values

    def as_sql(self, compiler: Any, connection: Any, *_how: Any, **_further: Any) -> Any:
        """The condition, with whatever name the statement gives the table."""
        (key,) = self.get_source_expressions()
        row = compiler.quote_name_unless_alias(cast(Col, key).alias)
        return self.text.replace(ROW, row), self.values


def any_of(conditions: Sequence[Q]) -> Q:
    """Rows that meet any of the conditions; those that are texts alone become one text."""
    texts, others = list[RowText](), Q()
    for one in conditions:
        text = _text_of(one)
        if text is None:
            others |= one
        else:
            texts.append(text)
    if not texts:
        return others
    values = tuple(value for one in texts for value in one.values)
    joined = RowText("(" + " or ".join(f"({one.text})" for one in texts) + ")", values)
    return Q(joined) | others


def _text_of(condition: Q) -> RowText | None:
    first: object = condition.children[0] if len(condition.children) == 1 and not condition.negated else None
    return first if isinstance(first, RowText) else None
