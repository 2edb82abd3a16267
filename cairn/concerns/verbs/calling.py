"""Noting a telephone call about a concern: people ring, and Cairn remembers it."""

from django.db import transaction
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import Said, add_entry, write_entry
from cairn.concerns.kinds import CALL_NOTED, CALLED_BACK, CallBackOutcome, CallOutcome
from cairn.concerns.models import Concern, ConcernSubject
from cairn.concerns.rules import CallMade
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.core.ids import uuid7
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.ui.formats import day


@transaction.atomic
def note_call(*, concern: Concern, call: CallMade, by: Actor) -> list[Entry]:
    """Add a telephone call to the story of each child of a concern, through the sender's own records.

    Records CALL_NOTED and what the entries record. Refuses anybody but the team that raised the concern
    (`not_raised_by_your_team`).
    """
    subjects = ConcernSubject.objects.visible_to(by).filter(concern=concern, team_id__in=by.team_ids)
    found = list(subjects.select_related("record").order_by("order"))
    if not found:
        raise Refused("not_raised_by_your_team")
    together, said = uuid7(), _said(call)
    entries = [add_entry(record=subject.record, said=said, by=by, told_together=together) for subject in found]
    ledger.record(CALL_NOTED, by=by, about=Ref("concern", concern.id), detail={"outcome": call.outcome})
    return entries


@transaction.atomic
def note_call_back(*, concern: Concern, outcome: CallBackOutcome, words: str = "", by: Actor) -> list[Entry]:
    """The hub has rung back whoever raised a concern without signing in: verified, or could not be reached.

    Closes the duty to ring back and adds a line to the story of each child, on the hub's own record. Records
    CALLED_BACK. Raises NotAllowed for anybody but the hub; refuses where nobody owes a call back (`call_back_done`).
    """
    by.require(Permission.ENTRY_ADD, concern)
    by.require(Permission.HUB_DUTY_LIST)  # ringing back is the duty desk's own work, like its list
    about = Ref("concern", concern.id)
    if not duties.close(kind=DutyKind.CALL_BACK, about=about, by=by):
        raise Refused("call_back_done")
    subjects = ConcernSubject.objects.visible_to(by).filter(concern=concern, team__agency=by.agency_id)
    found = list(subjects.select_related("record").order_by("order"))
    together, said = uuid7(), _said_of_call_back(outcome, words)
    entries = [write_entry(record=one.record, said=said, by=by, told_together=together) for one in found]
    ledger.record(CALLED_BACK, by=by, about=about, detail={"outcome": str(outcome)})
    return entries


def _said_of_call_back(outcome: CallBackOutcome, words: str) -> Said:
    lines = [_("Rang back the person who raised this: %(outcome)s.") % {"outcome": outcome.label}, words.strip()]
    return Said(
        kind=EntryKind.CALL,
        words="\n".join(filter(None, lines)),
        how_known=HowKnown.SEEN,
        occurred_from=now(),
        detail={"call_back": str(outcome)},
    )


def _said(call: CallMade) -> Said:
    lines = [_("Rang about this concern: %(outcome)s.") % {"outcome": CallOutcome(call.outcome).label}]
    if call.agreed.strip():
        lines.append(_("Agreed: %(words)s") % {"words": call.agreed.strip()})
    if call.by_when is not None:
        lines.append(_("By when: %(day)s") % {"day": day(call.by_when)})
    detail: dict[str, object] = {"outcome": call.outcome, "by_when": call.by_when.isoformat() if call.by_when else None}
    return Said(
        kind=EntryKind.CALL, words="\n".join(lines), how_known=HowKnown.SEEN, occurred_from=now(), detail=detail
    )
