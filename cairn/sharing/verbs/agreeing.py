"""The second person's answer, looking again, and sharing what was held back."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now, today
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.sharing import rules
from cairn.sharing.kinds import (
    NOW_LAPSED,
    STANDING,
    WITHHOLDING_ANSWERED,
    WITHHOLDING_ENDED,
    WITHHOLDING_EXTENDED,
    Mode,
    State,
)
from cairn.sharing.models import WithheldFrom, Withholding
from cairn.sharing.verbs.withholding import ON_SHARED, account, owe_review


@transaction.atomic
def answer_withholding(*, withholding: Withholding, agrees: bool, words: str, revision: int, by: Actor) -> None:
    """The second person agrees that something is held back, or does not: then it is shared at once (R-049).

    Records WITHHOLDING_ANSWERED. Not agreeing needs a reason (`withhold_why_needed`). Refuses whoever held it back
    (`withhold_not_alone`) and whoever was not asked (`not_your_countersignature`). Raises Conflict when it was answered
    or ended meanwhile.
    """
    by.require(Permission.WITHHOLD_AGREE, withholding)
    _refuse_not_second(withholding, by)
    if not agrees and not words.strip():
        raise Refused("withhold_why_needed")
    state = State.AGREED if agrees else State.NOT_AGREED
    _bring_to(withholding, state, revision, by, words=words, only=(State.WAITING,))
    detail = {"agreed": agrees}
    about = Ref("withholding", withholding.id)
    ledger.record(WITHHOLDING_ANSWERED, by=by, child_id=withholding.child_id, about=about, detail=detail)
    duties.close(kind=DutyKind.AGREE_WITHHOLDING, about=about, by=by)
    if not agrees:
        _share(withholding, by)


@transaction.atomic
def extend_withholding(*, withholding: Withholding, until: date, words: str, revision: int, by: Actor) -> None:
    """A second person looked again and holds it back for longer, with a reason. Records WITHHOLDING_EXTENDED.

    Refuses no reason (`withhold_why_needed`), a day that is past or too far, and whom `answer_withholding` refuses.
    """
    by.require(Permission.WITHHOLD_AGREE, withholding)
    _refuse_not_second(withholding, by)
    if not words.strip():
        raise Refused("withhold_why_needed")
    most = rules.longest(Mode(withholding.mode), rules.limits_at(today()))
    if until <= today():
        raise Refused("withhold_until_past")
    if (until - today()).days > most:
        raise Refused("withhold_until_too_far", most=most)
    withholding.until = until
    _bring_to(withholding, State.AGREED, revision, by, words=words, until=until)
    about = Ref("withholding", withholding.id)
    duties.close(kind=DutyKind.REVIEW_WITHHOLDING, about=about, by=by)
    duties.close(kind=DutyKind.AGREE_WITHHOLDING, about=about, by=by)
    duty_id = owe_review(withholding, withholding.review_team, withholding.review_by)
    if withholding.mode == Mode.SILENT:
        _hide_too(withholding, duty_id)
    ledger.record(WITHHOLDING_EXTENDED, by=by, child_id=withholding.child_id, about=about)


@transaction.atomic
def end_withholding(*, withholding: Withholding, words: str, revision: int, by: Actor) -> None:
    """The team that holds it back, or whoever was asked to agree, shares it now. Records WITHHOLDING_ENDED.

    Refuses others (`not_your_countersignature`). Raises Conflict when it was ended or changed meanwhile.
    """
    by.require(Permission.WITHHOLD, withholding)
    if withholding.team_id not in by.team_ids:
        _refuse_not_asked(withholding, by)
    _bring_to(withholding, State.LIFTED, revision, by, words=words)
    _share(withholding, by)


def lapse(duty: Duty, by: Actor) -> None:
    """Nobody looked again by the day: it is shared now, and whoever held it back is told (R-049).

    Called once by the clock, of a duty that is still open.
    Holding it back for longer closes that duty and opens another, and sharing it closes it for good.
    """
    withholding = Withholding.objects.visible_to(by).filter(pk=duty.about_id, ended_at=None).first()
    if withholding is None:
        return
    _bring_to(withholding, State.LAPSED, withholding.revision, by)
    _share(withholding, by)
    _tell_holder(withholding)


def _tell_holder(withholding: Withholding) -> None:
    """The team; of something without a trace its author alone, while they are there."""
    author = withholding.recorded_by
    is_theirs = withholding.mode == Mode.SILENT and author is not None and author.ended_at is None
    notices.leave(
        team_id=withholding.team_id,
        member_id=withholding.recorded_by_id if is_theirs else None,
        code=NOW_LAPSED,
        about=Ref("withholding", withholding.pk),
    )


def _refuse_not_second(withholding: Withholding, by: Actor) -> None:
    if by.membership_id == withholding.recorded_by_id or _is_same_person(withholding, by):
        raise Refused("withhold_not_alone")
    _refuse_not_asked(withholding, by)


def _refuse_not_asked(withholding: Withholding, by: Actor) -> None:
    if withholding.review_team_id not in by.team_ids:
        raise Refused("not_your_countersignature")
    if withholding.mode == Mode.SILENT and withholding.review_by_id not in (None, by.membership_id):
        raise Refused("not_your_countersignature")


def _is_same_person(withholding: Withholding, by: Actor) -> bool:
    author = withholding.recorded_by
    return author is not None and author.practitioner_id == by.practitioner_id


def _bring_to(
    withholding: Withholding,
    state: State,
    revision: int,
    by: Actor,
    *,
    words: str = "",
    until: date | None = None,
    only: tuple[State, ...] = STANDING,
) -> None:
    one_at_a_time(withholding.child_id)
    ended = None if state in STANDING else now()
    changed = Withholding.objects.filter(pk=withholding.pk, revision=revision, state__in=only).update(
        state=state, until=until or withholding.until, ended_at=ended, revision=F("revision") + 1
    )
    if not changed:
        raise Conflict("withholding_ended_already")
    account(withholding, state, by, words=words)


def _share(withholding: Withholding, by: Actor) -> None:
    """End it for every agency, and let the higher floors tell those who may read it now.

    What was silent stays so: the item is theirs to read, that it was ever held back is not.
    """
    about = Ref("withholding", withholding.id)
    kept = WithheldFrom.objects.visible_to(by).filter(withholding=withholding, is_active=True)
    agencies = sorted(set(kept.values_list("agency_id", flat=True)))
    if withholding.mode == Mode.SILENT:
        owed = Duty.objects.visible_to(by).filter(about_kind=about.kind, about_id=about.id)
        kept = kept.exclude(item_id__in=[withholding.id, *owed.values_list("pk", flat=True)])
    kept.update(is_active=False, ended_at=now())
    for kind in (DutyKind.AGREE_WITHHOLDING, DutyKind.REVIEW_WITHHOLDING):
        duties.close(kind=kind, about=about, by=by)
    ledger.record(WITHHOLDING_ENDED, by=by, child_id=withholding.child_id, about=about)
    for tell in ON_SHARED:
        tell(withholding, agencies, by)


def _hide_too(withholding: Withholding, item_id: UUID) -> None:
    agencies = WithheldFrom.objects.filter(withholding=withholding, is_active=True).values_list("agency_id", flat=True)
    WithheldFrom.objects.bulk_create(
        WithheldFrom(
            withholding=withholding,
            item_id=item_id,
            agency_id=agency_id,
            team_id=withholding.team_id,
            review_team_id=withholding.review_team_id,
            is_declared=False,
        )
        for agency_id in sorted(set(agencies))
    )
