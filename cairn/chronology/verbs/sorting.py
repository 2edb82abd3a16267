"""After two children were taken apart: each author team says whose its entries are. Nothing is taken away (R-003)."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import Basis, Capacity, FactKind
from cairn.children.models import Child, Claim, Record
from cairn.children.queries.parting import Parted
from cairn.children.verbs import Fact, add_fact, open_record
from cairn.chronology.kinds import ENTRIES_SORTED, EntryKind, Exactness, HowKnown, Whose
from cairn.chronology.models import Entry
from cairn.chronology.queries.sorting import Sorting, sorting_of
from cairn.chronology.verbs.attaching import carry_files
from cairn.chronology.verbs.writing import Said, add_entry, mark_in_error
from cairn.core.errors import NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.sharing import verbs as sharing


@transaction.atomic
def open_sorting(*, decision_id: UUID, by: Actor) -> Sorting:
    """Fetch what this team must sort, to be shown. Records `listed` with the children in sight.

    Raises NotFound, and notes the refused id, when no team of the actor owes this; NotAllowed for a role that writes
    nothing, and for the hub, which holds no duty of another's.
    """
    by.require(Permission.CHILD_OPEN)
    sorting = sorting_of(decision_id, by)
    if sorting is None:
        ledger.not_found_or_hidden(by=by, kind="link_decision", reference=decision_id)
        raise NotFound
    _require(sorting.duty, by)
    ledger.listed(by=by, child_ids=sorting.references, purpose="whose entries these are")
    return sorting


@transaction.atomic
def sort_entries(*, decision_id: UUID, said: Mapping[UUID, Whose], by: Actor) -> None:
    """Say of each entry and fact that this team wrote while two children were one whose it is. The duty is done.

    *Stays* changes nothing. *Both* writes it once more, on the team's own record of the other child, pointing at the
    first. *Moves* does that and marks the first as recorded in error; a fact cannot be marked and so never moves. A
    team without a record of the other child opens one, and has then told us something about that child. Records
    ENTRIES_SORTED with counts, beside what the single deeds record. Refuses an answer that leaves something out or
    names something else (`sort_every_one`); raises what `open_sorting` raises, and Conflict when it was done already.
    """
    sorting = sorting_of(decision_id, by)
    if sorting is None:
        raise NotFound
    _require(sorting.duty, by)
    one_at_a_time(*sorting.parted.makeups)
    facts = {each.id for each in sorting.facts}
    if set(said) != facts | {each.id for each in sorting.entries} or Whose.MOVES in {said[each] for each in facts}:
        raise Refused("sort_every_one")
    duties.finish(duty=sorting.duty, by=by)
    for entry in sorting.entries:
        _sort_entry(entry, said[entry.id], sorting, by)
    for fact in sorting.facts:
        if said[fact.id] is Whose.BOTH:
            again = add_fact(record=_record_beside(fact.child_id, sorting, by), fact=_as_fact(fact), by=by)
            sharing.follows(former=fact.id, later=again.id)
    counts = Counter(str(each) for each in said.values())
    about = Ref("link_decision", decision_id)
    for child_id in sorting.parted.makeups:
        ledger.record(ENTRIES_SORTED, by=by, child_id=child_id, about=about, detail=dict(counts))


def _require(duty: Duty, by: Actor) -> None:
    by.require(Permission.ENTRY_ADD)
    by.require(Permission.DUTY_TAKE, duty)


def _sort_entry(entry: Entry, whose: Whose, sorting: Sorting, by: Actor) -> None:
    if whose is Whose.STAYS:
        return
    again = add_entry(record=_record_beside(entry.child_id, sorting, by), said=_said_again(entry), by=by)
    sharing.follows(former=entry.id, later=again.id)
    carry_files(source=entry, target=again, by=by)
    if whose is Whose.MOVES:
        reason = _("This is about another child: two records had been held to be one.")
        mark_in_error(entry=entry, reason=reason, by=by)


def _said_again(entry: Entry) -> Said:
    return Said(
        kind=EntryKind(entry.kind),
        words=entry.words,
        how_known=HowKnown(entry.how_known),
        occurred_from=entry.occurred_from,
        occurred_to=entry.occurred_to,
        exactness=Exactness(entry.exactness),
        place=entry.place,
        known_at=entry.known_at,
        detail={**entry.detail, "said_again": str(entry.id)},
    )


def _as_fact(claim: Claim) -> Fact:
    return Fact(
        FactKind(claim.kind),
        claim.text,
        Basis(claim.basis),
        {**claim.detail, "said_again": str(claim.id)},
        born_from=claim.born_from,
        born_to=claim.born_to,
        said_at=claim.said_at or claim.recorded_at,
    )


def _record_beside(child_id: UUID, sorting: Sorting, by: Actor) -> Record:
    """The team's own record of the other one of the two: the newest it has, else a new one."""
    other_id, team = sorting.parted.beside(child_id), sorting.duty.owner_team
    mine = Record.objects.visible_to(by).filter(child_id=other_id, team=team)
    found: Record | None = mine.order_by("-opened_at", "-id").first()
    if found is not None:
        return found
    return open_record(child=_unseen(other_id, sorting.parted), team=team, capacity=Capacity.CONTRIBUTOR, by=by)


def _unseen(child_id: UUID, parted: Parted) -> Child:
    # The team may not see this child yet; what it writes about the child needs no more than these two.
    return Child(pk=child_id, makeup=parted.makeups[child_id])
