"""Who has looked at a child, and what has changed since this actor looked last (R-063)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.access.row_text import ROW, RowText
from cairn.children.models import Child
from cairn.children.rules import last_visit
from cairn.core.clock import now
from cairn.core.working_days import at_local_time
from cairn.ledger import kinds
from cairn.ledger.models import Event
from cairn.partnership.models import Agency, Membership
from cairn.sharing.queries import shared_since

MOST_LOOKS = 50
_MOST_OWN = 60
_MOST_CHANGES = 50
_MOST_SINCE = 200
_LAST = 2**63 - 1
_NOBODY = UUID(int=0)


Outsiders = Callable[[Collection[UUID]], Mapping[UUID, tuple[str, str]]]
_AT_DOOR: dict[str, Outsiders] = {}


def named_at_door(happening: str, names: Outsiders) -> None:
    """Register who is behind a happening that nobody signed in did: organisation and function, by what it is about.

    From a higher floor's apps.py.
    """
    _AT_DOOR[happening] = names


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a child, or one change: who by agency, team and role, when, and what for.

    `function` stands in for the team of somebody outside, who has none here. `name` is empty unless a data-protection
    lead released names; `is_mine` marks what whoever reads it did themselves.
    """

    id: int
    at: datetime
    sentence: Promise | str
    purpose: str
    agency: str
    team: str
    function: str
    role: str
    name: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which looks are wanted: before an event, by people of one agency, on one local day. Nothing means all."""

    before: int | None = None
    agency_id: UUID | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What was done with a child and by which agency, together with how often."""

    sentence: Promise | str
    agency: str
    at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class News:
    """What others did with a child since this person's visit before this one; `since` is None on a first visit."""

    since: datetime | None
    changes: list[Change]


def changed_since_last_visit(child: Child, actor: Actor) -> News:
    """What others did since this person's last visit, the newest first, like things by one agency together.

    One statement. Being shown in a list is no visit; somebody who is no person has none.
    """
    if actor.practitioner_id is None:
        return News(None, [])
    # The ledger keeps a part for each month and makes some in advance; "before tomorrow" leaves those aside unasked.
    seen = Event.objects.visible_to(actor, child.place).filter(child_id=child.id, at__lt=now() + timedelta(days=1))
    mine = seen.filter(practitioner_id=actor.practitioner_id, happening=kinds.OPENED)
    others = seen.filter(_changes()).exclude(practitioner_id=actor.practitioner_id)
    together = _told(mine, _MOST_OWN).union(_told(others, _MOST_CHANGES), all=True)
    events = sorted(together, key=lambda event: event[0], reverse=True)
    since = last_visit([at for _, at, happening, _ in events if happening == kinds.OPENED])
    if since is None:
        return News(None, [])
    late = _shared_late(seen, child, since)
    fresh = [(happening, agency, at) for _, at, happening, agency in events if at > since]
    return News(since, _together(sorted((*fresh, *late), key=lambda event: event[2], reverse=True)))


def _shared_late(seen: QuerySet[Event], child: Child, since: datetime) -> list[tuple[str, str | None, datetime]]:
    """What was written before and became readable since: new at the moment it was shared (R-049)."""
    shared = shared_since(child.id, since)
    if not shared:
        return []
    written = seen.filter(_changes(), about_id__in=list(shared), about_kind__in=("entry", "claim", "work"))
    early = written.filter(at__lte=since)
    return [(happening, agency, shared[about]) for about, happening, agency in _told_about(early)]


def _changes() -> Q:
    """One value instead of a hundred and more: each has its cost on its way to the database."""
    return Q(RowText(f"{ROW}.happening = any(%s)", (sorted(kinds.codes(kinds.Nature.CHANGE)),)))


def _told_about(rows: QuerySet[Event]) -> Any:
    named = Agency.objects.filter(pk=OuterRef("agency_id")).values("name")
    return rows.order_by("-id").values_list("about_id", "happening", Subquery(named))[:_MOST_CHANGES]


def _told(rows: QuerySet[Event], most: int) -> Any:
    named = Agency.objects.filter(pk=OuterRef("agency_id")).values("name")
    return rows.order_by("-id").values_list("id", "at", "happening", Subquery(named))[:most]


def _together(events: Iterable[tuple[str, str | None, datetime]]) -> list[Change]:
    found: dict[tuple[str, str | None], Change] = {}
    for happening, agency, at in events:
        if happening == kinds.OPENED:
            continue
        first = found.get((happening, agency))
        sentence = kinds.sentence_of(happening)
        times = first.times + 1 if first else 1
        found[happening, agency] = Change(sentence, agency or "", first.at if first else at, times)
    return list(found.values())


