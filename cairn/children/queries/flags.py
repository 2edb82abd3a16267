"""Unusual looking: what the weekly count reads, and what a data-protection lead is shown of it (R-063, R-191)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import FactKind
from cairn.children.models import Claim, Involvement, LookFlag, LooksWeek, Move
from cairn.children.rules.looking import Habits, Limits, Opening
from cairn.core import working_days
from cairn.core.clock import local, now, today
from cairn.core.working_days import at_local_time
from cairn.matching.names import fold
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Agency, Membership
from cairn.partnership.queries import nation_of
from cairn.partnership.rules import Hours

REGISTER_DAYS = 90
MOST_FLAGS = 500
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """One person's looking of a week: who, what was opened, and when they usually work."""

    member: Membership
    openings: tuple[Opening, ...]
    habits: Habits


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How many signs there were in another agency; no person and no child."""

    agency: str
    flags: int


def last_whole_week() -> date:
    """The Monday of the last week that is over."""
    return today() - timedelta(days=today().weekday() + 7)


def weeks_of(monday: date, limits: Limits, by: Actor) -> Iterable[Week]:
    """Everybody who opened a child in the week, one after the other. For the worker's role alone."""
    since, till = _moment(monday), _moment(monday + _WEEK)
    earlier = since - timedelta(days=limits.over_days)
    opened = _openings(since, till, earlier)
    usual = _usual_hours(earlier, since)
    members = Membership.objects.filter(pk__in=list(opened)).select_related("team__agency", "practitioner")
    for member in members.order_by("pk"):
        rows = opened[member.pk]
        yield Week(member, _known(member, rows, by), _habits(member, usual.get(member.pk, {})))


def flags_of(monday: date, actor: Actor) -> list[LookFlag]:
    """The signs of a week among the people whose data this actor looks after, those not answered yet first."""
    actor.require(Permission.SEARCHES_REVIEW)
    rows = LookFlag.objects.visible_to(actor).filter(monday=monday)
    told = rows.select_related("membership__practitioner", "membership__team", "agency", "reviewed_by__practitioner")
    return sorted(told[:MOST_FLAGS], key=lambda one: (bool(one.outcome), one.agency.name, str(one.membership_id)))


def elsewhere(monday: date, actor: Actor) -> list[Elsewhere]:
    """How many signs there were in the week in agencies whose data others look after."""
    actor.require(Permission.SEARCHES_REVIEW)
    mine = set(LooksWeek.objects.visible_to(actor).filter(monday=monday).values_list("agency_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("select agency_id, flags from cairn_flags_by_agency(%s)", [monday])
        counts = {agency: flags for agency, flags in cursor.fetchall() if agency not in mine and flags}
    names = Agency.objects.in_bulk(list(counts))
    return sorted((Elsewhere(names[one].name, flags) for one, flags in counts.items()), key=lambda one: one.agency)


def weeks_counted(actor: Actor) -> list[date]:
    """The Mondays of the last ten weeks that were counted, the newest first."""
    rows = LooksWeek.objects.visible_to(actor).order_by("-monday").values_list("monday", flat=True).distinct()
    return list(rows[:10])


def investigations(actor: Actor) -> list[Elsewhere]:
    """The register: how often each agency looked into somebody's looking in the last 90 days, and at nobody's."""
    actor.require(Permission.SEARCHES_REVIEW)
    with connection.cursor() as cursor:
        cursor.execute("select agency_id, times from cairn_investigated(%s)", [now() - timedelta(days=REGISTER_DAYS)])
        counts: dict[UUID, int] = dict(cursor.fetchall())
    names = Agency.objects.in_bulk(list(counts))
    return sorted((Elsewhere(names[one].name, times) for one, times in counts.items()), key=lambda one: one.agency)


def is_others(actor: Actor, flag: LookFlag) -> bool:
    """Whether a sign is about somebody else than this actor."""
    return flag.membership.practitioner_id != actor.practitioner_id


def _moment(day: date) -> datetime:
    return at_local_time(day, time.min)


def _openings(since: datetime, till: datetime, earlier: datetime) -> dict[UUID, list[Opening]]:
    found: dict[UUID, list[Opening]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select membership_id, child_id, at, times, purposes, is_new from cairn_openings(%s, %s, %s)",
            [since, till, earlier],
        )
        for member, child, at, times, purposes, is_new in cursor.fetchall():
            one = Opening(child_id=child, at=local(at), times=times, purposes=tuple(purposes), is_new=is_new)
            found.setdefault(member, []).append(one)
    return found


def _usual_hours(since: datetime, till: datetime) -> dict[UUID, dict[int, int]]:
    found: dict[UUID, dict[int, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute("select membership_id, hour, days from cairn_usual_hours(%s, %s)", [since, till])
        for member, hour, days in cursor.fetchall():
            found.setdefault(member, {})[hour] = days
    return found


def _habits(member: Membership, usual: Mapping[int, int]) -> Habits:
    team = member.team
    hours = Hours(team.opens, team.closes, team.weekdays)
    return Habits(hours, tuple(sorted(usual.items())), is_hub=member.role == RoleName.HUB_COORDINATOR)


def _known(member: Membership, rows: Sequence[Opening], by: Actor) -> tuple[Opening, ...]:
    ids = {one.child_id for one in rows}
    around, alike = _around(member, ids, by), _same_surname(member, ids, by)
    calendar = working_days.WorkingCalendar(working_days.Nation.named(nation_of(member.team)))
    return tuple(
        Opening(
            child_id=one.child_id,
            at=one.at,
            times=one.times,
            purposes=one.purposes,
            is_new=one.is_new,
            is_involved=any(since <= _end_of_hour(one) and one.at <= till for since, till in around[one.child_id]),
            has_same_surname=one.child_id in alike,
            is_holiday=calendar.why_closed(one.at.date()) not in {None, working_days.WEEKEND},
        )
        for one in rows
    )


def _end_of_hour(one: Opening) -> datetime:
    return one.at + timedelta(hours=1)


def _around(member: Membership, ids: set[UUID], by: Actor) -> dict[UUID, list[tuple[datetime, datetime]]]:
    """From when to when the team was around each child; a record that moved since counts for every child it was."""
    moves = Move.objects.visible_to(by).filter(Q(from_child__in=ids) | Q(to_child__in=ids))
    stays: dict[UUID, set[UUID]] = {}
    for record, *children in moves.values_list("record_id", "from_child_id", "to_child_id"):
        stays.setdefault(record, set()).update(children)
    rows = Involvement.objects.visible_to(by).filter(team_id=member.team_id)
    rows = rows.filter(Q(child_id__in=ids) | Q(record_id__in=list(stays)))
    found: dict[UUID, list[tuple[datetime, datetime]]] = {one: [] for one in ids}
    for child, record, since, till in rows.values_list("child_id", "record_id", "started_at", "ended_at"):
        for one in ({child} | stays.get(record, set())) & ids:
            found[one].append((since, till or now()))
    return found


def _same_surname(member: Membership, ids: set[UUID], by: Actor) -> set[UUID]:
    parts = fold(member.practitioner.name)
    if len(parts) < 2:  # noqa: PLR2004 (a given name alone is no surname)
        return set()
    named = Claim.objects.visible_to(by).filter(kind=FactKind.NAME, child_id__in=ids)
    # In any place: many families write theirs first.
    return {child for child, text in named.values_list("child_id", "text") if parts[-1] in fold(text)}
