"""What one team must sort after two children were taken apart: what it wrote then, and what leans across (R-003)."""

from dataclasses import dataclass
from uuid import UUID

from cairn.access.actor import Actor
from cairn.children.models import Child, Claim
from cairn.children.queries.parting import Parted, parted
from cairn.chronology.models import Citation, Entry
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty


@dataclass(frozen=True, slots=True)
class Leaning:
    """Something that this team decided or sent on, and the entry of the other child that it leans on.

    `entry` is None where the team does not see it any more.
    """

    citation: Citation
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Sorting:
    """All that one team must sort. `references` are those of the two children that the actor sees, by id."""

    duty: Duty
    parted: Parted
    references: dict[UUID, str]
    entries: tuple[Entry, ...]
    facts: tuple[Claim, ...]
    leaning: tuple[Leaning, ...]


def sorting_of(decision_id: UUID, actor: Actor) -> Sorting | None:
    """What the actor's team owes about this decision, done or not; None when none of their teams owes anything.

    For the hub, which sees every duty, the first team's: it may look and not answer. What was corrected since, or
    belongs to a third child by now, is left out.
    """
    owed = Duty.objects.visible_to(actor).filter(
        kind=DutyKind.SORT_CITATIONS, about_kind="link_decision", about_id=decision_id
    )
    duties = list(owed.select_related("owner_team").order_by("closed_at", "id"))
    duty = next((one for one in duties if one.owner_team_id in actor.team_ids), duties[0] if duties else None)
    if duty is None:
        return None
    two = parted(decision_id) or Parted({}, duty.started_at, duty.started_at)
    seen = Child.objects.visible_to(actor).filter(pk__in=list(two.makeups)).values_list("pk", "reference")
    return Sorting(duty, two, dict(seen), _entries(duty, two, actor), _facts(duty, two, actor), _lean(duty, two, actor))


def _entries(duty: Duty, two: Parted, actor: Actor) -> tuple[Entry, ...]:
    rows = Entry.objects.visible_to(actor).filter(
        team_id=duty.owner_team_id,
        child_id__in=list(two.makeups),
        recorded_at__gte=two.since,
        recorded_at__lte=two.until,
        corrected_by=None,
    )
    kept = rows.exclude(detail__has_key="in_error").select_related("record", "team", "agency")
    return tuple(kept.order_by("sorted_at", "id"))


def _facts(duty: Duty, two: Parted, actor: Actor) -> tuple[Claim, ...]:
    rows = Claim.objects.visible_to(actor).filter(
        team_id=duty.owner_team_id,
        child_id__in=list(two.makeups),
        recorded_at__gte=two.since,
        recorded_at__lte=two.until,
        replaced_by=None,
        about=None,
    )
    return tuple(rows.select_related("team", "agency").order_by("recorded_at", "id"))


def _lean(duty: Duty, two: Parted, actor: Actor) -> tuple[Leaning, ...]:
    cited = Citation.objects.visible_to(actor).filter(team_id=duty.owner_team_id, child_id__in=list(two.makeups))
    rows = list(cited.order_by("recorded_at", "id"))
    ids = [each.entry_id for each in rows]
    entries = Entry.objects.visible_to(actor).filter(pk__in=ids).select_related("team", "agency").in_bulk()
    found = (Leaning(each, entries.get(each.entry_id)) for each in rows)
    return tuple(one for one in found if one.entry is None or one.entry.child_id != one.citation.child_id)
