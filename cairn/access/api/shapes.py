"""Shapes of what is sent and shown. Unknown fields are refused at every level; text is taken in any script."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

from cairn.core.clock import now

LONGEST = 15_000  # characters of any text
MOST_LISTED = 100
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LAST_PAGE = 10_000
# What word processors and PDF files put where a line ends.
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_UNSEEN = re.compile("[\\s\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPOKEN = re.compile(r"[A-Z]{1,3}-[0-9A-Z]{1,8}-[0-9A-Z]{1,8}")
Line = TypeVar("Line")


class Asked(BaseModel):
    """Something that is sent. What is not described here is refused, never ignored."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True, hide_input_in_errors=True)


class Shown(BaseModel):
    """Something that is shown."""


class Listed(Shown, Generic[Line]):
    """One page of a list. `has_more` says whether there is a page after it."""

    items: list[Line]
    page: int
    limit: int
    has_more: bool


def _plain(value: Any) -> Any:
    # As the page does: what nobody can see or type goes, direction marks and emoji stay.
    return _CONTROLS.sub("", _BREAKS.sub("\n", value)).strip() if isinstance(value, str) else value


def _on_one_line(value: Any) -> Any:
    return " ".join(_plain(value).split()) if isinstance(value, str) else value


def _seen(value: str) -> str:
    if not _UNSEEN.sub("", value):
        raise PydanticCustomError("words_needed", "words needed")
    return value


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise PydanticCustomError("time_wrong", "no time")
    if found.utcoffset() is None:
        raise PydanticCustomError("time_without_offset", "no offset")
    return found


def _past(value: datetime) -> datetime:
    if value > now():
        raise PydanticCustomError("time_in_future", "in the future")
    return value


def _day(value: Any) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise PydanticCustomError("day_wrong", "no day")
    return found


# The limit stands inside, so that it counts what is left of the words once nobody's control characters are gone.
Words = Annotated[str, Field(max_length=LONGEST), BeforeValidator(_plain)]
Needed = Annotated[str, Field(min_length=1, max_length=LONGEST), BeforeValidator(_plain), AfterValidator(_seen)]
Paragraph = Annotated[str, Field(max_length=4000), BeforeValidator(_plain)]
OneLine = Annotated[str, Field(max_length=500), BeforeValidator(_on_one_line)]
NeededLine = Annotated[str, Field(min_length=1, max_length=500), BeforeValidator(_on_one_line), AfterValidator(_seen)]
Short = Annotated[str, Field(max_length=60), BeforeValidator(_on_one_line)]
Postcode = Annotated[str, Field(max_length=12), BeforeValidator(_on_one_line)]
Several = Annotated[list[OneLine], Field(max_length=50)]
Slug = Annotated[str, Field(max_length=50), BeforeValidator(_on_one_line)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
Past = Annotated[Moment, AfterValidator(_past)]
Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, Strict()]
YesNo = Annotated[bool, Strict()]
PageNo = Annotated[int, Field(ge=1, le=_LAST_PAGE)]
Limit = Annotated[int, Field(ge=1, le=MOST_LISTED)]


def spoken(reference: str) -> str:
    """A reference from an address, as references are stored; one that cannot be any becomes one that is nobody's."""
    typed = reference.upper()
    return typed if _SPOKEN.fullmatch(typed) else "MALFORMED"


def cut(rows: Any, page: int, limit: int) -> tuple[list[Any], bool]:
    """The rows of one page, and whether more follow. Asks for one row too many instead of counting them all."""
    start = (page - 1) * limit
    found = list(rows[start : start + limit + 1])
    return found[:limit], len(found) > limit


def page_of(items: Iterable[Line], *, page: int, limit: int, has_more: bool) -> dict[str, Any]:
    """One page of a list, for the shape of that list to check."""
    return {"items": list(items), "page": page, "limit": limit, "has_more": has_more}
