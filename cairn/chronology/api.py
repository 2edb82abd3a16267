"""The story of a child in the API."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from cairn.access.actor import Actor
from cairn.access.api.asking import caller
from cairn.access.api.shapes import Asked as Sent
from cairn.access.api.shapes import Limit, Listed, Moment, Needed, OneLine, PageNo, Shown, cut, page_of, spoken
from cairn.children.models import Child
from cairn.children.verbs import find_child, open_child, own_record
from cairn.chronology.kinds import EntryKind, Exactness, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.queries import Asked, story, visible_entry
from cairn.chronology.verbs import Said, add_entry, correct_entry
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.partnership.api.receipts import CREATED, KEYED, once

router = Router(tags=["Story"])


class EntryAsked(Sent):
    """Something that happened, in the words of whoever says so. Concerns and decisions have doors of their own."""

    kind: Literal[
        "seen", "call", "contact", "meeting", "missing", "move", "school", "health", "police", "service", "other"
    ]
    words: Needed
    how_known: HowKnown
    occurred_from: Moment | None = None
    occurred_to: Moment | None = None
    exactness: Exactness = Exactness.ABOUT
    place: OneLine = ""
    corrects: UUID | None = None

    def said(self) -> Said:
        """The same, as the verb takes it."""
        return Said(
            kind=EntryKind(self.kind),
            words=self.words,
            how_known=HowKnown(self.how_known),
            occurred_from=self.occurred_from,
            occurred_to=self.occurred_to,
            exactness=Exactness(self.exactness),
            place=self.place,
        )


class EntryShown(Shown):
    """One line of the story: when it happened, when it was known, when it was written down, who says so."""

    id: UUID
    kind: str
    words: str
    how_known: str
    occurred_from: datetime | None
    occurred_to: datetime | None
    exactness: str
    known_at: datetime
    recorded_at: datetime
    place: str
    team: str
    agency: str
    corrects: UUID | None
    corrected_by: list[UUID]


@router.get(
    "/children/{reference}/chronology",
    response=Listed[EntryShown],
    operation_id="chronology",
    summary="The story of a child",
)
def chronology(request: HttpRequest, reference: str, page: PageNo = 1, limit: Limit = 50) -> object:
    """What happened, the newest first, as the caller may see it. The look is remembered."""
    by = caller(request, "page", "limit")
    child = open_child(reference=spoken(reference), by=by, purpose="api")
    found, has_more = cut(story(child, Asked(), by), page, limit)
    return page_of(map(_shown, found), page=page, limit=limit, has_more=has_more)


@router.post(
    "/children/{reference}/entries",
    response={CREATED: EntryShown},
    operation_id="add_entry",
    summary="Add to the story of a child",
    openapi_extra=KEYED,
)
def add(request: HttpRequest, reference: str, sent: EntryAsked) -> EntryShown:
    """Through the caller's own record of the child. A correction says which entry it corrects; both stay."""
    by = caller(request)
    made = once(request, lambda _key: _added(spoken(reference), sent, by), by)
    entry = Entry.objects.visible_to(by).select_related("team", "agency").filter(pk=made.id).first()
    if entry is None:
        raise NotFound
    return _shown(entry)


def _added(reference: str, sent: EntryAsked, by: Actor) -> Ref:
    child: Child = find_child(reference=reference, by=by)
    if sent.corrects is not None:
        wrong = visible_entry(sent.corrects, child, by)
        return Ref("entry", correct_entry(entry=wrong, said=sent.said(), by=by).id)
    return Ref("entry", add_entry(record=own_record(child=child, by=by), said=sent.said(), by=by).id)


def _shown(entry: Entry) -> EntryShown:
    return EntryShown(
        id=entry.id,
        kind=entry.kind,
        words=entry.words,
        how_known=entry.how_known,
        occurred_from=entry.occurred_from,
        occurred_to=entry.occurred_to,
        exactness=entry.exactness,
        known_at=entry.known_at,
        recorded_at=entry.recorded_at,
        place=entry.place,
        team=entry.team.name,
        agency=entry.agency.name,
        corrects=entry.corrects_id,
        corrected_by=[each.id for each in entry.corrected_by.all()],
    )
