"""Holding something back: at once, for a reason, until a day, and looked at by a second person (R-049)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import LOCAL, now, today
from cairn.core.errors import NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import SILENT, DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Agency, Membership, Team
from cairn.partnership.queries import nation_of
from cairn.sharing import rules
from cairn.sharing.kinds import COUNTERSIGN, WITHHELD, ItemKind, Mode, State
from cairn.sharing.models import WithheldFrom, Withholding, WithholdingAccount
from cairn.sharing.queries import MAY_AGREE, second_person
from cairn.sharing.queries.compartments import leaves_no_trace
from cairn.sharing.queries.guide import case_of
from cairn.sharing.rules import HoldBack
from cairn.sharing.rules.not_sharing import ground_named

OnShared = Callable[[Withholding, Collection[UUID], Actor], None]
ON_SHARED: list[OnShared] = []
BeforeWithheld = Callable[["Held", Collection[UUID], Actor], None]
_BEFORE: list[BeforeWithheld] = []


def on_shared(handler: OnShared) -> None:
    """Register who tells the agencies from which something was held back that it is theirs to read now."""
    if handler not in ON_SHARED:
        ON_SHARED.append(handler)


def before_withheld(handler: BeforeWithheld) -> None:
    """Register who refuses that something is kept from these agencies, such as from one that must answer it."""
    if handler not in _BEFORE:
        _BEFORE.append(handler)


def refuse_before_withheld(held: "Held", agencies: Collection[UUID], by: Actor) -> None:
    """Ask the higher floors whether something may be kept from these agencies. Raises what they refuse."""
    for refuse in _BEFORE:
        refuse(held, agencies, by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held back, by ids: a thing on a higher floor, which child and record it belongs to, whose it is.

    `besides` are further ids under which it would be seen, such as the concern that told of it, or what it corrects.
    `seen_by` are the agencies that have looked at the child since it was written.
    """

    kind: ItemKind
    item_id: UUID
    child_id: UUID
    record_id: UUID
    team_id: UUID
    agency_id: UUID
    besides: tuple[UUID, ...] = ()
    seen_by: tuple[str, ...] = ()


@transaction.atomic
def withhold(*, held: Held, said: HoldBack, by: Actor) -> Withholding:
    """Hold something back from named agencies, from this moment on (R-049). Records WITHHELD.

    Called in the transaction that writes the thing, or later; whoever calls has it in sight. A second person owes an
    answer within the clock `withholding_agreement`; whether it stays right is owed by the day it names.
    Refuses what `rules.fault` does, and a ground that is none in the nation of the team that day, or not without words
    (`rules.not_sharing.ground_named`); what another agency wrote (`withhold_not_yours`), what is held back already
    (`withheld_already`), what is kept apart without a trace and would get one (`withhold_leaves_trace`), a second
    person who is the first, may not agree or is kept from it (`withhold_second_needed`), and whatever a higher floor
    refuses.
    """
    by.require(Permission.WITHHOLD)
    if by.agency_id is None or held.agency_id != by.agency_id or held.team_id not in by.team_ids:
        raise Refused("withhold_not_yours")
    one_at_a_time(held.child_id)
    _refuse_faults(held, said, by)
    refuse_before_withheld(held, said.agencies, by)
    team, person = _second(said, by)
    withholding = _write(held, said, team, person, by)
    answer, review = _owe(withholding, team, person)
    hidden = (withholding.id, answer, review) if said.mode is Mode.SILENT else ()
    WithheldFrom.objects.bulk_create(
        _kept(withholding, item_id, agency_id)
        for item_id in dict.fromkeys((held.item_id, *held.besides, *hidden))
        for agency_id in sorted(said.agencies)
    )
    if held.kind is ItemKind.PART:
        with connection.cursor() as cursor:
            cursor.execute("select cairn_withhold_part(%s)", [withholding.id])
    about = Ref("withholding", withholding.id)
    ledger.record(WITHHELD, by=by, child_id=held.child_id, about=about, detail={"kind": str(held.kind)})
    notices.leave(team_id=team.id, member_id=person.id if person else None, code=COUNTERSIGN, about=about)
    return withholding


def _refuse_faults(held: Held, said: HoldBack, by: Actor) -> None:
    limits = rules.limits_at(today())
    everybody = set(Agency.objects.values_list("pk", flat=True))
    fault = rules.fault(said, own=_agency(by), everybody=everybody, today=today(), limits=limits)
    if fault is not None:
        raise Refused(
            fault, **({"most": rules.longest(said.mode, limits)} if fault == "withhold_until_too_far" else {})
        )
    case = case_of(by)
    ground_named(said.ground.strip(), said.ground_words, case.nation, case.day, case.starts)
    if Withholding.objects.filter(item_id__in=(held.item_id, *held.besides), ended_at=None).exists():
        raise Refused("withheld_already")
    if said.mode is Mode.DECLARED and leaves_no_trace((held.item_id, *held.besides), by):
        raise Refused("withhold_leaves_trace")


