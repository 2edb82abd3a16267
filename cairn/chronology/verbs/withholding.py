"""Holding back an entry of the story from named agencies; letting only named people read one (R-049, R-061)."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.verbs import mark_before
from cairn.chronology.models import Citation, Entry
from cairn.core.jobs import defer
from cairn.core.kept_sealed import seal_rows
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.notices import verbs as notices
from cairn.sharing import verbs as sharing
from cairn.sharing.kinds import LEANS_ON_WITHHELD, ItemKind
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Compartment, CompartmentItem, Withholding
from cairn.sharing.rules import HoldBack

_JOB = "chronology.seal_apart"


def _told_with(entry: Entry, by: Actor) -> tuple[UUID, ...]:
    """The telling, and what was told of other children in it: the same words would be read there, and its files."""
    if entry.told_together is None:
        return ()
    others = Entry.objects.visible_to(by).filter(told_together=entry.told_together).exclude(pk=entry.pk)
    return (entry.told_together, *others.order_by("id").values_list("pk", flat=True))


@transaction.atomic
def withhold_entry(*, entry: Entry, said: HoldBack, by: Actor, seen_by: tuple[str, ...] = ()) -> Withholding:
    """Keep an entry of the own team from named agencies from now on, with what was told together with it and all that
    corrects it or that it corrects.

    Those who leaned on it elsewhere keep what they wrote, without the link, and are warned; not those it is kept from.
    `seen_by` are the agencies that have looked since it was written. Records and refuses what `sharing.withhold` does.
    """
    by.require(Permission.WITHHOLD, entry)
    one_at_a_time(entry.child_id)
    versions = _versions(entry, by)
    withholding = sharing.withhold(held=_held(entry, versions, by, seen_by), said=said, by=by)
    leaning = Citation.objects.visible_to(by).filter(entry_id__in=(entry.id, *versions)).exclude(team_id=entry.team_id)
    for team_id in leaning.exclude(agency_id__in=said.agencies).order_by().values_list("team_id", flat=True).distinct():
        notices.leave(team_id=team_id, code=LEANS_ON_WITHHELD, about=Ref("child", entry.child_id))
    return withholding


@transaction.atomic
def keep_entry_apart(
    *, entry: Entry, kind: ApartKind, reason: str, by: Actor, second: UUID | None = None
) -> Compartment:
    """Let only named people read an entry of the own team from now on, with its files, what was told together with it
    and all that corrects it or that it corrects.

    It is sealed. Those who leaned on it elsewhere keep what they wrote, without the link. Records and refuses what
    `sharing.keep_apart` does, and what `mark_before` does for a safe address.
    """
    by.require(Permission.WITHHOLD, entry)
    one_at_a_time(entry.child_id)
    if kind is ApartKind.SAFE_ADDRESS:
        mark_before(child=entry.child, reason=reason, by=by)
    held = _held(entry, _versions(entry, by), by)
    compartment = sharing.keep_apart(held=held, kind=kind, reason=reason, by=by, second=second)
    defer(_JOB, child_id=str(entry.child_id))
    return compartment


def told_again(entry: Entry, by: Actor) -> tuple[UUID, ...]:
    """Every id under which the same thing is told: what corrects it or is corrected by it, and the telling."""
    return (*_versions(entry, by), *_told_with(entry, by))


@transaction.atomic
def seal_apart(*, child_id: UUID, by: Actor) -> int:
    """Seal entries that were written plain and are kept apart; returns how many. Run by the worker, any number of
    times."""
    by.require(Permission.ENTRY_ADD)
    one_at_a_time(child_id)
    inside = CompartmentItem.objects.visible_to(by).filter(compartment__child_id=child_id, is_active=True)
    rows = inside.filter(item_kind=ItemKind.ENTRY).values_list("item_id", "compartment__kind")
    return sum(seal_rows(Entry, [item_id], kind) for item_id, kind in rows)


def _held(entry: Entry, versions: tuple[UUID, ...], by: Actor, seen_by: tuple[str, ...] = ()) -> sharing.Held:
    return sharing.Held(
        kind=ItemKind.ENTRY,
        item_id=entry.id,
        child_id=entry.child_id,
        record_id=entry.record_id,
        team_id=entry.team_id,
        agency_id=entry.agency_id,
        besides=(*versions, *_told_with(entry, by)),
        seen_by=seen_by,
    )


def _versions(entry: Entry, by: Actor) -> tuple[UUID, ...]:
    """What this corrects and what corrects it, however often: the same thing said again."""
    mine = Entry.objects.visible_to(by)
    found, edge = {entry.id}, {entry.id}
    while edge:
        earlier = mine.filter(pk__in=edge).exclude(corrects=None).values_list("corrects_id", flat=True)
        later = mine.filter(corrects_id__in=edge).values_list("pk", flat=True)
        edge = {*earlier, *later} - found
        found |= edge
    return tuple(sorted(found - {entry.id}))
