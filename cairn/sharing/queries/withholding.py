"""What is held back: the placeholders others see, the register of those who hold, and who must agree."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from cairn.access import guard
from cairn.access.actor import Actor
from cairn.access.definitions import define
from cairn.access.permissions import Permission
from cairn.access.roles import Role
from cairn.access.scopes import Place, ScopedQuerySet
from cairn.core.errors import NotFound
from cairn.partnership.models import Agency, Membership, Team
from cairn.partnership.queries import hub_desk
from cairn.sharing.kinds import ItemKind, Mode
from cairn.sharing.models import Compartment, WithheldFrom, Withholding, WithholdingAccount
from cairn.sharing.queries.compartments import MAY_AGREE, Apart, apart_of
from cairn.sharing.scopes import names_my_agency

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands in the place of things that an agency holds back from the reader's own: how many, until when."""

    team: Team
    kind: ItemKind
    until: date
    number: int


@dataclass(frozen=True, slots=True)
class SilentCount:
    """How many things one agency began to hold back without a trace in one month, by its first day."""

    month: date
    agency: str
    number: int


def placeholders(child_id: UUID, actor: Actor) -> tuple[Placeholder, ...]:
    """What is declared to be held back from the actor's agency about a child, by holder and day (R-049).

    Nothing of what is held back without a trace, and nothing of what the actor may read.
    """
    rows = _standing(actor).filter(names_my_agency(), child_id=child_id, mode=Mode.DECLARED)
    found: dict[tuple[UUID, str, date], Placeholder] = {}
    for one in rows.select_related("team__agency").order_by("until", "id")[:MOST_LISTED]:
        key = (one.team_id, one.item_kind, one.until)
        number = found[key].number + 1 if key in found else 1
        found[key] = Placeholder(one.team, ItemKind(one.item_kind), one.until, number)
    return tuple(found.values())


def openable_in_danger(rows: Collection[Compartment], actor: Actor) -> list[Compartment]:
    """Of what only named people read of a child: not what is of an agency that holds back all it has from the actor's.

    That it is there, and whom to ask, such an agency still says; what is in it stays held back in danger as well.
    """
    parts = _standing(actor).filter(names_my_agency(), child_id__in={one.child_id for one in rows}, item_kind="part")
    held = set(parts.values_list("child_id", "agency_id"))
    return [one for one in rows if (one.child_id, one.agency_id) not in held]


@dataclass(frozen=True, slots=True)
class About:
    """What is held back about one child: what stands in its place for the reader, and what the reader may read and
    others may not, by the item's id."""

    placeholders: tuple[Placeholder, ...] = ()
    held: Mapping[UUID, Withholding] = field(default_factory=dict)
    apart: Apart = field(default_factory=Apart)

    def on(self, *ids: UUID) -> Withholding | None:
        """What holds back something known under one of these ids."""
        return next((self.held[one] for one in ids if one in self.held), None)

    def apart_on(self, *ids: UUID) -> Compartment | None:
        """Where something known under one of these ids is kept apart, and the reader may read it."""
        return next((self.apart.held[one] for one in ids if one in self.apart.held), None)


def about_child(child_id: UUID, actor: Actor, place: Place | None = None) -> About:
    """Both at once, and what is kept apart, for a page: no statement where the place says that there is nothing."""
    if place is not None and place.nothing_held and place.actor is actor and place.child_id == child_id:
        return About()
    apart = apart_of(child_id, actor, place)
    if not Withholding.objects.visible_to(actor, place).filter(child_id=child_id, ended_at=None).exists():
        return About(apart=apart)
    return About(placeholders(child_id, actor), held_on(child_id, actor), apart)


def is_held(item_id: UUID, actor: Actor) -> bool:
    """Whether this very thing is held back by the actor's own agency at present."""
    return bool(_standing(actor).filter(item_id=item_id, team_id__in=actor.team_ids).exists())


def is_declared(item_ids: Collection[UUID], actor: Actor) -> bool:
    """Whether others see at present that one of these is held back from them."""
    return bool(_standing(actor).filter(item_id__in=list(item_ids), mode=Mode.DECLARED).exists())


def held_on(child_id: UUID, actor: Actor) -> dict[UUID, Withholding]:
    """By the item's id, what this actor may read of a child and somebody else may not."""
    rows = _standing(actor).filter(child_id=child_id).exclude(names_my_agency())
    return {one.item_id: one for one in rows.select_related("team__agency")[:MOST_LISTED]}


