"""My work: what I owe, what is owed to me, what is new, what I have begun."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.chronology.kinds import EntryKind
from cairn.desk import queries
from cairn.desk.presenters.lines import DutyLine, columns, duty_lines
from cairn.desk.presenters.places import child_href, draft_href, draft_words
from cairn.desk.queries import Known, News
from cairn.duties.queries import Page, owed_by_me, owed_to_me
from cairn.notices.presenters import Line, line
from cairn.notices.queries import unread
from cairn.ui.parts import Column

MOST_NOTICES = 10


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One child with what others added since this person last looked."""

    child: Known
    href: str
    count: int
    newest: str | Promise
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Something begun and not sent."""

    words: str
    href: str
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything on the page. `listed` are the children it shows; `sent` the referrals answered since yesterday."""

    owed: tuple[DutyLine, ...]
    owed_page: Page
    awaited: tuple[DutyLine, ...]
    awaited_page: Page
    news: tuple[NewsLine, ...]
    notices: tuple[Line, ...]
    drafts: tuple[DraftLine, ...]
    sent: tuple[UUID, ...]
    listed: frozenset[UUID]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class WorkApart:
    """What is owed by and what is to be read by somebody whose role shows them no child: no child is named in it."""

    owed: tuple[DutyLine, ...]
    notices: tuple[Line, ...]
    columns: tuple[Column, ...]


def work_apart(actor: Actor) -> WorkApart:
    """The same for those whom their role shows no child, such as data-protection leads: soonest first, at most 50."""
    owed = owed_by_me(actor, of_no_child=True)
    return WorkApart(
        owed=duty_lines((one.duty for one in owed.lines), {}, actor),
        notices=tuple(line(notice) for notice in unread(actor)[:MOST_NOTICES]),
        columns=columns(),
    )


def work_of(actor: Actor, *, page: int = 1, awaited: int = 1) -> Work:
    """The work of one person at this moment, soonest first."""
    mine, theirs, news = owed_by_me(actor, page=page), owed_to_me(actor, page=awaited), queries.news_for(actor)
    begun = queries.begun_by(actor)
    duties = [one.duty for one in (*mine.lines, *theirs.lines)]
    known = queries.known_children([*(duty.child_id for duty in duties), *(one.child_id for one in news)], actor)
    return Work(
        owed=duty_lines((one.duty for one in mine.lines), known, actor),
        owed_page=mine,
        awaited=duty_lines((one.duty for one in theirs.lines), known, actor),
        awaited_page=theirs,
        news=tuple(_news(one, known[one.child_id]) for one in news if one.child_id in known),
        notices=tuple(line(notice) for notice in unread(actor)[:MOST_NOTICES]),
        drafts=tuple(DraftLine(draft_words(one), draft_href(one), one.saved_at) for one in begun.unsent),
        sent=begun.answered,
        listed=frozenset(known),
        columns=columns(),
    )


def _news(one: News, child: Known) -> NewsLine:
    team = one.newest.team
    return NewsLine(
        child=child,
        href=child_href(child.reference),
        count=one.count,
        newest=EntryKind(one.newest.kind).label,
        by=_("%(team)s, %(agency)s") % {"team": team.name, "agency": team.agency.name},
        at=one.newest.recorded_at,
    )
