"""What is kept apart about a child: that it is there and whom to ask; and, for those in it, who reads it (R-061)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.access.permissions import Permission
from cairn.access.roles import PERMISSIONS, Role
from cairn.access.scopes import Place
from cairn.core.errors import NotFound
from cairn.partnership.kinds import TeamKind
from cairn.partnership.models import Membership, Team
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Admission, Compartment, CompartmentAccount, CompartmentItem
from cairn.sharing.queries.glass import opened_apart

MOST_LISTED = 200
MAY_AGREE = tuple(role for role, allowed in PERMISSIONS.items() if Permission.WITHHOLD_AGREE in allowed)


@dataclass(frozen=True, slots=True)
class Apart:
    """What of a child is kept apart: compartments in which the reader is not, and what the reader may read of others.

    `held` says, by the item's id, in which compartment it is.
    """

    closed: tuple[Compartment, ...] = ()
    open: tuple[Compartment, ...] = ()
    held: Mapping[UUID, Compartment] = field(default_factory=dict)

    @property
    def safe_address(self) -> Compartment | None:
        """What holds the safe address of a child who is at one, for all who may know that."""
        gathering = (one for one in (*self.open, *self.closed) if one.kind == ApartKind.SAFE_ADDRESS)
        return next((one for one in gathering if one.closed_at is None), None)


def apart_of(child_id: UUID, actor: Actor, place: Place | None = None) -> Apart:
    """What is kept apart about a child, as far as the actor may know of it. One statement where there is nothing."""
    seen = Compartment.objects.visible_to(actor, place).filter(child_id=child_id).select_related("team__agency")
    rows = list(seen.order_by("opened_at", "id")[:MOST_LISTED])
    if not rows:
        return Apart()
    mine = read_among(rows, actor)
    inside = CompartmentItem.objects.visible_to(actor).filter(compartment__in=mine, is_active=True)
    by_id = {one.pk: one for one in rows}
    held = {one.item_id: by_id[one.compartment_id] for one in inside}
    return Apart(tuple(one for one in rows if one.pk not in mine), tuple(one for one in rows if one.pk in mine), held)


def mine_among(rows: list[Compartment], actor: Actor) -> set[UUID]:
    """Those of which the actor's team is the holder, or into which the actor was let."""
    found = {one.pk for one in rows if one.team_id in actor.team_ids}
    admitted = Admission.objects.visible_to(actor).filter(
        Q(to_team_id__in=actor.team_ids) | Q(member_id=actor.membership_id or actor.token_id),
        compartment__in=[one.pk for one in rows],
        ended_at=None,
    )
    return found | set(admitted.values_list("compartment_id", flat=True))


def read_among(rows: list[Compartment], actor: Actor) -> set[UUID]:
    """Those, and what the actor has opened for an hour because somebody is in danger."""
    mine = mine_among(rows, actor)
    return mine | set(opened_apart([one.pk for one in rows if one.pk not in mine], actor))


def second_named(named: UUID | None, actor: Actor) -> Membership:
    """Who says whether something is rightly kept without a trace: the person named, else a manager of the own team.

    Raises NotFound where there is nobody, or it would be the actor, in whatever post.
    """
    current = Membership.objects.filter(ended_at=None, practitioner__is_active=True, role__in=MAY_AGREE)
    others = current.exclude(Q(practitioner_id=actor.practitioner_id)).exclude(team__kind=TeamKind.ENFORCEMENT)
    asked = others.filter(pk=named) if named else others.filter(team_id__in=actor.team_ids, role=Role.MANAGER)
    found = asked.select_related("team", "practitioner").order_by("started_at", "id").first()
    if found is None:
        raise NotFound
    return found


def second_has_left(compartment: Compartment) -> bool:
    """Whether the second person works in that team, or in the partnership, no longer."""
    second = compartment.second
    return second is not None and (second.ended_at is not None or not second.practitioner.is_active)


