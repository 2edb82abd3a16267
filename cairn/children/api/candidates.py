"""Whom a record's child may be, for the caller that has just written it."""

from cairn.access.actor import Actor
from cairn.children.api.phrasing import candidate_shown, own_records
from cairn.children.api.shapes import CandidateShown
from cairn.children.models import Child, Record
from cairn.children.queries.keys import facts_of
from cairn.children.queries.likeness import likeness
from cairn.children.verbs import candidates_for


def own_candidates(record: Record, by: Actor) -> list[CandidateShown]:
    """Children of whom the caller's own teams hold a record and whom this record may be about; no hints to anybody.

    Weighed by what the caller's own teams wrote, so that nothing another agency said is confirmed.
    """
    found = [each.child_id for each in candidates_for(record=record, by=by)]
    records = own_records(found, by)
    ranked, _ = likeness(facts_of(record.id), records, by, own_only=True)
    references = dict(Child.objects.visible_to(by).filter(pk__in=records).values_list("pk", "reference"))
    return [
        candidate_shown(each, references[each.candidate], records[each.candidate])
        for each in ranked.candidates
        if each.candidate in references
    ]
