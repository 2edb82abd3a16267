"""Adding to the chronology, and correcting it by adding."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Record
from cairn.chronology.kinds import (
    ENTRY_ADDED,
    ENTRY_CORRECTED,
    SOURCE_PROTECTED,
    EntryKind,
    Exactness,
    HowKnown,
)
from cairn.chronology.models import Citation, Entry
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.core.ids import uuid7
from cairn.core.kept_sealed import HANDLING
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.sharing import verbs as sharing

LONGEST = 15_000


@dataclass(frozen=True)
class Said:
    """What happened, in the words of whoever says so: when (from, to, how exact), where, how it is known."""

    kind: EntryKind
    words: str
    how_known: HowKnown
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None
    exactness: Exactness = Exactness.ABOUT
    place: str = ""
    known_at: datetime | None = None
    detail: dict[str, object] = field(default_factory=dict)


@transaction.atomic
def add_entry(
    *,
    record: Record,
    said: Said,
    by: Actor,
    told_together: UUID | None = None,
    corrects: Entry | None = None,
    send_key: UUID | None = None,
) -> Entry:
    """Add one thing that happened to a child's story, through the team's own record. Records ENTRY_ADDED.

    The same words from the same person under the same `send_key` (the draft's id) are the same entry again, however
    often the button is pressed; other words under it are another entry, because nothing typed may get lost.
    Refuses nothing said (`words_needed`), over 15,000 characters (`words_too_long`), a time that ends before it begins
    (`time_out_of_order`) and something that has not happened yet (`time_in_future`).
    """
    by.require(Permission.ENTRY_ADD, record)
    entry_id = uuid5(send_key, f"entry {by.membership_id}") if send_key else None
    if entry_id is not None:
        one_at_a_time(entry_id)
        kept: Entry | None = Entry.objects.visible_to(by).filter(pk=entry_id).first()
        if kept is not None and kept.record_id == record.id and kept.words == said.words.strip():
            return kept
        entry_id = None if kept else entry_id
    return write_entry(
        record=record, said=said, by=by, told_together=told_together, corrects=corrects, entry_id=entry_id
    )


@transaction.atomic
def correct_entry(*, entry: Entry, said: Said, by: Actor) -> Entry:
    """Say again, and rightly, what the own team wrote: a new entry that points at the old one. Records ENTRY_CORRECTED.

    The old one stays where it is, marked. Refuses another team's entry (`not_your_teams_entry`), one that was corrected
    already (`corrected_already`), and what `add_entry` refuses.
    """
    by.require(Permission.ENTRY_ADD, entry)
    _refuse_not_ours(entry, by)
    handling = entry.detail.get(HANDLING)
    if handling:  # what is said of something sealed is sealed as well
        said = replace(said, detail={**said.detail, HANDLING: handling})
    if entry.detail.get(SOURCE_PROTECTED):  # whoever told of it is not to be named by what is said of it later
        said = replace(said, detail={**said.detail, SOURCE_PROTECTED: True})
    return add_entry(record=entry.record, said=said, by=by, told_together=entry.told_together, corrects=entry)


@transaction.atomic
def mark_in_error(*, entry: Entry, reason: str, by: Actor) -> Entry:
    """Mark what the own team wrote as recorded in error, with the reason. Nothing is taken away.

    Refuses no reason (`error_reason_needed`), and what `correct_entry` refuses.
    """
    if not reason.strip():
        raise Refused("error_reason_needed")
    said = Said(
        kind=EntryKind(entry.kind),
        words=reason,
        how_known=HowKnown(entry.how_known),
        occurred_from=entry.occurred_from,
        occurred_to=entry.occurred_to,
        exactness=Exactness(entry.exactness),
        known_at=entry.known_at,
        detail={"in_error": True},
    )
    return correct_entry(entry=entry, said=said, by=by)


def write_entry(
    *,
    record: Record,
    said: Said,
    by: Actor,
    told_together: UUID | None = None,
    corrects: Entry | None = None,
    entry_id: UUID | None = None,
) -> Entry:
    """The same, inside a verb that has asked already: the signed-out door writes what it will never read."""
    _refuse_impossible(said)
    known = said.known_at or now()
    entry = Entry(
        id=entry_id or uuid7(),
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
        kind=said.kind,
        words=said.words.strip(),
        how_known=said.how_known,
        occurred_from=said.occurred_from,
        occurred_to=said.occurred_to,
        exactness=said.exactness if said.occurred_from else Exactness.UNKNOWN,
        known_at=known,
        place=said.place,
        detail=said.detail,
        told_together=told_together,
        corrects=corrects,
        sorted_at=said.occurred_from or known,
    )
    entry.insert()
    if corrects is not None:
        sharing.follows(former=corrects.id, later=entry.id)
    happening = ENTRY_CORRECTED if corrects else ENTRY_ADDED
    ledger.record(
        happening, by=by, child_id=record.child_id, about=Ref("entry", entry.id), detail={"kind": str(said.kind)}
    )
    return entry


def cite(*, entry: Entry, record: Record, citing: Ref, by: Actor) -> Citation:
    """Note that something leans on an entry, so that it is found again if two children must be taken apart."""
    citation = Citation(
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
        entry=entry,
        citing_kind=citing.kind,
        citing_id=citing.id,
    )
    citation.save(force_insert=True)
    return citation


def _refuse_not_ours(entry: Entry, by: Actor) -> None:
    if entry.team_id not in by.team_ids:
        raise Refused("not_your_teams_entry")
    one_at_a_time(entry.child_id)
    if Entry.objects.filter(corrects=entry).exists():
        raise Refused("corrected_already")


def _refuse_impossible(said: Said) -> None:
    if not said.words.strip():
        raise Refused("words_needed")
    if len(said.words) > LONGEST:
        raise Refused("words_too_long", most=LONGEST)
    if said.occurred_from and said.occurred_from > now():
        raise Refused("time_in_future")
    if said.occurred_to and (said.occurred_from is None or said.occurred_to < said.occurred_from):
        raise Refused("time_out_of_order")
