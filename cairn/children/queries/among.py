"""Asking for any of several, in one statement for none, one and many, so that the database plans it once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, Value

# The database reckons with so many where it does not know how many there will be. Fewer would seem worth a plan of
# their own at every asking, which takes longer than the asking.
_RECKONED_WITH = 10


class Among(Func):
    """Whether a column is among values given as one parameter."""

    template = "%(expressions)s)"
    arg_joiner = " = any("
    output_field = BooleanField()


def among(column: str, values: Iterable[Any]) -> Among:
    """For `filter`: whether the column is one of these values. A few are filled up with the last of them."""
    given = list(values)
    return Among(F(column), Value(given + given[-1:] * (_RECKONED_WITH - len(given))))