def _second(said: HoldBack, by: Actor) -> tuple[Team, Membership | None]:
    """The person named to agree, who is somebody else and may read it; without one, whoever the order finds."""
    if said.second is None:
        try:
            return second_person(_agency(by), by.membership_id, said.agencies)
        except NotFound:
            raise Refused("withhold_second_needed") from None
    current = Membership.objects.filter(pk=said.second, ended_at=None, practitioner__is_active=True, role__in=MAY_AGREE)
    person = current.exclude(Q(practitioner_id=by.practitioner_id)).exclude(agency_id__in=said.agencies)
    found = person.select_related("team__agency").first()
    if found is None:
        raise Refused("withhold_second_needed")
    return found.team, found


def _agency(by: Actor) -> UUID:
    if by.agency_id is None:
        raise Refused("withhold_not_yours")
    return by.agency_id


def _write(held: Held, said: HoldBack, team: Team, person: Membership | None, by: Actor) -> Withholding:
    withholding = Withholding(
        item_kind=held.kind,
        item_id=held.item_id,
        child_id=held.child_id,
        record_id=held.record_id,
        agency_id=held.agency_id,
        team_id=held.team_id,
        recorded_by_id=by.membership_id,
        mode=said.mode,
        until=said.until,
        keeps_from_later=said.keeps_from_later,
        review_team=team,
        review_by=person,
    )
    withholding.save(force_insert=True)
    account(withholding, State.WAITING, by, said=said, seen_by=held.seen_by)
    return withholding


def account(
    withholding: Withholding,
    happened: State,
    by: Actor,
    *,
    words: str = "",
    said: HoldBack | None = None,
    seen_by: tuple[str, ...] = (),
) -> None:
    """Add a line to why something is held back and what was decided. Called inside the verbs that decide."""
    WithholdingAccount(
        withholding=withholding,
        team_id=withholding.team_id,
        review_team_id=withholding.review_team_id,
        happened=happened,
        reason=(said.reason or "") if said else "",
        ground_code=said.ground.strip() if said else "",
        ground=said.ground_words.strip() if said else "",
        words=said.words.strip() if said else words.strip(),
        until=withholding.until,
        seen_by=list(seen_by),
        said_by_id=by.membership_id,
    ).save(force_insert=True)


def _owe(withholding: Withholding, team: Team, person: Membership | None) -> tuple[UUID, UUID]:
    about = Ref("withholding", withholding.id)
    nation = nation_of(team)
    answer = duties.owe(
        kind=DutyKind.AGREE_WITHHOLDING,
        about=about,
        policy=clock_of(withholding, "withholding_agreement"),
        nation=nation,
        owner_team=team,
        owner=person,
        owed_to_team_id=withholding.team_id,
        child_id=withholding.child_id,
        record_id=withholding.record_id,
    )
    return answer.id, owe_review(withholding, team, person)


def owe_review(withholding: Withholding, team: Team, person: Membership | None) -> UUID:
    """The day on which what is held back must be looked at again; unreviewed at its end it is shared."""
    last = datetime.combine(withholding.until, time(23, 59, 59), LOCAL)
    duty = duties.owe(
        kind=DutyKind.REVIEW_WITHHOLDING,
        about=Ref("withholding", withholding.id),
        policy=clock_of(withholding, "withholding_review"),
        nation=nation_of(team),
        owner_team=team,
        owner=person,
        owed_to_team_id=withholding.team_id,
        child_id=withholding.child_id,
        record_id=withholding.record_id,
        started_at=now(),
        due_at=last,
    )
    return duty.id


def clock_of(withholding: Withholding, code: str) -> str:
    """The clock of a withholding. A silent one has a ladder of its own that tells nobody outside the two teams."""
    return f"{code}{SILENT}" if withholding.mode == Mode.SILENT else code


def _kept(withholding: Withholding, item_id: UUID, agency_id: UUID) -> WithheldFrom:
    return WithheldFrom(
        withholding=withholding,
        item_id=item_id,
        agency_id=agency_id,
        team_id=withholding.team_id,
        review_team_id=withholding.review_team_id,
        is_declared=withholding.mode == Mode.DECLARED,
    )
