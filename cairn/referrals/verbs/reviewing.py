"""The second look at a concern for which nothing was done at first (R-027)."""

from django.db import transaction
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Record
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import Said, write_entry
from cairn.core.errors import Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.referrals.kinds import REFERRAL_LOOKED_AGAIN
from cairn.referrals.models import Referral
from cairn.referrals.queries import look_back_owed


@transaction.atomic
def look_again(*, referral: Referral, note: str, by: Actor) -> Entry:
    """The team that owes it has looked again: its note joins the child's story. Records REFERRAL_LOOKED_AGAIN.

    Closes the duty `noted_review`. Refuses an empty note (`note_needed`), over-long text (`words_too_long`), and
    anybody of whom no second look is awaited (`nothing_to_look_at_again`).
    """
    by.require(Permission.REFERRAL_ANSWER, referral)
    if not note.strip():
        raise Refused("note_needed")
    one_at_a_time(referral.child_id)
    owed = look_back_owed(referral, by)
    mine = Record.objects.visible_to(by).filter(child_id=referral.child_id, team_id__in=by.team_ids)
    record = mine.order_by("-opened_at").first()
    if owed is None or record is None:
        raise Refused("nothing_to_look_at_again")
    about = Ref("referral", referral.id)
    words = _("Looked again at a concern that was noted: %(note)s") % {"note": note.strip()}
    entry = write_entry(record=record, said=Said(EntryKind.OTHER, words, HowKnown.PROFESSIONAL_ESTIMATE), by=by)
    duties.close(kind=DutyKind.REVIEW_NOTED, about=about, by=by)
    ledger.record(REFERRAL_LOOKED_AGAIN, by=by, child_id=referral.child_id, about=about)
    return entry