def held_by(agency_id: UUID, actor: Actor) -> list[Withholding]:
    """An agency's register: what its teams hold back or held back, the newest first, as far as the actor sees it."""
    rows = Withholding.objects.visible_to(actor).filter(agency_id=agency_id)
    return list(rows.select_related("team__agency", "review_team").order_by("-recorded_at", "-id")[:MOST_LISTED])


def to_agree(actor: Actor) -> list[Withholding]:
    """What waits for the actor's team to agree to, the longest waiting first."""
    rows = _standing(actor).filter(review_team_id__in=actor.team_ids).exclude(team_id__in=actor.team_ids)
    return list(rows.select_related("team__agency").order_by("recorded_at", "id")[:MOST_LISTED])


def open_withholding(withholding_id: UUID, actor: Actor) -> Withholding:
    """One withholding for those who decide about it. Raises NotFound for everybody else, as for one that is not."""
    rows = Withholding.objects.visible_to(actor).select_related("team__agency", "review_team__agency")
    found: Withholding | None = rows.filter(pk=withholding_id).first()
    if found is None or not {found.team_id, found.review_team_id} & set(actor.team_ids):
        raise NotFound
    return found


def account_of(withholding: Withholding, actor: Actor) -> list[WithholdingAccount]:
    """Why something is held back and what was decided since, in order; nothing for whoever sees the placeholder."""
    rows = WithholdingAccount.objects.visible_to(actor).filter(withholding=withholding)
    return list(rows.select_related("said_by__practitioner").order_by("said_at", "id"))


def shared_since(child_id: UUID, since: datetime) -> dict[UUID, datetime]:
    """Items about a child that stopped being kept from the caller's agency after a moment: new to it only then (R-049).

    By their ids and when, from a view of the caller's own: what was held back without a trace leaves none now either.
    """
    guard.asked()
    with connection.cursor() as cursor:
        cursor.execute(
            "select item_id, max(ended_at) from cairn_shared_again where child_id = %s and ended_at > %s group by 1",
            [child_id, since],
        )
        return dict(cursor.fetchall())


def shared_again(since: datetime) -> dict[UUID, datetime]:
    """The same for every child at once: what became readable for the caller's agency after a moment, and when."""
    guard.asked()
    with connection.cursor() as cursor:
        cursor.execute("select item_id, max(ended_at) from cairn_shared_again where ended_at > %s group by 1", [since])
        return dict(cursor.fetchall())


def not_to_be_told(place_id: UUID) -> set[UUID]:
    """The teams that must not be told of a place in a circle, because it is kept from them without a trace."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_not_to_be_told(%s)", [place_id])
        return {row[0] for row in cursor.fetchall()}


def is_anything_held(child_ids: Collection[UUID]) -> bool:
    """Whether anybody holds back anything about any of these children at present, for whoever decides about them, or
    keeps anything of them for named people.

    What is held back from the caller's own agency without a trace does not count, nor what is kept without one for
    people among whom the caller is not: the answer would be a trace.
    """
    with connection.cursor() as cursor:
        cursor.execute("select cairn_anything_held(%s::uuid[])", [list(child_ids)])
        return bool(cursor.fetchone()[0])


def silent_by_month(actor: Actor) -> list[SilentCount]:
    """How many things each agency began to hold back without a trace, by month, the newest first (R-049).

    Counts alone, for whoever audits them: no child, no item, no reason.
    """
    actor.require(Permission.WITHHOLDINGS_COUNT)
    with connection.cursor() as cursor:
        cursor.execute("select month, agency, number from cairn_silent_by_month() order by month desc, agency")
        return [SilentCount(*row) for row in cursor.fetchall()]


def other_agencies(besides: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """Every other agency of the partnership but the actor's own and these, by name."""
    rows = Agency.objects.exclude(pk__in=[*besides, actor.agency_id]).order_by("name")
    return dict(rows.values_list("pk", "name"))


def could_agree(actor: Actor) -> list[Membership]:
    """Who can be named as the second person: colleagues of the own agency who may agree, and the hub's coordinators."""
    near = Q(agency_id=actor.agency_id) | Q(role=Role.HUB_COORDINATOR)
    rows = Membership.objects.filter(near, role__in=MAY_AGREE, ended_at=None, practitioner__is_active=True)
    others = rows.exclude(Q(practitioner_id=actor.practitioner_id)).select_related("practitioner", "team")
    return list(others.order_by("team__name", "practitioner__name")[:MOST_LISTED])