def who_has_looked(
    child_id: UUID, actor: Actor, asked: Asked | None = None, *, at_most: int = MOST_LOOKS
) -> list[Look]:
    """Who opened the child, saw it in a list, compared details with it, printed or changed something, newest first.

    Looks at a record while it was another child's are among them, up to the move that brought it here. At most 1,000 at
    once; two or three statements, none of which goes along the ledger. Raises NotAllowed for whoever may not see looks;
    the database gives rows to the circle, the hub, and data-protection leads of agencies that were around the child or
    looked at it (R-063).
    """
    actor.require(Permission.LOOKS_SEE)
    wanted = asked or Asked()
    since = at_local_time(wanted.day, time.min) if wanted.day else None
    till = at_local_time(wanted.day + timedelta(days=1), time.min) if wanted.day else None
    codes = sorted(kinds.codes(kinds.Nature.LOOK) | kinds.codes(kinds.Nature.CHANGE))
    end = _LAST if wanted.before is None else wanted.before
    events = Event.objects.raw(
        "select * from cairn_looks(%s, %s, %s, %s::uuid, %s::timestamptz, %s::timestamptz, %s)",
        [child_id, codes, end, wanted.agency_id, since, till, at_most],
    )
    return looks_of(list(events), actor, names_of=frozenset(named_agencies(child_id, actor)))


def looked_since(child: Child, moment: datetime, actor: Actor) -> tuple[str, ...]:
    """The other agencies that opened a child or saw it in a list since a moment, by name, as far as the actor may know.

    Empty also for whoever is not shown who looked. The latest 200 looks are searched.
    """
    if not actor.may(Permission.LOOKS_SEE):
        return ()
    direct = Event.objects.visible_to(actor, child.place).filter(child_id=child.id, at__gte=moment)
    opened = direct.filter(happening__in=kinds.codes(kinds.Nature.LOOK)).order_by("-id").values_list("agency_id")
    listed = Event.objects.raw("select * from ledger_listings(%s, %s, %s)", [child.id, _LAST, _MOST_SINCE])
    agencies = {one for (one,) in opened[:_MOST_SINCE]} | {one.agency_id for one in listed if one.at >= moment}
    others = Agency.objects.filter(pk__in=[one for one in agencies if one and one != actor.agency_id])
    return tuple(others.order_by("name").values_list("name", flat=True))


def named_agencies(child_id: UUID, actor: Actor) -> list[UUID]:
    """The agencies whose people this actor is shown by name among those who looked at a child: released, or their own
    to look after. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("select agency from cairn_named_agencies(%s, %s)", [child_id, now()])
        return [row[0] for row in cursor.fetchall()]


def looks_of(events: list[Event], actor: Actor, *, names_of: frozenset[UUID] = frozenset()) -> list[Look]:
    """Events of the ledger as people are shown them: never a name, but for people of the agencies named."""
    ids = {event.membership_id for event in events if event.membership_id}
    people = Membership.objects.filter(pk__in=ids).select_related("team", "practitioner", "agency")
    members = {one.pk: one for one in people}
    agencies = {one.agency_id: one.agency.name for one in people}
    others = {event.agency_id for event in events if event.agency_id and event.agency_id not in agencies}
    if others:
        agencies |= dict(Agency.objects.filter(pk__in=others).values_list("pk", "name"))
    outside = _from_outside(events)
    looks = [
        _look(event, members.get(event.membership_id or _NOBODY), agencies, actor, is_named=event.agency_id in names_of)
        for event in events
    ]
    return [replace(one, **outside[one.id]) if one.id in outside else one for one in looks]


def _from_outside(events: Iterable[Event]) -> dict[int, dict[str, Any]]:
    """Of what was done outside, the organisation and the function instead of the agency that sent it."""
    found: dict[int, dict[str, Any]] = {}
    for happening, names in _AT_DOOR.items():
        theirs = {one.id: one.about_id for one in events if one.happening == happening and one.about_id}
        known = names(set(theirs.values())) if theirs else {}
        for event, about in theirs.items():
            organisation, function = known.get(about, ("", ""))
            where = {"agency": organisation, "team": "", "function": function}
            found[event] = {**where, "role": _("outside Cairn"), "name": ""}
    return found


def _look(event: Event, member: Membership | None, agencies: dict[UUID, str], actor: Actor, *, is_named: bool) -> Look:
    return Look(
        id=event.id,
        at=event.at,
        sentence=kinds.sentence_of(event.happening),
        purpose=event.purpose,
        agency=agencies.get(event.agency_id, "") if event.agency_id else "",
        team=member.team.name if member else "",
        function="",
        role=str(member.get_role_display()) if member else "",
        name=member.practitioner.name if member and is_named else "",
        is_mine=actor.practitioner_id is not None and event.practitioner_id == actor.practitioner_id,
    )
