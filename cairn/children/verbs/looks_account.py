"""Reading who has looked at a child, releasing names for a time, and giving the list to who speaks for the child."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import (
    LOOKS_GIVEN,
    LOOKS_PRINTED,
    LOOKS_READ,
    NAMES_ENDED,
    NAMES_RELEASED,
    LookWhy,
    SpeaksFor,
)
from cairn.children.models import Child, LooksGiven, NamesReleased
from cairn.children.queries import looks_account as queries
from cairn.children.queries.looks import Asked, Look, who_has_looked
from cairn.children.queries.looks_account import OWN_PURPOSE, Looked, OwnLook
from cairn.children.queries.looks_functions import MOST_LOOKS_AT_ONCE
from cairn.core.clock import now, today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.working_days import end_of
from cairn.ledger import verbs as ledger
from cairn.ledger.kinds import INVESTIGATED

LONGEST_REASON = 1000
LONGEST_RECEIVER = 200
MOST_DAYS = 90
_PURPOSES = {LookWhy.ASKED: "asked for by who speaks for the child", LookWhy.WORRY: "a worry about who looked"}


def find_account(*, reference: str, by: Actor) -> Looked | None:
    """The child that a data-protection lead is about to ask about; None, with the reference noted, out of their reach.

    Nothing is shown yet, so this is no look.
    """
    by.require(Permission.SEARCHES_REVIEW)
    found = queries.child_of_looks(reference, by)
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="child", reference=reference)
    return found


@transaction.atomic
def open_account(*, reference: str, why: LookWhy | None, by: Actor) -> Looked:
    """Fetch a child to be shown who looked at it, and nothing else of it. The look is recorded first (R-063).

    For the circle, the hub, and data-protection leads of agencies that were around the child or looked at it, who say
    why. Records LOOKS_READ; with an investigation INVESTIGATED, which nobody but its author ever reads. Raises NotFound
    for anybody else and for no such child, NotAllowed for an investigation by whoever is no data-protection lead.
    """
    by.require(Permission.LOOKS_SEE)
    if why is LookWhy.INVESTIGATION:
        by.require(Permission.SEARCHES_REVIEW)
    found = queries.child_of_looks(reference, by)
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="child", reference=reference)
        raise NotFound
    happening = INVESTIGATED if why is LookWhy.INVESTIGATION else LOOKS_READ
    ledger.record(happening, by=by, child_id=found.id, purpose=_PURPOSES.get(why, "") if why else "")
    return found


@transaction.atomic
def release_names(*, child: Looked, reason: str, until: date, by: Actor) -> NamesReleased:
    """Let the circle of a child see by name who looked, of the agencies whose data this lead looks after, for a time.

    Holds to the end of the day `until`, at most 90 days ahead. Records NAMES_RELEASED, which the circle reads. Refuses
    no reason (`reason_needed`), over 1,000 characters (`reason_too_long`), and another day (`release_past`).
    """
    by.require(Permission.LOOKS_RELEASE)
    if by.membership_id is None or by.agency_id is None:
        raise NotAllowed
    why = _reason(reason)
    if not today() < until <= today() + timedelta(days=MOST_DAYS):
        raise Refused("release_past", most=MOST_DAYS)
    one_at_a_time(child.id)
    release = NamesReleased(
        child_id=child.id,
        agency_id=by.agency_id,
        agencies=[str(one) for one in queries.guarded_agencies(by)],
        reason=why,
        released_by_id=by.membership_id,
        until=end_of(until),
    )
    release.save(force_insert=True)
    about = Ref("names_released", release.id)
    ledger.record(NAMES_RELEASED, by=by, child_id=child.id, about=about, detail={"agencies": release.agencies})
    return release


@transaction.atomic
def end_release(*, release_id: UUID, by: Actor) -> NamesReleased:
    """End that names are shown, before its day. Records NAMES_ENDED.

    Raises NotFound for one out of sight, Conflict for one that has ended (`release_ended_already`).
    """
    by.require(Permission.LOOKS_RELEASE)
    release: NamesReleased | None = NamesReleased.objects.visible_to(by).filter(pk=release_id).first()
    if release is None:
        ledger.not_found_or_hidden(by=by, kind="names_released", reference=release_id)
        raise NotFound
    one_at_a_time(release.child_id)
    open_ones = NamesReleased.objects.filter(pk=release.pk, ended_at=None, until__gt=now())
    if not open_ones.update(ended_at=now(), ended_by_id=by.membership_id):
        raise Conflict("release_ended_already")
    ledger.record(NAMES_ENDED, by=by, child_id=release.child_id, about=Ref("names_released", release.id))
    return release


@transaction.atomic
def give_looks(*, child: Looked, given_to: str, speaks_as: SpeaksFor, given_on: date, by: Actor) -> LooksGiven:
    """Note that the list of who has looked was given to the child or to who speaks for the child, and to whom (R-063).

    For the lead, the hub and data-protection leads. The list holds agencies, roles, times and purposes, never a name.
    Records LOOKS_GIVEN, which stands in the list from then on. Refuses nobody named (`receiver_needed`), over 200
    characters (`reason_too_long`) and a day to come (`period_in_future`).
    """
    require_giving(child=child, by=by)
    if by.membership_id is None or by.agency_id is None:
        raise NotAllowed
    if not given_to.strip():
        raise Refused("receiver_needed")
    if len(given_to) > LONGEST_RECEIVER:
        raise Refused("reason_too_long", most=LONGEST_RECEIVER)
    if given_on > today():
        raise Refused("period_in_future")
    one_at_a_time(child.id)
    listed = who_has_looked(child.id, by, at_most=MOST_LOOKS_AT_ONCE)
    given = LooksGiven(
        child_id=child.id,
        agency_id=by.agency_id,
        given_to=given_to.strip(),
        speaks_as=speaks_as,
        given_on=given_on,
        given_by_id=by.membership_id,
        newest=listed[0].id if listed else 0,
        count=len(listed),
    )
    given.save(force_insert=True)
    about = Ref("looks_given", given.id)
    ledger.record(
        LOOKS_GIVEN, by=by, child_id=child.id, about=about, detail={"as": speaks_as.value, "count": given.count}
    )
    return given


@transaction.atomic
def print_given(*, given_id: UUID, by: Actor) -> tuple[LooksGiven, Looked, list[Look]]:
    """Fetch the list as it was given, to be printed: the newest 1,000 looks up to that moment. Records LOOKS_PRINTED.

    Raises NotFound for one out of sight.
    """
    by.require(Permission.LOOKS_SEE)
    given: LooksGiven | None = LooksGiven.objects.visible_to(by).filter(pk=given_id).select_related("agency").first()
    known = queries.references_of_looks([given.child_id], by) if given else {}
    if given is None or given.child_id not in known:
        ledger.not_found_or_hidden(by=by, kind="looks_given", reference=given_id)
        raise NotFound
    listed = who_has_looked(given.child_id, by, Asked(before=given.newest + 1), at_most=MOST_LOOKS_AT_ONCE)
    ledger.record(LOOKS_PRINTED, by=by, child_id=given.child_id, about=Ref("looks_given", given.id))
    return given, Looked(given.child_id, known[given.child_id]), listed


@transaction.atomic
def read_own_looks(*, before: int | None, by: Actor) -> list[OwnLook]:
    """What this person looked at in the last 90 days, a page of it. Records `listed` with the children it names.

    Raises NotAllowed for an actor who is no person.
    """
    if not by.is_person:
        raise NotAllowed
    found = queries.own_looks(by, before=before)
    named = {reference for one in found for reference in one.references}
    ids = Child.objects.visible_to(by).filter(reference__in=named).values_list("pk", flat=True)
    ledger.listed(by=by, child_ids=list(ids), purpose=OWN_PURPOSE)
    return found


def may_give(child: Looked, by: Actor) -> bool:
    """Whether `give_looks` would let this actor through."""
    if by.may(Permission.SEARCHES_REVIEW):
        return by.may(Permission.LOOKS_GIVE)
    return by.may(Permission.LOOKS_GIVE, Child(pk=child.id))


def require_giving(*, child: Looked, by: Actor) -> None:
    """Let whoever may give the list through. Raises NotAllowed, or NotFound for a child out of sight."""
    # A data-protection lead sees no child; that they may read who looked at this one was asked when it was fetched.
    if by.may(Permission.SEARCHES_REVIEW):
        by.require(Permission.LOOKS_GIVE)
    else:
        by.require(Permission.LOOKS_GIVE, Child(pk=child.id))


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("reason_needed")
    if len(text) > LONGEST_REASON:
        raise Refused("reason_too_long", most=LONGEST_REASON)
    return text.strip()
