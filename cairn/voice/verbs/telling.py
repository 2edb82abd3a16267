"""Writing down that a child was told who knows what, what the child said, or why it waits (R-062)."""

from datetime import UTC, datetime, time
from uuid import UUID, uuid5

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child, Record
from cairn.children.verbs import own_record
from cairn.chronology import verbs as chronology
from cairn.chronology.kinds import EntryKind, Exactness, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import Said
from cairn.core.clock import LOCAL, today
from cairn.core.errors import Refused
from cairn.core.ids import uuid7
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.working_days import end_of
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.partnership.models import Team
from cairn.partnership.queries import nation_of
from cairn.voice.kinds import CHILD_NOT_TOLD, CHILD_TOLD, Shown, TellingKind
from cairn.voice.models import Telling
from cairn.voice.queries.tellings import has_take_away, waiting
from cairn.voice.rules.saying import NotYetSaid, ToldSaid, entry_words, refuse_open_ended, refuse_unsaid

POLICY = "tell_child"


@transaction.atomic
def note_told(*, child: Child, said: ToldSaid, by: Actor, send_key: UUID | None = None) -> Telling:
    """Write down a conversation in which the child was told who knows what and why. Records CHILD_TOLD.

    What the child said becomes an entry of the story in the child's own words, which this leans on. Whoever owed it to
    tell the child owes it no more. The same person with the same `send_key` gets the same again. Refuses what
    `refuse_unsaid` does, and a copy taken away that the own team never made (`no_take_away_copy`).
    """
    by.require(Permission.CHILD_TELL, child)
    one_at_a_time(child.id)
    telling_id = _id(send_key, by)
    kept: Telling | None = Telling.objects.visible_to(by).filter(pk=telling_id).first()
    if kept is not None:
        return kept
    refuse_unsaid(said, today())
    if said.shown is Shown.AWAY and not has_take_away(child, by):
        raise Refused("no_take_away_copy")
    record = own_record(child=child, by=by)
    entry = _entry(record, said, by)
    telling = _telling(telling_id, record, by, TellingKind.TOLD)
    telling.entry = entry
    for name in (
        *("told_on", "language", "told", "shown", "is_alone", "present", "interpreting", "interpreter"),
        *("view", "disputes", "objects_to", "weighed", "minds_no_more", "questions"),
    ):
        value = getattr(said, name)
        setattr(telling, name, value.strip() if type(value) is str else value)
    telling.save(force_insert=True)
    about = Ref("telling", telling.id)
    if entry is not None:
        chronology.cite(entry=entry, record=record, citing=about, by=by)
    _owed_no_more(child, by)
    detail = {"view": said.view.value, "objects": bool(telling.objects_to), "spoke": entry is not None}
    # Held back, the child's words take this line of the ledger with them.
    leaves = Ref("entry", entry.id) if entry else about
    ledger.record(CHILD_TOLD, by=by, child_id=child.id, about=leaves, detail=detail)
    return telling


@transaction.atomic
def note_not_yet(*, child: Child, said: NotYetSaid, by: Actor, send_key: UUID | None = None) -> Telling:
    """Write down why the child was not told yet, and until when. Records CHILD_NOT_TOLD.

    The own team owes it to tell the child, or to say again why not, by that day (`tell_child`, four weeks at most).
    Refuses what `refuse_open_ended` does.
    """
    by.require(Permission.CHILD_TELL, child)
    one_at_a_time(child.id)
    telling_id = _id(send_key, by)
    kept: Telling | None = Telling.objects.visible_to(by).filter(pk=telling_id).first()
    if kept is not None:
        return kept
    refuse_open_ended(said, today())
    record = own_record(child=child, by=by)
    telling = _telling(telling_id, record, by, TellingKind.NOT_YET)
    telling.told_on, telling.reason, telling.why = today(), said.reason, said.why.strip()
    telling.review_on = said.review_on
    _owed_no_more(child, by)
    telling.save(force_insert=True)
    about = Ref("telling", telling.id)
    _owe(telling, said, by)
    ledger.record(CHILD_NOT_TOLD, by=by, child_id=child.id, about=about, detail={"reason": said.reason.value})
    return telling


def _id(send_key: UUID | None, by: Actor) -> UUID:
    return uuid5(send_key, f"telling {by.membership_id}") if send_key else uuid7()


def _telling(telling_id: UUID, record: Record, by: Actor, kind: TellingKind) -> Telling:
    return Telling(
        id=telling_id,
        kind=kind,
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
    )


def _entry(record: Record, said: ToldSaid, by: Actor) -> Entry | None:
    """What the child said, in the story; nothing where the child said nothing."""
    words = entry_words(said)
    if not words:
        return None
    alone = {"alone": "yes" if said.is_alone else "no", "language": said.language.strip()}
    told = Said(
        kind=EntryKind.CONTACT,
        words=words,
        how_known=HowKnown.CHILD_SAYS,
        occurred_from=datetime.combine(said.told_on, time(), LOCAL).astimezone(UTC),
        exactness=Exactness.ABOUT,
        detail=dict(alone),
    )
    return chronology.add_entry(record=record, said=told, by=by)


def _owed_no_more(child: Child, by: Actor) -> None:
    """Whoever wrote that the child was not told yet: this answers it."""
    for one in waiting(child, by):
        duties.close(kind=DutyKind.TELL_CHILD, about=Ref("telling", one.id), by=by)


def _owe(telling: Telling, said: NotYetSaid, by: Actor) -> None:
    team = Team.objects.select_related("agency").get(pk=telling.team_id)
    duties.owe(
        kind=DutyKind.TELL_CHILD,
        about=Ref("telling", telling.id),
        policy=POLICY,
        nation=nation_of(team),
        owner_team=team,
        child_id=telling.child_id,
        record_id=telling.record_id,
        due_at=end_of(said.review_on),
    )
