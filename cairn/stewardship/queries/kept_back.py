"""What of a child is held back or only for named people, when somebody collects what is held for whoever asks (R-198).

What a subject of an investigation, or somebody who makes the child ask, must not learn is not found out by asking.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from cairn.duties.models import Duty
from cairn.planning.models import Contact
from cairn.sharing.kinds import ItemKind, Mode
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Compartment, CompartmentItem, WithheldFrom, Withholding

# Under which of its columns a row hangs from something that is held back.
_HANGS = ("about", "entry", "record", "concern", "corrects", "replaces")


@dataclass(frozen=True, slots=True)
class KeptBack:
    """By ids. `gone`: of which nobody may learn that it is there. `holders`: what only its team may give, by the team.

    `declared`: what is held back from some agencies, who know it. `agencies`: those of which no trace is left.
    """

    gone: frozenset[UUID]
    holders: Mapping[UUID, str]
    declared: frozenset[UUID]
    agencies: frozenset[UUID]

    def is_gone(self, row: models.Model) -> bool:
        """Whether the row, or what it hangs from, leaves no trace."""
        return not self.gone.isdisjoint(ids_of(row))

    def holder_of(self, row: models.Model) -> str | None:
        """The team that decides whether the row is given out; None where whoever answers the request decides."""
        return next((self.holders[one] for one in ids_of(row) if one in self.holders), None)

    def is_declared(self, row: models.Model) -> bool:
        """Whether some agency may not read the row, and knows that."""
        return not self.declared.isdisjoint(ids_of(row))


def ids_of(row: models.Model) -> tuple[UUID, ...]:
    """Every id under which a row could be held back."""
    told_together = getattr(row, "told_together", None)
    found = (row.pk, told_together, *(getattr(row, f"{name}_id", None) for name in _HANGS))
    return tuple(one for one in found if isinstance(one, UUID))


def kept_back(children: Collection[UUID], readers: Collection[UUID]) -> KeptBack:
    """What is held back about these children, for a pack that people of these agencies read. Run by the worker alone.

    What is kept from one of them without a trace is gone, and so is what is kept for named people without one.
    """
    kept = WithheldFrom.objects.filter(withholding__child_id__in=children, is_active=True)
    silent = list(kept.filter(is_declared=False).select_related("team"))
    traceless = Compartment.objects.filter(child_id__in=children, is_traceless=True).values_list("pk", flat=True)
    inside = CompartmentItem.objects.filter(compartment__child_id__in=children, is_active=True)
    unseen = inside.filter(compartment__in=traceless).values_list("item_id", flat=True)
    from_readers = {one.withholding_id for one in silent if one.agency_id in readers}
    gone = {one.item_id for one in silent if one.withholding_id in from_readers}
    owed = Duty.objects.filter(pk__in={one.item_id for one in silent}).values_list("pk", flat=True)
    parts = Withholding.objects.filter(
        pk__in={one.withholding_id for one in silent}, item_kind=ItemKind.PART, mode=Mode.SILENT
    )
    return KeptBack(
        gone=frozenset((*gone, *owed, *traceless, *unseen)),
        holders={**_for_named_people(children), **{one.item_id: one.team.name for one in silent}},
        declared=frozenset(kept.filter(is_declared=True).values_list("item_id", flat=True)),
        agencies=frozenset(parts.values_list("agency_id", flat=True)),
    )


def _for_named_people(children: Collection[UUID]) -> dict[UUID, str]:
    """What only named people read, whoever collects: its ids, each with the team that holds it.

    With a safe address go the days on which somebody sees the child; whoever knows those can wait there.
    """
    inside = CompartmentItem.objects.filter(compartment__child_id__in=children, is_active=True)
    safe = Compartment.objects.filter(child_id__in=children, kind=ApartKind.SAFE_ADDRESS).values_list(
        "child_id", "team__name", "closed_at"
    )
    held = {
        one.pk: team
        for child_id, team, closed_at in safe
        for one in Contact.objects.filter(child=child_id)
        if closed_at is None or one.recorded_at <= closed_at
    }
    return held | dict(inside.values_list("item_id", "compartment__team__name"))
