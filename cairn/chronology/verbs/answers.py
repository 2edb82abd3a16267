"""What another agency answered becomes part of the child's story (R-051, R-013)."""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Record
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs.writing import LONGEST, Said, write_entry
from cairn.core.jobs import defer
from cairn.core.locks import one_at_a_time
from cairn.sharing.models import AskAnswer

_JOB = "chronology.note_answer"


def take_up(answer: AskAnswer, by: Actor) -> None:
    """Write an answer into the story through the answering team's own record of the child, if it has one.

    A team that has none learns nothing of the child by answering, and becomes no part of the circle: then a job notes
    what was told in the record of the team that asked. Called in the answer's own transaction.
    """
    own = Record.objects.visible_to(by).filter(child_id=answer.child_id, team_id=answer.team_id)
    record = own.order_by("-opened_at", "-id").first()
    if record is None:
        defer(_JOB, answer_id=str(answer.id))
        return
    said = Said(EntryKind.CONTACT, _whole(answer), HowKnown(answer.known_from), detail=_detail(answer))
    write_entry(record=record, said=said, by=by, entry_id=_entry_id(answer))


@transaction.atomic
def note_answer(*, answer_id: UUID, by: Actor) -> Entry | None:
    """Note in the record of the team that asked what the other one told it; a second run notes nothing new.

    None where there is no such answer. Records ENTRY_ADDED.
    """
    by.require(Permission.ENTRY_ADD)
    answer = AskAnswer.objects.visible_to(by).select_related("team__agency", "ask").filter(pk=answer_id).first()
    if answer is None:
        return None
    one_at_a_time(answer.id)
    kept: Entry | None = Entry.objects.visible_to(by).filter(pk=_entry_id(answer)).first()
    if kept is not None:
        return kept
    record = Record.objects.visible_to(by).get(pk=answer.record_id)
    said = Said(EntryKind.CONTACT, _told(answer), HowKnown.OTHER_PERSON_SAYS, detail=_detail(answer))
    return write_entry(record=record, said=said, by=by, entry_id=_entry_id(answer))


def _told(answer: AskAnswer) -> str:
    words = {"team": answer.team.name, "agency": answer.team.agency.name, "question": answer.ask.question}
    told = _("%(team)s, %(agency)s, answered our question “%(question)s”:") % words
    # An answer may be as long as an entry; what asked for it gives way, never what was answered.
    whole = _whole(answer)
    head = told if len(told) + len(whole) + 1 <= LONGEST else ""
    return f"{head}\n{whole}".strip()


def _whole(answer: AskAnswer) -> str:
    """The answer; of a part also what is still to come, or others would take it for all there is."""
    if not answer.missing:
        return answer.words
    more = _("Still to come: %(missing)s") % {"missing": answer.missing}
    return f"{answer.words}\n{more}" if len(answer.words) + len(more) + 1 <= LONGEST else answer.words


def _detail(answer: AskAnswer) -> dict[str, object]:
    return {"ask": str(answer.ask_id), "answer": str(answer.id)}


def _entry_id(answer: AskAnswer) -> UUID:
    return uuid5(answer.id, "entry")
