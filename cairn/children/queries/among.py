"""Asking for any of several, in one statement for none, one and many, so that the database plans it once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, Value


class Among(Func):
    """Whether a column is among values given as one parameter."""

    template = "%(expressions)s)"
    arg_joiner = " = any("
    output_field = BooleanField()


def among(column: str, values: Iterable[Any]) -> Among:
    """For `filter`: whether the column is one of these values."""
    return Among(F(column), Value(list(values)))
