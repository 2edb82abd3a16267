"""Who has looked at a child, as people read it: on the child's page, apart from it, and on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import LooksGiven, NamesReleased
from cairn.children.presenters import tabs
from cairn.children.queries import looks_account as account
from cairn.children.queries.looks import MOST_LOOKS, Asked, Look, who_has_looked
from cairn.children.queries.looks_account import Looked
from cairn.children.queries.looks_functions import MOST_LOOKS_AT_ONCE
from cairn.core.clock import now
from cairn.ui.parts import Column


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look, as people read it."""

    at: datetime
    who: str
    role: str
    what: str
    what_for: str


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """Names released: by whose lead, why, from when to when; `may_end` while it runs and is this actor's to end."""

    id: UUID
    agency: str
    reason: str
    since: datetime
    until: datetime
    is_running: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class GivenLine:
    """The list was given: to whom, speaking as what, when, by which agency."""

    id: UUID
    to: str
    speaks_as: str
    on: date
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookList:
    """The whole list. `older` is the query of the next page; None on the last."""

    reference: str
    lines: tuple[LookLine, ...]
    columns: tuple[Column, ...]
    older: str | None
    is_narrowed: bool
    releases: tuple[ReleaseLine, ...]
    given: tuple[GivenLine, ...]
    may_release: bool
    may_give: bool


@dataclass(frozen=True, slots=True)
class GivenPage:
    """The list on paper: for whom it was made, and every line without a name. `is_cut` says that older ones are left
    out."""

    reference: str
    given: GivenLine
    lines: tuple[LookLine, ...]
    columns: tuple[Column, ...]
    is_cut: bool


def look_list(child: Looked, by: Actor, asked: Asked, *, may_give: bool, keep: str = "") -> LookList:
    """A page of the list for this actor; `keep` goes on into the query of the next page."""
    looks = who_has_looked(child.id, by, asked)
    return LookList(
        reference=child.reference,
        lines=tuple(_line(one) for one in looks),
        columns=_columns(),
        older=_older(looks, asked, keep) if len(looks) == MOST_LOOKS else None,
        is_narrowed=asked.agency_id is not None or asked.day is not None,
        releases=tuple(_release(one, by) for one in account.releases_of(child.id, by)),
        given=tuple(_given(one) for one in account.given_of(child.id, by)),
        may_release=by.may(Permission.LOOKS_RELEASE),
        may_give=may_give,
    )


def given_page(given: LooksGiven, child: Looked, looks: Iterable[Look]) -> GivenPage:
    """The printable list."""
    lines = tuple(_line(one, is_on_paper=True) for one in looks)
    is_cut = given.count >= MOST_LOOKS_AT_ONCE
    return GivenPage(child.reference, _given(given), lines, _columns(), is_cut)


def what_for(purpose: str) -> str:
    """The purpose of a look in words; empty where none was said."""
    return tabs.label_of(purpose) if purpose else ""


def _line(look: Look, *, is_on_paper: bool = False) -> LookLine:
    where = ", ".join(part for part in (look.team or look.function, look.agency) if part) or _("Cairn itself")
    named = "" if is_on_paper else look.name
    mine = _("you") if look.is_mine and not is_on_paper else named
    who = f"{mine} ({where})" if mine else where
    return LookLine(look.at, who, look.role, str(look.sentence), what_for(look.purpose))


def _columns() -> tuple[Column, ...]:
    return tuple(Column(label=each) for each in (_("When"), _("Who"), _("Role"), _("What was done"), _("What for")))


def _older(looks: list[Look], asked: Asked, keep: str) -> str:
    more = {"before": str(looks[-1].id)}
    if asked.agency_id:
        more["agency"] = str(asked.agency_id)
    if asked.day:
        more |= {f"on-{part}": str(getattr(asked.day, part)) for part in ("day", "month", "year")}
    return "?" + "&".join(filter(None, (keep, urlencode(more))))


def _release(one: NamesReleased, by: Actor) -> ReleaseLine:
    is_running = one.ended_at is None and one.until > now()
    may_end = is_running and by.may(Permission.LOOKS_RELEASE)
    return ReleaseLine(
        one.id, one.agency.name, one.reason, one.released_at, one.ended_at or one.until, is_running, may_end
    )


def _given(one: LooksGiven) -> GivenLine:
    return GivenLine(one.id, one.given_to, str(one.get_speaks_as_display()), one.given_on, one.agency.name)
