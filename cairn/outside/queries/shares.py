"""What left, for those inside: the list beside a child, the lines as they left, where each stands."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.children.queries.circle import works_with
from cairn.core.clock import now
from cairn.core.crypto import VERSION
from cairn.core.sealed import Place, opened
from cairn.outside.kinds import Standing
from cairn.outside.models import OutsideItem, OutsideShare, OutsideStep
from cairn.outside.rules import Frozen

_WITH = ("team__agency", "recorded_by__practitioner")


def shares_of(child: Child, actor: Actor) -> "QuerySet[OutsideShare]":
    """What left about a child, as far as the actor sees it."""
    rows: QuerySet[OutsideShare] = OutsideShare.objects.visible_to(actor, child.place).filter(child=child)
    return rows.select_related(*_WITH)


def one_share(share_id: UUID, actor: Actor) -> OutsideShare | None:
    """One share with its child; None for whoever does not see it, as for one that is not."""
    rows = OutsideShare.objects.visible_to(actor).select_related("child", *_WITH)
    found: OutsideShare | None = rows.filter(pk=share_id).first()
    return found


def sent_before(send_key: UUID, actor: Actor) -> OutsideShare | None:
    """What this very form shared already; None where it did not."""
    rows = OutsideShare.objects.visible_to(actor).filter(send_key=send_key, team_id__in=actor.team_ids)
    found: OutsideShare | None = rows.first()
    return found


def items_of(share: OutsideShare, actor: Actor) -> list[OutsideItem]:
    """The lines of a share that the actor may read, in their order; none of what was disposed of."""
    rows = OutsideItem.objects.visible_to(actor).filter(share=share, sealed__startswith=f"{VERSION}.")
    return list(rows.order_by("place"))


def lines_of(items: Iterable[OutsideItem]) -> list[Frozen]:
    """What left, as it left. Raises SealBroken where a line was altered."""
    return [line_in(one.pk, one.sealed) for one in items]


def line_in(item_id: UUID, sealed: str) -> Frozen:
    """One sealed line, opened."""
    return Frozen(**json.loads(opened(sealed, item_place(item_id))))


def item_place(item_id: UUID) -> Place:
    """Where the text of a line belongs: it opens nowhere else."""
    return Place(OutsideItem._meta.db_table, "sealed", item_id)


def steps_of(share: OutsideShare, actor: Actor) -> list[OutsideStep]:
    """What happened to it, in order."""
    return list(OutsideStep.objects.visible_to(actor).filter(share=share).order_by("at", "id"))


def steps_of_all(shares: Collection[OutsideShare], actor: Actor) -> dict[UUID, list[OutsideStep]]:
    """The same for several. One statement."""
    found: dict[UUID, list[OutsideStep]] = {one.pk: [] for one in shares}
    for step in OutsideStep.objects.visible_to(actor).filter(share__in=list(found)).order_by("at", "id"):
        found[step.share_id].append(step)
    return found


def standings(shares: Collection[OutsideShare], at: datetime | None = None) -> dict[UUID, Standing]:
    """Where each stands now, by the database's own word. One statement."""
    with connection.cursor() as cursor:
        ids = [one.pk for one in shares]
        cursor.execute("select * from cairn_outside_standings(%s::uuid[], %s)", [ids, at or now()])
        return {share: Standing(said) for share, said in cursor.fetchall()}


def left_out(share: OutsideShare) -> set[UUID]:
    """Lines of it that must not leave any more."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_outside_left_out(%s)", [share.pk])
        return {row[0] for row in cursor.fetchall()}


def may_withdraw(actor: Actor, share: OutsideShare) -> bool:
    """Whether the actor may take it back, by where they stand: its own team, who works with the child, and the hub."""
    own = share.team_id in actor.team_ids
    return actor.is_person and (own or works_with(actor, Child(pk=share.child_id)))


def is_own(actor: Actor, share: OutsideShare) -> bool:
    """Whether the actor is a person of the team that shared it: what else must hold for printing."""
    return actor.is_person and share.team_id in actor.team_ids


def recipients(ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """To which organisation and function something was shared, for whoever may read who looked at the child."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_outside_recipients(%s::uuid[])", [sorted(ids)])
        return {share: (organisation, function) for share, organisation, function in cursor.fetchall()}
