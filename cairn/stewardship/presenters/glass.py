"""Records that were opened because somebody was in danger, as the desk and whoever led are shown them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now, today
from cairn.duties import rules as clocks
from cairn.partnership.queries import nation_of
from cairn.sharing.kinds import GlassFinding
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Grant
from cairn.sharing.queries.glass import opened_in_month
from cairn.stewardship.presenters.words import certainty_words, who
from cairn.stewardship.queries.glass import month_after, month_before

CLOCK = "glass_review"
_FIRST_MONTH = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class GlassLine:
    """One opening. `ended_at` is its early end or the end of its hour; `finding` is empty until somebody said it.

    `what` is empty where it was a child's story, and else says what that only named people read, which `holder` holds.
    """

    id: UUID
    reference: str
    what: Promise | str
    who: str
    agency: str
    lead: str
    holder: str
    opened_at: datetime
    ended_at: datetime
    is_open: bool
    danger: str
    why_now: str
    due_at: datetime
    is_late: bool
    source: str
    certainty: Promise
    finding: Promise | str
    finding_words: str
    found_by: str
    breach_id: UUID | None
    may_review: bool
    may_read_breach: bool


@dataclass(frozen=True, slots=True)
class GlassMonth:
    """The openings of a month, what was said of them; the months before and after as addresses take them."""

    first: date
    lines: tuple[GlassLine, ...]
    justified: int
    not_justified: int
    waiting: int
    before: str
    after: str


def glass_month(first: date, by: Actor) -> GlassMonth:
    """A month's list for whoever looks after data protection."""
    rows = list(opened_in_month(first, by))
    counted = Counter(one.finding for one in rows)
    later = month_after(first)
    return GlassMonth(
        first=first,
        lines=tuple(glass_line(one, by) for one in rows),
        justified=counted[GlassFinding.JUSTIFIED],
        not_justified=counted[GlassFinding.NOT_JUSTIFIED],
        waiting=counted[""],
        before=f"{month_before(first):%Y-%m}" if first > _FIRST_MONTH else "",
        after=f"{later:%Y-%m}" if later <= today() else "",
    )


def glass_line(grant: Grant, by: Actor) -> GlassLine:
    """One opening, with what this actor may still say of it."""
    moment, nation = now(), nation_of(grant.team)
    policy = clocks.policy_for(CLOCK, nation, grant.opened_at)
    due_at = clocks.due(CLOCK, nation, grant.opened_at).due_at
    is_own = grant.opened_by.practitioner_id == by.practitioner_id
    return GlassLine(
        id=grant.pk,
        reference=grant.child_reference,
        what=ApartKind(grant.apart_kind).label if grant.apart_kind else "",
        who=who(grant.opened_by),
        agency=grant.agency.name,
        lead=grant.lead_team.name,
        holder=grant.holder_team.name if grant.holder_team else "",
        opened_at=grant.opened_at,
        ended_at=grant.ended_at or grant.until,
        is_open=grant.ended_at is None and grant.until > moment,
        danger=grant.danger,
        why_now=grant.why_now,
        due_at=due_at,
        is_late=grant.found_at is None and due_at < moment,
        source=policy.source,
        certainty=certainty_words(policy.certainty),
        finding=GlassFinding(grant.finding).label if grant.finding else "",
        finding_words=grant.finding_words,
        found_by=who(grant.found_by) if grant.found_by else "",
        breach_id=grant.breach_id,
        may_review=grant.found_at is None and not is_own,
        may_read_breach=by.may(Permission.DATA_PROTECT),
    )
