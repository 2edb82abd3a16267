"""Questions to the files that hang from entries, each starting from what the actor may see."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Sum

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.chronology.kinds import Finding
from cairn.chronology.models import Attachment, Entry, FileCheck
from cairn.core.errors import NotFound

DAY = timedelta(days=1)
_FINAL = (Finding.CLEAN, Finding.HARMFUL)


def with_files(rows: QuerySet[Entry], child: Child, actor: Actor) -> QuerySet[Entry]:
    """The entries of a child with their files and what is known of each, the first added first."""
    files = Attachment.objects.visible_to(actor, child.place).order_by("recorded_at", "id")
    return rows.prefetch_related(Prefetch("attachments", with_checks(files, actor)))


def with_checks(rows: QuerySet[Attachment], actor: Actor) -> QuerySet[Attachment]:
    """Files together with their checks, from which it follows whether they may be opened."""
    return rows.prefetch_related(Prefetch("checks", FileCheck.objects.visible_to(actor)))


def files_of(entry: Entry, actor: Actor) -> list[Attachment]:
    """The files of one entry, the first added first."""
    rows = Attachment.objects.visible_to(actor).filter(entry=entry).select_related("team", "agency")
    return list(with_checks(rows, actor).order_by("recorded_at", "id"))


def visible_file(attachment_id: UUID, entry_id: UUID, child: Child, actor: Actor) -> Attachment:
    """One file of one entry of a child. Raises NotFound when there is none that this actor may see."""
    rows = Attachment.objects.visible_to(actor, child.place).filter(pk=attachment_id, entry_id=entry_id, child=child)
    found: Attachment | None = with_checks(rows, actor).first()
    if found is None:
        raise NotFound
    return found


def added_since(moment: datetime, actor: Actor) -> tuple[int, int]:
    """How many files this person, or this agency's system, has added since then, and their bytes in all."""
    own = Attachment.objects.visible_to(actor).filter(recorded_by_id=actor.membership_id, team_id__in=actor.team_ids)
    return _sum(own.filter(recorded_at__gt=moment))


def bytes_about(child_id: UUID, actor: Actor) -> int:
    """The bytes of all files about a child that this actor sees."""
    return _sum(Attachment.objects.visible_to(actor).filter(child_id=child_id))[1]


def waiting_files(actor: Actor, *, after: UUID | None, most: int) -> list[Attachment]:
    """Files of which nothing final is known yet, in the order of their ids, beyond `after`."""
    final = FileCheck.objects.visible_to(actor).filter(attachment=OuterRef("pk"), finding__in=_FINAL)
    rows = Attachment.objects.visible_to(actor).filter(~Exists(final))
    return list((rows if after is None else rows.filter(pk__gt=after)).order_by("pk")[:most])


def plain_names(actor: Actor, *, most: int) -> list[Attachment]:
    """Files whose names lie plain, because they were added before names were sealed."""
    return list(Attachment.objects.visible_to(actor).filter(sealed_name="").order_by("pk")[:most])


def known_names(names: list[str], actor: Actor) -> set[str]:
    """Those of these storage names that a file which may still be opened bears."""
    harmful = FileCheck.objects.visible_to(actor).filter(attachment=OuterRef("pk"), finding=Finding.HARMFUL)
    rows = Attachment.objects.visible_to(actor).filter(~Exists(harmful), storage_name__in=names)
    return set(rows.values_list("storage_name", flat=True))


def in_batches(names: Iterator[str], size: int) -> Iterator[list[str]]:
    """The same names, so many at a time."""
    batch: list[str] = []
    for name in names:
        batch.append(name)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _sum(rows: QuerySet[Attachment]) -> tuple[int, int]:
    found: dict[str, Any] = rows.aggregate(count=Count("id"), bytes=Sum("size"))
    return found["count"], found["bytes"] or 0