def kept_names(withholding: Withholding, actor: Actor) -> list[str]:
    """The agencies it is held back from, or was, by name; for those who decide alone."""
    rows = WithheldFrom.objects.visible_to(actor).filter(withholding=withholding)
    return list(rows.order_by("agency__name").values_list("agency__name", flat=True).distinct())


def kept_names_of(rows: Collection[Withholding], actor: Actor) -> dict[UUID, list[str]]:
    """The same of many, by withholding: one statement."""
    found: dict[UUID, list[str]] = {}
    kept = WithheldFrom.objects.visible_to(actor).filter(withholding__in=[one.pk for one in rows])
    named = kept.order_by("agency__name").values_list("withholding_id", "agency__name").distinct()
    for withholding_id, name in named:
        found.setdefault(withholding_id, []).append(name)
    return found


def second_person(agency_id: UUID, besides: UUID | None, excluded: Collection[UUID]) -> tuple[Team, Membership | None]:
    """Who agrees where nobody was named: a manager of the own agency, else the hub, else a manager elsewhere.

    `besides` is the membership that held it back; nobody of an `excluded` agency is asked. Raises NotFound when there
    is nobody at all.
    """
    managers = Membership.objects.filter(role=Role.MANAGER, ended_at=None, practitioner__is_active=True)
    others = (
        managers.exclude(pk__in=[besides] if besides else [])
        .exclude(agency_id__in=list(excluded))
        .select_related("team__agency")
    )
    own = others.filter(agency_id=agency_id).order_by("started_at", "id").first()
    if own is not None:
        return own.team, own
    hub = hub_desk()
    if hub.agency_id not in excluded and hub.agency_id != agency_id:
        return hub, None
    elsewhere = others.order_by("started_at", "id").first()
    if elsewhere is None:
        raise NotFound
    return elsewhere.team, elsewhere


def _standing(actor: Actor) -> ScopedQuerySet[Withholding]:
    return Withholding.objects.visible_to(actor).filter(ended_at=None)


# Two people must agree before what is held back, or kept for named people, comes together with another record; they
# need to know that they must.
define(
    "anything_held",
    """
create or replace function cairn_anything_held(children uuid[]) returns boolean
 language sql stable security definer set search_path = public, pg_temp as $$
 select cairn_acting()
  and (cairn_is_hub() or session_user = 'cairn_worker'
    or exists (select 1 from cairn_my_circle mine where mine.child_id = any(children)))
  and (exists (
    select 1 from sharing_withholding w
     where w.child_id = any(children) and w.ended_at is null
       and not (w.mode = 'silent' and exists (
         select 1 from sharing_withheldfrom f
          where f.withholding_id = w.id and f.is_active and f.agency_id = cairn_agency())))
   or exists (
    select 1 from sharing_compartment c
     where c.child_id = any(children)
       and (not c.is_traceless or c.id = any(cairn_my_compartments()) or session_user = 'cairn_worker')
       and ((c.kind = 'safe_address' and c.closed_at is null)
         or exists (select 1 from sharing_compartmentitem i
                     where i.compartment_id = c.id and i.is_active and i.item_kind <> 'compartment')))) $$;
revoke all on function cairn_anything_held(uuid[]) from public;
grant execute on function cairn_anything_held(uuid[]) to cairn_app, cairn_worker;
""",
    needs=("who", "my_circle", "withheld"),
)

# For whoever audits them: nothing but an agency, a month and a number.
define(
    "silent_by_month",
    """
create or replace function cairn_silent_by_month() returns table (month date, agency text, number bigint)
 language sql stable security definer set search_path = public, pg_temp as $$
 select date_trunc('month', k.at at time zone 'Europe/London')::date, a.name::text, count(*)
   from (select w.recorded_at as at, w.agency_id from sharing_withholding w where w.mode = 'silent'
         union all
         select c.opened_at, c.agency_id from sharing_compartment c where c.is_traceless) k
   join partnership_agency a on a.id = k.agency_id
  where exists (
    select 1 from partnership_membership m
     where m.id = cairn_caller() and m.role = 'data_protection_lead' and m.ended_at is null)
  group by 1, 2 $$;
revoke all on function cairn_silent_by_month() from public;
grant execute on function cairn_silent_by_month() to cairn_app;
""",
    needs=("who",),
)
