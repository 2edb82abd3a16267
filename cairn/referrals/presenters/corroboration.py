"""What a deciding team looks for, and the table of how often each agency does so, as plain values (R-055)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.partnership.kinds import Sector
from cairn.referrals import queries
from cairn.referrals.kinds import Sought
from cairn.referrals.models import Corroboration, Referral
from cairn.referrals.queries import ParityCount
from cairn.referrals.rules import FEWEST_SHOWN
from cairn.ui.parts import Column


@dataclass(frozen=True, slots=True)
class LookedForLine:
    """One request: what is missing, from whom, since when, and what came of it. `href` is empty where nothing is open.

    `awaits_officer` says that it is open, and that a statutory officer alone may meet it.
    """

    missing: str
    source: str | Promise
    why: str
    who: str
    at: datetime
    awaits_officer: bool
    met_by: str | Promise
    met_words: str
    met_at: datetime | None
    href: str


def looked_for_lines(referral: Referral, actor: Actor) -> tuple[LookedForLine, ...]:
    """What is or was looked for before this is decided, the oldest first."""
    may_meet = referral.to_team_id in actor.team_ids and Permission.REFERRAL_ANSWER in actor.permissions
    rows = queries.looked_for([referral.id], actor).get(referral.id, [])
    return tuple(_line(one, may_meet) for one in rows)


def line_of(one: Corroboration) -> LookedForLine:
    """One of them, for a page about it alone."""
    return _line(one, may_meet=False)


def _line(one: Corroboration, may_meet: bool) -> LookedForLine:
    met = queries.what_met(one)
    return LookedForLine(
        missing=one.missing,
        source=Sought(one.sought).label,
        why=one.why,
        who=f"{one.team.name}, {one.team.agency.name}",
        at=one.recorded_at,
        awaits_officer=met is None and one.sought == Sought.STATUTORY,
        met_by=Sector(met.sector).label if met else "",
        met_words=met.words if met else "",
        met_at=met.recorded_at if met else None,
        href=reverse("referrals:met", args=[one.pk]) if may_meet and met is None else "",
    )


@dataclass(frozen=True, slots=True)
class ParityLine:
    """One agency's counts in words; "fewer than 5" where they are too few to show."""

    agency: str
    decisions: str
    requests: str
    statutory: str
    marked: str


@dataclass(frozen=True, slots=True)
class ParityPage:
    """The table of whose word was asked for. No child, no team and no person."""

    lines: tuple[ParityLine, ...]
    columns: tuple[Column, ...]


def parity_page(actor: Actor) -> ParityPage:
    """The table for the hub. Raises NotAllowed for anybody else."""
    heads: Iterable[str] = (_("Decisions"), _("Looked for more"), _("Only from a statutory officer"), _("Marked"))
    columns = (Column(label=_("Agency")), *(Column(label=head, is_numeric=True) for head in heads))
    return ParityPage(tuple(_parity_line(one) for one in queries.parity_counts(actor)), columns)


def _parity_line(one: ParityCount) -> ParityLine:
    return ParityLine(
        one.agency, _count(one.decisions), _count(one.requests), _count(one.statutory), _count(one.marked)
    )


def _count(number: int | None) -> str:
    return _("fewer than %(fewest)s") % {"fewest": FEWEST_SHOWN} if number is None else str(number)
