"""The story of a child in the API."""

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Router, UploadedFile

from cairn.access.actor import Actor
from cairn.access.api.asking import caller
from cairn.access.api.problems import Problem, field
from cairn.access.api.shapes import Asked as Sent
from cairn.access.api.shapes import Limit, Listed, Moment, Needed, OneLine, PageNo, Shown, cut, page_of, spoken
from cairn.children.models import Child
from cairn.children.verbs import find_child, open_child, own_record
from cairn.chronology.kinds import EntryKind, Exactness, HowKnown
from cairn.chronology.models import Attachment, Entry
from cairn.chronology.queries import Asked, story, visible_entry
from cairn.chronology.queries.attachments import files_of
from cairn.chronology.rules.files import MEDIA_TYPES
from cairn.chronology.verbs import (
    Said,
    SentFile,
    add_entry,
    correct_entry,
    keep_entry_apart,
    open_attachment,
    withhold_entry,
)
from cairn.chronology.verbs import attach as attach_file
from cairn.core.errors import NotFound
from cairn.core.kept_sealed import HANDLING
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.partnership.api.receipts import CREATED, KEYED, once
from cairn.sharing.api.withholding import ApartAsked, WithholdAsked
from cairn.sharing.kinds.apart import ApartKind
from cairn.ui.downloads import download

router = Router(tags=["Story"])


class EntryAsked(Sent):
    """Something that happened, in the words of whoever says so. Concerns and decisions have doors of their own.

    Shared with everybody who works with the child, unless `withhold` gives a reason not to.
    """

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
    withhold: WithholdAsked | None = None
    apart: ApartAsked | None = None

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
            detail={HANDLING: str(self.apart.kind)} if self.apart else {},
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


class FileShown(Shown):
    """A file of an entry. `finding`: clean, not_checked (held back) or harmful (removed); only clean ones open."""

    id: UUID
    name: str
    kind: str
    size: int
    finding: str
    added_at: datetime
    team: str
    agency: str


Sending = Annotated[UploadedFile, File(description="One file; the policy says how large and of which kinds.")]
_CONTENT: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file, to be stored and not shown",
            "content": {one: {"schema": {"type": "string", "format": "binary"}} for one in MEDIA_TYPES.values()},
        }
    }
}


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


@router.get(
    "/children/{reference}/entries/{uuid:entry_id}/attachments",
    response=Listed[FileShown],
    operation_id="attachments",
    summary="The files of an entry",
)
def attachments(request: HttpRequest, reference: str, entry_id: UUID) -> object:
    """What may be opened and what is held back, the first added first. The look is remembered."""
    by = caller(request)
    child = open_child(reference=spoken(reference), by=by, purpose="api")
    found = files_of(_entry(entry_id, child, by), by)
    return page_of(map(_file_shown, found), page=1, limit=max(len(found), 1), has_more=False)


@router.post(
    "/children/{reference}/entries/{uuid:entry_id}/attachments",
    response={CREATED: FileShown},
    operation_id="attach",
    summary="Add a file to an entry",
    openapi_extra=KEYED,
)
def attach(request: HttpRequest, reference: str, entry_id: UUID, file: Sending) -> FileShown:
    """To an entry of the caller's own team, as `multipart/form-data` with one part, `file`. A picture is drawn anew.

    Never send a sexual image of a child: it is an offence. Ring the police.
    """
    by = caller(request)
    if unknown := sorted({*request.POST, *request.FILES} - {"file"}):
        raise Problem(422, "fields_wrong", [field("extra_forbidden", "body", name) for name in unknown])
    sent = SentFile(file.name or "", file.read())
    told = f"{sent.name} {sha256(sent.body).hexdigest()}"
    made = once(request, lambda _key: _attached(spoken(reference), entry_id, sent, by), by, body=told)
    found = Attachment.objects.visible_to(by).select_related("team", "agency").filter(pk=made.id).first()
    if found is None:
        raise NotFound
    return _file_shown(found)


@router.get(
    "/children/{reference}/entries/{uuid:entry_id}/attachments/{uuid:attachment_id}",
    operation_id="attachment",
    summary="A file",
    openapi_extra=_CONTENT,
)
def attachment(request: HttpRequest, reference: str, entry_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    """The content of a file that was checked. The look is remembered before a byte leaves."""
    by = caller(request)
    file = open_attachment(
        reference=spoken(reference), entry_id=entry_id, attachment_id=attachment_id, by=by, purpose="api"
    )
    return download(file.chunks, name=file.name, media_type=file.media_type, size=file.size)


def _entry(entry_id: UUID, child: Child, by: Actor) -> Entry:
    try:
        return visible_entry(entry_id, child, by)
    except NotFound:
        ledger.not_found_or_hidden(by=by, kind="entry", reference=entry_id)
        raise


def _attached(reference: str, entry_id: UUID, sent: SentFile, by: Actor) -> Ref:
    entry = _entry(entry_id, find_child(reference=reference, by=by), by)
    return Ref("attachment", attach_file(entry=entry, sent=sent, by=by).id)


def _added(reference: str, sent: EntryAsked, by: Actor) -> Ref:
    child: Child = find_child(reference=reference, by=by)
    if sent.corrects is not None:
        wrong = visible_entry(sent.corrects, child, by)
        entry = correct_entry(entry=wrong, said=sent.said(), by=by)
    else:
        entry = add_entry(record=own_record(child=child, by=by), said=sent.said(), by=by)
    if sent.withhold is not None:
        withhold_entry(entry=entry, said=sent.withhold.said(by), by=by)
    if sent.apart is not None:
        second = sent.apart.second_person(by)
        keep_entry_apart(entry=entry, kind=ApartKind(sent.apart.kind), reason=sent.apart.why, by=by, second=second)
    return Ref("entry", entry.id)


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


def _file_shown(file: Attachment) -> FileShown:
    return FileShown(
        id=file.id,
        name=file.name,
        kind=file.kind,
        size=file.size,
        finding=file.finding,
        added_at=file.recorded_at,
        team=file.team.name,
        agency=file.agency.name,
    )
