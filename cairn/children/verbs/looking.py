"""Unusual looking: counted once a week, told to every data-protection lead, answered by them (R-063, R-191)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import LOOKING_COUNTED, LOOKING_READ, LOOKING_REVIEWED, LOOKING_WEEK, FlagOutcome
from cairn.children.models import LookFlag, LooksWeek
from cairn.children.queries import flags as queries
from cairn.children.rules.looking import limits_on, unusual
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Agency, Membership

LONGEST_REASON = 1000


@transaction.atomic
def count_looking(*, by: Actor) -> int | None:
    """Count the unusual looking of the last whole week, and tell every data-protection lead that it can be read.

    They are told where there was none as well: a quiet week is known to have been looked at. Returns the number of
    signs; None where the week was counted before, and then nobody is told again. Records LOOKING_COUNTED. Run by the
    worker.
    """
    one_at_a_time("unusual looking")
    monday = queries.last_whole_week()
    if LooksWeek.objects.filter(monday=monday).exists():
        return None
    limits = limits_on(monday)
    flags = [
        LookFlag(
            monday=monday,
            agency_id=week.member.agency_id,
            membership=week.member,
            sign=one.sign,
            count=one.count,
            children=[str(child) for child in one.children],
            policy_version=limits.version,
        )
        for week in queries.weeks_of(monday, limits, by)
        for one in unusual(week.openings, week.habits, limits)
    ]
    LookFlag.objects.bulk_create(flags)
    _tell(_weeks(monday, flags, limits.version))
    ledger.record(LOOKING_COUNTED, by=by, detail={"count": len(flags)})
    return len(flags)


@transaction.atomic
def read_looking(*, week_id: UUID | None, by: Actor) -> date | None:
    """The Monday of the week to be read: the one asked for, else the newest; None where none was counted yet.

    Records LOOKING_READ. Raises NotFound for a week out of sight, NotAllowed for whoever is no data-protection lead.
    """
    by.require(Permission.SEARCHES_REVIEW)
    rows = LooksWeek.objects.visible_to(by).order_by("-monday")
    found: LooksWeek | None = (rows.filter(pk=week_id) if week_id else rows).first()
    if found is None and week_id:
        ledger.not_found_or_hidden(by=by, kind="looks_week", reference=week_id)
        raise NotFound
    ledger.record(LOOKING_READ, by=by)
    return found.monday if found else None


def open_flag(*, flag_id: UUID, by: Actor) -> LookFlag:
    """Fetch one sign among the people whose data this actor looks after. Raises NotFound for any other."""
    by.require(Permission.SEARCHES_REVIEW)
    rows = LookFlag.objects.visible_to(by).select_related("membership__practitioner", "membership__team", "agency")
    found: LookFlag | None = rows.filter(pk=flag_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="look_flag", reference=flag_id)
        raise NotFound
    return found


@transaction.atomic
def review_flag(*, flag: LookFlag, outcome: FlagOutcome, reason: str, by: Actor) -> None:
    """Say what came of asking about a sign: a good reason, or followed up. Records LOOKING_REVIEWED.

    Nobody answers about themselves: raises NotAllowed. Refuses no reason (`reason_needed`) and over 1,000 characters
    (`reason_too_long`). Raises Conflict when it was answered already (`flag_reviewed_already`).
    """
    by.require(Permission.SEARCHES_REVIEW, flag)
    if not reason.strip():
        raise Refused("reason_needed")
    if len(reason) > LONGEST_REASON:
        raise Refused("reason_too_long", most=LONGEST_REASON)
    one_at_a_time(flag.id)
    changed = LookFlag.objects.filter(pk=flag.pk, reviewed_at=None).update(
        outcome=outcome, reason=reason.strip(), reviewed_by_id=by.membership_id, reviewed_at=now()
    )
    if not changed:
        raise Conflict("flag_reviewed_already")
    ledger.record(LOOKING_REVIEWED, by=by, about=Ref("look_flag", flag.id), detail={"outcome": outcome.value})


def _weeks(monday: date, flags: Iterable[LookFlag], version: str) -> dict[UUID, LooksWeek]:
    counts = Counter(flag.agency_id for flag in flags)
    weeks = {
        agency_id: LooksWeek(monday=monday, agency_id=agency_id, flags=counts[agency_id], policy_version=version)
        for agency_id in Agency.objects.values_list("pk", flat=True)
    }
    LooksWeek.objects.bulk_create(weeks.values())
    return weeks


def _tell(weeks: dict[UUID, LooksWeek]) -> None:
    leads = Membership.objects.filter(
        role=RoleName.DATA_PROTECTION_LEAD, ended_at=None, practitioner__is_active=True
    ).order_by("pk")
    for lead in leads:
        about = Ref("looks_week", weeks[lead.agency_id].id)
        notices.leave(team_id=lead.team_id, member_id=lead.pk, code=LOOKING_WEEK, about=about)
