"""The state of a signed-in session: since when, until when, how it was confirmed, for which team."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from cairn.partnership.models import Practitioner
from cairn.partnership.queries.published import is_demonstration
from cairn.partnership.rules import SessionLimits

BEGAN, ACTIVE, MEMBERSHIP, ONE_CLICK = "cairn_began_at", "cairn_active_at", "cairn_membership", "cairn_one_click"
_CONFIRMING = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class SessionState:
    """What the session remembers. `membership_id` is None until a team has been chosen."""

    began_at: datetime
    active_at: datetime
    membership_id: UUID | None

    @property
    def ends_at(self) -> datetime:
        """When it is over unless its owner does something."""
        return limits().ends_at(self.began_at, self.active_at)


def limits() -> SessionLimits:
    """The limits of this installation's settings."""
    return SessionLimits(
        idle=timedelta(minutes=settings.CAIRN_IDLE_MINUTES), absolute=timedelta(hours=settings.CAIRN_ABSOLUTE_HOURS)
    )


def session_state(session: SessionBase) -> SessionState | None:
    """The state of a session; None for one that nobody began in the proper way, which is over at once."""
    began, active, chosen = session.get(BEGAN), session.get(ACTIVE), session.get(MEMBERSHIP)
    if began is None or active is None:
        return None
    moments = (datetime.fromtimestamp(began, UTC), datetime.fromtimestamp(active, UTC))
    return SessionState(*moments, membership_id=UUID(chosen) if chosen else None)


def second_factors(practitioner: Practitioner) -> frozenset[str]:
    """Which of `totp` and `webauthn` this person has. Recovery codes alone do not count."""
    kept = Authenticator.objects.filter(user_id=practitioner.pk, type__in=_CONFIRMING)
    return frozenset(kept.values_list("type", flat=True))


def is_confirmed(request: HttpRequest, practitioner: Practitioner) -> bool:
    """Whether this session was confirmed by a second factor. At the demonstration's door one click counts as both."""
    # The library answers nothing at all when it is not told whose records are meant.
    if any(record["method"] == "mfa" for record in get_authentication_records(request, practitioner)):
        return True
    return came_by_one_click(request.session) and is_demonstration()


def came_by_one_click(session: SessionBase) -> bool:
    """Whether this session came through the demonstration's door."""
    return bool(session.get(ONE_CLICK))
