"""What happens at the door: a link says who sends it, opens once for the right code, and runs out of time (R-064)."""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from cairn.access.actor import Actor, ActorKind
from cairn.access.binding import acting_as
from cairn.core import crypto
from cairn.core.clock import now, today
from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.outside.kinds import (
    OUTSIDE_LAPSED,
    OUTSIDE_OPENED,
    OUTSIDE_TRIED,
    SHARE_LAPSED,
    SHARE_LOCKED,
    SHARE_OPENED,
    Standing,
    StepKind,
    Way,
)
from cairn.outside.models import OutsideShare, OutsideStep
from cairn.outside.queries.door import Front, Opening, front_of, opening
from cairn.outside.rules import code_typed, limits_at
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_desk

OPENED, WRONG, LOCKED = "opened", "wrong", "locked"
PURPOSE = "open what was shared outside"
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Closed:
    """A link that opens no more, or never did: the one thing that is said is whom to ring."""

    ring: Team


def find_front(*, token: str, address: str) -> Front | Closed:
    """What a link says before its code. Changes nothing, however often it is asked, and by whomever.

    Refuses more than the policy's number an hour from one network address (`outside_too_often`).
    """
    _count(address)
    with acting_as(_outsider(None)), transaction.atomic():
        found = front_of(token)
        if found is None:
            return Closed(hub_desk())
        return found if found.standing is Standing.WAITS else Closed(found.team)


def open_link(*, token: str, code: str, address: str) -> Opening | Front | Closed:
    """Try a code. The right one opens the link, once; a wrong one counts, and the last of them locks it.

    Records OUTSIDE_OPENED or OUTSIDE_TRIED in the same transaction; whoever sent it is told when it was opened or
    locked. After a wrong code the front of a link that still waits. Refuses what `find_front` refuses.
    """
    _count(address)
    with acting_as(_outsider(None)), transaction.atomic():
        done = opening(token, code_typed(code))
        if done is None:
            return Closed(hub_desk())
        # What happens here is done around the sender's part of the child, and is hidden wherever that is.
        with acting_as(_outsider(done.agency_id)):
            _remember(done)
        if done.outcome == OPENED:
            return done
        front = front_of(token) if done.outcome == WRONG else None
        return front or Closed(done.team)


@transaction.atomic
def tell_lapsed(*, by: Actor) -> int:
    """Tell whoever sent a link that nobody opened it in its time. Records OUTSIDE_LAPSED. Run by the worker.

    A second run tells nobody again. Returns how many there were.
    """
    ended = (StepKind.OPENED, StepKind.WITHDRAWN, StepKind.LAPSED)
    rows = OutsideShare.objects.visible_to(by).filter(way=Way.LINK, expires_at__lte=now())
    waiting = list(rows.exclude(steps__kind__in=ended).order_by("expires_at", "id"))
    for share in waiting:
        OutsideStep(share=share, kind=StepKind.LAPSED).save(force_insert=True)
        about = Ref("outside_share", share.pk)
        ledger.record(OUTSIDE_LAPSED, by=by, child_id=share.child_id, about=about)
        notices.leave(team_id=share.team_id, member_id=share.recorded_by_id, code=SHARE_LAPSED, about=about)
    return len(waiting)


def _remember(done: Opening) -> None:
    by, about = _outsider(done.agency_id), Ref("outside_share", done.share_id)
    happening = OUTSIDE_OPENED if done.outcome == OPENED else OUTSIDE_TRIED
    ledger.record(happening, by=by, child_id=done.child_id, about=about)
    news = {OPENED: SHARE_OPENED, LOCKED: SHARE_LOCKED}.get(done.outcome)
    if news:
        notices.leave(team_id=done.team.pk, member_id=done.sender_id, code=news, about=about)


def _outsider(agency_id: UUID | None) -> Actor:
    """Whoever holds a link. Nobody knows who that is; the ledger notes it beside the agency that sent the link."""
    return Actor(kind=ActorKind.DOOR, agency_id=agency_id, purpose=PURPOSE)


def _count(address: str) -> None:
    # The address itself is kept nowhere.
    secret = crypto.keyed_digest("links tried")
    key = f"outside:{hmac.new(secret, address.encode(), sha256).hexdigest()[:32]}"
    cache.add(key, 0, _HOUR)
    if cache.incr(key) > limits_at(today()).from_one_address_an_hour:
        raise Refused("outside_too_often")
