"""What the story has to say when two children are taken apart, and when somebody has reviewed who looked (R-003)."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.models import LinkDecision
from cairn.children.verbs import Parting, ToSort, own_record
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Citation, Entry
from cairn.chronology.verbs.writing import Said, write_entry
from cairn.core.ref import Ref


def across(parting: Parting, by: Actor) -> Iterator[ToSort]:
    """What leans across two children who are about to be taken apart, and what was written while they were one."""
    written = Entry.objects.visible_to(by).filter(
        child_id=parting.other_id, recorded_at__gte=parting.since, recorded_at__lte=parting.until
    )
    for entry_id, team_id in written.values_list("id", "team_id"):
        yield ToSort(Ref("entry", entry_id), team_id)
    going = Q(record_id__in=parting.records)
    from_there = Q(entry__record_id__in=parting.records)
    leaning = Citation.objects.visible_to(by).filter(child_id=parting.other_id).filter(going ^ from_there)
    for entry_id, team_id in leaning.values_list("entry_id", "team_id"):
        yield ToSort(Ref("entry", entry_id), team_id)


def note_looks_review(decision: LinkDecision, note: str, by: Actor) -> Entry:
    """Keep the words of a review in the story of the child at whom everybody looked. Records ENTRY_ADDED.

    Whoever reads that story may see who has looked at the child anyway. Called inside the verb that has asked already.
    """
    words = _("Reviewed who looked while two records were held to be one child: %(note)s") % {"note": note}
    said = Said(EntryKind.OTHER, words, HowKnown.PROFESSIONAL_ESTIMATE)
    return write_entry(record=own_record(child=decision.other, by=by), said=said, by=by)
