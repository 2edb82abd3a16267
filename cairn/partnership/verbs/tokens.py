"""Letting an agency's own system in, and out again."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.access.roles import SYSTEM
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.ledger.kinds import happening
from cairn.ledger.verbs import record
from cairn.partnership.models import Agency, AgencyToken
from cairn.partnership.queries import digest_of

# A leaked key that says what it is can be found by tools that look for leaked keys.
_PREFIX = "cairn_"
_RANDOM_BYTES = 32
# Often enough to see that a token is in use, seldom enough that a busy system does not queue for one row.
_NOTED_EVERY = timedelta(minutes=1)

CREATED = happening("token.created", _("let an agency’s own system in"))
REVOKED = happening("token.revoked", _("withdrew the key of an agency’s own system"))


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made. `secret` exists only here: it is shown once and never kept."""

    token: AgencyToken
    secret: str


@transaction.atomic
def create_token(*, agency: Agency, name: str, scopes: Iterable[str] = (), by: Actor) -> NewToken:
    """Make a key by which an agency's own system calls the API; only its digest is kept.

    `scopes` are values of permissions; none means everything a system may ever do. Records `token.created`. Refuses
    `unknown_scope` for others, and `token_without_name`, because a key that nobody can name is never withdrawn.
    """
    by.require(Permission.TOKEN_CREATE)
    asked = frozenset(scopes)
    if unknown := sorted(asked - SYSTEM):
        raise Refused("unknown_scope", scope=unknown[0], known=", ".join(sorted(SYSTEM)))
    if not name.strip():
        raise Refused("token_without_name")
    secret = _PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
    token = AgencyToken.objects.create(
        agency=agency, name=name.strip(), digest=digest_of(secret), permissions=sorted(asked or SYSTEM)
    )
    detail = {"agency": agency.pk, "scopes": token.permissions}
    record(CREATED, by=by, about=Ref("token", token.pk), detail=detail)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(*, token: AgencyToken, by: Actor) -> AgencyToken:
    """Withdraw a token: it opens nothing from its next use on. Records `token.revoked`; twice changes nothing."""
    by.require(Permission.TOKEN_CREATE)
    if AgencyToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now()):
        record(REVOKED, by=by, about=Ref("token", token.pk))
    token.refresh_from_db()
    return token


def note_token_use(*, token_id: UUID) -> None:
    """Note to the minute that a system's token was used, so that one nobody uses can be found and withdrawn.

    Not an event: what the system does with it is.
    """
    moment = now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=moment - _NOTED_EVERY)
    AgencyToken.objects.filter(stale, pk=token_id).update(last_used_at=moment)
