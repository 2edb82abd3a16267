"""Holding back a fact or all an agency holds about a child; and keeping a child from somebody (R-049, R-191)."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import ResponsibilityKind
from cairn.children.models import Child, Claim, Involvement, Record, Responsibility
from cairn.children.queries.knowing import Named, named_in
from cairn.core.errors import Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_desk
from cairn.sharing import verbs as sharing
from cairn.sharing.kinds import NOW_SHARED, ItemKind, Mode
from cairn.sharing.models import Conflict, Declaration, Withholding
from cairn.sharing.rules import HoldBack


@transaction.atomic
def withhold_fact(*, fact: Claim, said: HoldBack, by: Actor, seen_by: tuple[str, ...] = ()) -> Withholding:
    """Keep something said about a child, with what is thought of it and how it was said better, from named agencies.

    Records and refuses what `sharing.withhold` does.
    """
    by.require(Permission.WITHHOLD, fact)
    one_at_a_time(fact.child_id)
    held = held_of(ItemKind.FACT, fact.id, fact.record, seen_by)
    return sharing.withhold(held=replace(held, besides=versions_of(fact, by)), said=said, by=by)


def versions_of(fact: Claim, by: Actor) -> tuple[UUID, ...]:
    """What this says better and what says it better, however often."""
    mine = Claim.objects.visible_to(by)
    found, edge = {fact.id}, {fact.id}
    while edge:
        earlier = mine.filter(pk__in=edge).exclude(replaces=None).values_list("replaces_id", flat=True)
        later = mine.filter(replaces_id__in=edge).values_list("pk", flat=True)
        edge = {*earlier, *later} - found
        found |= edge
    return tuple(sorted(found - {fact.id}))


@transaction.atomic
def withhold_part(*, record: Record, said: HoldBack, by: Actor, seen_by: tuple[str, ...] = ()) -> Withholding:
    """Keep everything the own agency holds about a child, now and later, from named agencies.

    Records and refuses what `sharing.withhold` does.
    """
    by.require(Permission.WITHHOLD, record)
    return sharing.withhold(held=held_of(ItemKind.PART, record.id, record, seen_by), said=said, by=by)


def held_of(kind: ItemKind, item_id: UUID, record: Record, seen_by: tuple[str, ...] = ()) -> sharing.Held:
    """Something of a record, as the sharing floor takes it."""
    return sharing.Held(
        kind=kind,
        item_id=item_id,
        child_id=record.child_id,
        record_id=record.id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        seen_by=seen_by,
    )


def tell_shared(withholding: Withholding, agencies: Collection[UUID], by: Actor) -> None:
    """Tell the teams around the child that something declared is theirs to read now. Called as it ends.

    What was held back without a trace is told to nobody: it is simply new.
    """
    if withholding.mode != Mode.DECLARED:
        return
    around = Involvement.objects.visible_to(by).filter(
        child_id=withholding.child_id, agency_id__in=list(agencies), ended_at=None
    )
    for team_id in around.order_by().values_list("team_id", flat=True).distinct():
        notices.leave(team_id=team_id, code=NOW_SHARED, about=Ref("child", withholding.child_id))


@transaction.atomic
def show_names(*, child: Child, by: Actor) -> Named:
    """Who is named in a child's record, to somebody who must say whether they know them. A look like any other."""
    by.require(Permission.CHILD_OPEN, child)
    ledger.looked(by=by, child_id=child.id, makeup=child.makeup, purpose="do they know the child")
    return named_in(child, by)


@transaction.atomic
def declare_about(*, child: Child, knows: bool, by: Actor, is_automatic: bool = False) -> Declaration:
    """Answer whether one knows the child or the people around. Yes shuts the door behind whoever says it (R-191).

    Records and refuses what `sharing.declare` does.
    """
    by.require(Permission.CHILD_OPEN, child)
    lead = lead_told(child.pk, by)
    return sharing.declare(child_id=child.id, knows=knows, lead=lead, by=by, is_automatic=is_automatic)


@transaction.atomic
def keep_child_from(*, child: Child, whom: sharing.KeptFrom, by: Actor) -> Conflict:
    """The lead, the authority or the hub keeps a child from a person or a team, who are not told (R-191).

    Raises NotAllowed for others. Refuses the teams that hold the child (`kept_from_lead`) and what
    `sharing.keep_from` refuses.
    """
    by.require(Permission.KEEP_FROM, child)
    holding = Responsibility.objects.visible_to(by).filter(child=child, until=None)
    if whom.team_id and holding.filter(team_id=whom.team_id).exists():
        raise Refused("kept_from_lead")
    return sharing.keep_from(child_id=child.id, whom=whom, lead=lead_told(child.pk, by), by=by)


def lead_told(child_id: UUID, by: Actor) -> Team:
    """The team that is told from whom a child is kept: the lead, or the hub where this actor is not shown who leads."""
    held = Responsibility.objects.visible_to(by).filter(child_id=child_id, kind=ResponsibilityKind.LEAD, until=None)
    found = held.select_related("team").first()
    return found.team if found else hub_desk()
