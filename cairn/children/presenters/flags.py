"""Unusual looking of a week, as a data-protection lead is shown it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cairn.access.actor import Actor
from cairn.children.models import LookFlag
from cairn.children.queries import flags as queries
from cairn.children.queries.flags import Elsewhere
from cairn.children.queries.looks_account import references_of_looks
from cairn.children.rules.looking import Limits, Sign, limits_on
from cairn.core.clock import today

_SIGNS: dict[str, Promise] = {
    Sign.MANY_CHILDREN: gettext_lazy("different children opened on one day: %(count)s"),
    Sign.ODD_HOURS: gettext_lazy("times opened outside the hours of the team and their own: %(count)s"),
    Sign.SAME_SURNAME: gettext_lazy("children opened who bear the same surname: %(count)s"),
    Sign.NOT_INVOLVED: gettext_lazy("children opened whom their team had nothing to do with: %(count)s"),
    Sign.ONCE_ONLY: gettext_lazy("children opened once, and not in the weeks before: %(count)s"),
}


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One sign: who, what was unusual, at which children as far as one may ask about them, and what came of it."""

    id: UUID
    who: str
    where: str
    phone: str
    sign: str
    references: tuple[str, ...]
    outcome: str
    reason: str
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagsPage:
    """A week. `since` is None where nothing was counted yet."""

    since: date | None
    until: date | None
    lines: tuple[FlagLine, ...]
    elsewhere: tuple[Elsewhere, ...]
    investigations: tuple[Elsewhere, ...]
    limits: Limits


def flags_page(monday: date | None, by: Actor) -> FlagsPage:
    """The signs of one week for this lead."""
    flags = queries.flags_of(monday, by) if monday else []
    ids = {UUID(child) for flag in flags for child in flag.children}
    known = references_of_looks(ids, by) if ids else {}
    return FlagsPage(
        since=monday,
        until=monday + timedelta(days=6) if monday else None,
        lines=tuple(flag_line(flag, known, by) for flag in flags),
        elsewhere=tuple(queries.elsewhere(monday, by)) if monday else (),
        investigations=tuple(queries.investigations(by)),
        limits=limits_on(monday or today()),
    )


def flag_line(flag: LookFlag, known: dict[UUID, str], by: Actor) -> FlagLine:
    """One sign in words."""
    member = flag.membership
    return FlagLine(
        id=flag.id,
        who=member.practitioner.name,
        where=f"{member.team.name}, {flag.agency.name}",
        phone=member.team.phone or flag.agency.phone,
        sign=str(_SIGNS[flag.sign]) % {"count": flag.count},
        references=tuple(known[one] for one in map(UUID, flag.children) if one in known),
        outcome=str(flag.get_outcome_display()) if flag.outcome else "",
        reason=flag.reason,
        is_mine=not queries.is_others(by, flag),
    )
