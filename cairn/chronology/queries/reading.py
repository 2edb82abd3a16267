"""Questions to the story of a child, each starting from what the actor may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.utils.functional import cached_property

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.chronology.kinds import EntryKind
from cairn.chronology.models import Entry
from cairn.chronology.queries.attachments import with_files
from cairn.core.clock import LOCAL
from cairn.core.errors import NotFound
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.duties.queries import unsent_drafts
from cairn.partnership.models import Agency

# The stubs make it generic; the class itself is not.
if TYPE_CHECKING:
    _Pages = Paginator[Entry]
else:
    _Pages = Paginator

PAGE = 50
MOST_PRINTED = 500
# Nobody turns to the twenty-first page: beyond this the filters are quicker, and counting is slow under row security.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to read: which agencies and kinds, between which days, holding which words, in which order.

    `by_known`: by when we knew it rather than when it happened. `days` are inclusive.
    """

    agencies: tuple[UUID, ...] = ()
    kinds: tuple[EntryKind, ...] = ()
    first: date | None = None
    last: date | None = None
    words: str = ""
    by_known: bool = False
    oldest_first: bool = False

    @property
    def column(self) -> str:
        """The column that the story is ordered and cut by."""
        return "known_at" if self.by_known else "sorted_at"


class CappedPaginator(_Pages):
    """Pages without an exact count: counting stops at 1,000."""

    @cached_property
    def count(self) -> int:
        """How many entries there are, up to 1,000."""
        rows = cast("QuerySet[Entry]", self.object_list)
        return rows.order_by()[:MOST_COUNTED].count()

    @property
    def is_capped(self) -> bool:
        """Whether there may be more than can be turned to."""
        return self.count >= MOST_COUNTED


def story(child: Child, asked: Asked, actor: Actor) -> QuerySet[Entry]:
    """A child's entries that fit, in order, with who wrote them and what corrects them (R-009).

    Both agencies and both kinds of "missing + school" are shown: within one question any answer fits, between
    questions all must.
    """
    rows = Entry.objects.visible_to(actor, child.place).filter(child=child, **_between(asked))
    if asked.agencies:
        rows = rows.filter(agency_id__in=asked.agencies)
    if asked.kinds:
        rows = rows.filter(kind__in=[str(kind) for kind in asked.kinds])
    for word in asked.words.split():
        rows = rows.filter(words__icontains=word)
    sign = "" if asked.oldest_first else "-"
    corrections = Entry.objects.visible_to(actor).select_related("team").order_by("recorded_at")
    together = rows.select_related("team", "agency").prefetch_related(Prefetch("corrected_by", corrections))
    return with_files(together, child, actor).order_by(f"{sign}{asked.column}", f"{sign}id")


def page_of(rows: QuerySet[Entry], number: str) -> "Page[Entry]":
    """One page of 50; the nearest one for a number that is none."""
    return CappedPaginator(rows, PAGE).get_page(number)


def agencies_in(child: Child, actor: Actor) -> list[Agency]:
    """The agencies that have written in the story, by name, to choose among."""
    writing = Entry.objects.visible_to(actor, child.place).filter(child=child).order_by().values("agency_id").distinct()
    return list(Agency.objects.filter(pk__in=writing))


def last_seen(child: Child, actor: Actor) -> Entry | None:
    """The entry that says when the child was seen last, leaving out what was corrected or recorded in error."""
    rows = Entry.objects.visible_to(actor, child.place).filter(child=child, kind=EntryKind.SEEN, corrected_by=None)
    seen: Entry | None = (
        rows.exclude(detail__has_key="in_error").select_related("team", "agency").order_by("-sorted_at", "-id").first()
    )
    return seen


def own_entries(child: Child, actor: Actor, limit: int) -> list[Entry]:
    """What the actor's own teams wrote, the newest first."""
    rows = Entry.objects.visible_to(actor, child.place).filter(child=child, team_id__in=actor.team_ids)
    together = with_files(rows.select_related("team", "agency"), child, actor)
    return list(together.order_by("-sorted_at", "-id")[:limit])


def visible_entry(entry_id: UUID, child: Child, actor: Actor) -> Entry:
    """One entry of a child's story. Raises NotFound when there is none that this actor may see."""
    rows = Entry.objects.visible_to(actor).select_related("record", "team", "agency")
    entry = rows.filter(pk=entry_id, child=child).first()
    if entry is None:
        raise NotFound
    return entry


def own_entry(entry_id: UUID, child: Child, actor: Actor) -> Entry | None:
    """One entry that the actor's own team wrote; None for any other id."""
    rows = Entry.objects.visible_to(actor).select_related("record", "team", "agency")
    found: Entry | None = rows.filter(pk=entry_id, child=child, team_id__in=actor.team_ids).first()
    return found


def begun(child: Child, actor: Actor) -> Draft | None:
    """This person's unsent addition to the story of this child."""
    mine: Iterable[Draft] = unsent_drafts(actor).filter(kind=DraftKind.ENTRY, about_kind="child", about_id=child.id)
    return next(iter(mine), None)


def draft_of(draft_id: UUID, actor: Actor) -> Draft | None:
    """One of this person's own unsent drafts; None for any other id."""
    found: Draft | None = unsent_drafts(actor).filter(pk=draft_id, kind=DraftKind.ENTRY).first()
    return found


def _between(asked: Asked) -> dict[str, datetime]:
    found = {}
    if asked.first is not None:
        found[f"{asked.column}__gte"] = _starts(asked.first)
    if asked.last is not None:
        found[f"{asked.column}__lt"] = _starts(asked.last + timedelta(days=1))
    return found


def _starts(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL).astimezone(UTC)
