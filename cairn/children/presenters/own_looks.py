"""What somebody looked at themselves, as their own page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.children.presenters.looks_list import what_for
from cairn.children.queries.looks_account import MOST_OWN, OWN_DAYS, OwnLook
from cairn.ui.parts import Column


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One look: when, what was done, at whom by reference, what for."""

    at: datetime
    what: str
    references: tuple[str, ...]
    others: str
    what_for: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of one's own looks of the last `days`. `older` is the id at which the next page begins."""

    lines: tuple[OwnLine, ...]
    columns: tuple[Column, ...]
    older: int | None
    days: int


def own_page(found: Iterable[OwnLook]) -> OwnPage:
    """The looks in words."""
    looks = list(found)
    columns = tuple(Column(label=each) for each in (_("When"), _("What you did"), _("Children"), _("What for")))
    older = looks[-1].id if len(looks) == MOST_OWN else None
    return OwnPage(tuple(_line(one) for one in looks), columns, older, OWN_DAYS)


def _line(one: OwnLook) -> OwnLine:
    return OwnLine(one.at, one.sentence, one.references, _others(one), what_for(one.purpose))


def _others(one: OwnLook) -> str:
    if not one.others:
        return ""
    if one.references:
        return ngettext("and %(count)s more", "and %(count)s more", one.others) % {"count": one.others}
    words = ngettext("a child you no longer see", "%(count)s children you no longer see", one.others)
    return words % {"count": one.others}