def share_as_second(compartment: Compartment) -> int:
    """Share all that is in what leaves no trace, for its second person, who changes nothing else of it; how many."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_share_apart(%s)", [compartment.pk])
        return int(cursor.fetchone()[0])


def known_compartment(compartment_id: UUID, actor: Actor) -> Compartment:
    """One compartment of which the actor may know. Raises NotFound for everybody else, as for one that is not."""
    rows = Compartment.objects.visible_to(actor).select_related("team__agency", "second__practitioner")
    rows = rows.filter(pk=compartment_id)
    found: Compartment | None = rows.first()
    if found is None:
        raise NotFound
    return found


def open_compartment(compartment_id: UUID, actor: Actor) -> Compartment:
    """One compartment for those who read it. Raises NotFound for everybody else, as for one that is not."""
    found = known_compartment(compartment_id, actor)
    if not read_among([found], actor):
        raise NotFound
    return found


def admissions(compartment: Compartment, actor: Actor) -> list[Admission]:
    """Who was let in beside the holders and still is, the longest first."""
    rows = Admission.objects.visible_to(actor).filter(compartment=compartment, ended_at=None)
    return list(
        rows.select_related("to_team__agency", "member__practitioner", "member__team__agency").order_by("since", "id")
    )


def account_of_apart(compartment: Compartment, actor: Actor) -> list[CompartmentAccount]:
    """Why it is kept apart and who was let in since, in order; for the team that holds it alone."""
    rows = CompartmentAccount.objects.visible_to(actor).filter(compartment=compartment)
    return list(
        rows.select_related("said_by__practitioner", "whom__to_team", "whom__member__practitioner").order_by(
            "said_at", "id"
        )
    )


def how_many_in(compartment: Compartment, actor: Actor) -> dict[str, int]:
    """How many things of each kind are in it at present."""
    rows = CompartmentItem.objects.visible_to(actor).filter(compartment=compartment, is_active=True)
    return dict(rows.order_by().values_list("item_kind").annotate(number=Count("pk")))


def facts_in(compartment: Compartment, actor: Actor) -> list[UUID]:
    """The facts in it, by id, the newest put in first."""
    rows = CompartmentItem.objects.visible_to(actor).filter(compartment=compartment, is_active=True, item_kind="claim")
    return list(rows.order_by("-since", "-id").values_list("item_id", flat=True)[:MOST_LISTED])


def holding_apart(item_id: UUID, actor: Actor) -> Compartment | None:
    """Where this very thing is kept for named people, for somebody among them."""
    rows = CompartmentItem.objects.visible_to(actor).filter(item_id=item_id, is_active=True)
    found = rows.select_related("compartment__team__agency").first()
    return found.compartment if found else None


def is_apart(item_id: UUID, actor: Actor) -> bool:
    """Whether this very thing is kept apart, for somebody in it."""
    return bool(CompartmentItem.objects.visible_to(actor).filter(item_id=item_id, is_active=True).exists())


def leaves_no_trace(item_ids: Collection[UUID], actor: Actor) -> bool:
    """Whether one of these is kept apart so that nobody else may know of it, for somebody among them."""
    rows = CompartmentItem.objects.visible_to(actor).filter(item_id__in=list(item_ids), is_active=True)
    return bool(rows.filter(compartment__is_traceless=True).exists())


def gathers_by_rule(child_id: UUID) -> bool:
    """Whether what tells where a child is belongs apart by rule. For the verbs that write: it shows nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_gathers(%s)", [child_id])
        return bool(cursor.fetchone()[0])


def could_be_admitted(compartment: Compartment) -> tuple[list[Team], list[Membership]]:
    """The teams and people of the partnership that may be let in: all but the holders."""
    teams = Team.objects.exclude(pk=compartment.team_id).select_related("agency").order_by("agency__name", "name")
    people = Membership.objects.filter(ended_at=None, practitioner__is_active=True).exclude(team_id=compartment.team_id)
    named = people.select_related("practitioner", "team").order_by("practitioner__name", "id")
    return list(teams[:MOST_LISTED]), list(named[: MOST_LISTED * 5])


define(
    "share_apart",
    """
create or replace function cairn_share_apart(asked uuid) returns bigint
 language sql volatile security definer set search_path = public, pg_temp as $$
 with shared as (
  update sharing_compartmentitem i set is_active = false, ended_at = now()
    from sharing_compartment c
   where c.id = asked and i.compartment_id = c.id and c.is_traceless and c.second_id = cairn_caller()
     and i.is_active and i.item_kind <> 'compartment'
  returning i.id)
 select count(*) from shared $$;
revoke all on function cairn_share_apart(uuid) from public;
grant execute on function cairn_share_apart(uuid) to cairn_app;
""",
    needs=("who",),
)
