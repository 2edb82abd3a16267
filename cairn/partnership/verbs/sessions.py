"""What happens to a signed-in session: it begins, shows signs of life, and is used for one team."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from cairn.access.actor import Actor, ActorKind
from cairn.access.definitions import define
from cairn.core.clock import now
from cairn.core.errors import NotFound
from cairn.ledger import kinds as events
from cairn.ledger.verbs import record, record_apart
from cairn.partnership.models import Membership, Practitioner
from cairn.partnership.queries import memberships_of, session_state
from cairn.partnership.queries.sessions import ACTIVE, BEGAN, MEMBERSHIP, ONE_CLICK

# A sign of life is written down this often, so that not every page costs a write; nobody gains time by it.
_NOTED_EVERY = timedelta(seconds=30)

# Signing out, ending another session, taking away a passkey and counting attempts remove rows; nothing else may.
define(
    "sign_in_rights",
    """
grant delete on django_session, cairn_cache, usersessions_usersession, mfa_authenticator to cairn_app, cairn_worker;
""",
)


@transaction.atomic
def sign_in(session: SessionBase, practitioner: Practitioner) -> None:
    """Begin the session of somebody who has just signed in. Records `signed_in`."""
    begin_session(session)
    record(events.SIGNED_IN, by=_without_team(practitioner))


@transaction.atomic
def sign_out(practitioner: Practitioner) -> None:
    """Somebody signs out, or is signed out because their time is over. Records `signed_out`."""
    record(events.SIGNED_OUT, by=_without_team(practitioner))


def sign_in_failed(email: str) -> None:
    """Somebody gave a wrong password. Records `sign_in_failed`, with the account it was tried on where there is one."""
    known = Practitioner.objects.filter(email=email.lower()).values_list("pk", flat=True).first()
    detail: dict[str, object] = {} if known is None else {"practitioner": known}
    record_apart(events.SIGN_IN_FAILED, by=Actor(kind=ActorKind.DOOR), detail=detail)


def begin_session(session: SessionBase, *, at: datetime | None = None) -> None:
    """Note that somebody has just signed in; both limits of the session run from here."""
    moment = (at or now()).timestamp()
    session[BEGAN] = session[ACTIVE] = moment
    session.pop(MEMBERSHIP, None)


def note_activity(session: SessionBase) -> None:
    """Note a sign of life: a page was asked for, or somebody is typing. It never moves the absolute end."""
    state, moment = session_state(session), now()
    if state is not None and moment - state.active_at >= _NOTED_EVERY:
        session[ACTIVE] = moment.timestamp()


def note_one_click(session: SessionBase) -> None:
    """Note that this session came through the demonstration's door; it counts only in a demonstration."""
    session[ONE_CLICK] = True


def choose_membership(session: SessionBase, practitioner: Practitioner, membership_id: str) -> Membership:
    """Use the session for one of the person's own teams (R-191). Raises NotFound for any other."""
    for membership in memberships_of(practitioner):
        if str(membership.pk) == membership_id:
            session[MEMBERSHIP] = membership_id
            return membership
    raise NotFound


def _without_team(practitioner: Practitioner) -> Actor:
    return Actor(kind=ActorKind.PRACTITIONER, practitioner_id=practitioner.pk)
