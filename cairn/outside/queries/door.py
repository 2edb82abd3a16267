"""What a link says before its code, and what it gives once. Asked by nobody who is known."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from cairn.core import crypto
from cairn.core.clock import now
from cairn.outside.kinds import Standing
from cairn.outside.queries.shares import line_in
from cairn.outside.rules import Frozen
from cairn.partnership.models import Team


@dataclass(frozen=True, slots=True)
class Front:
    """What a link says of itself: who sends it, whom to ring, until when it waits. Nothing of any child."""

    share_id: UUID
    standing: Standing
    agency_id: UUID
    team: Team
    number: str
    tries_left: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """What came of a code: *opened* with the lines, *wrong*, *locked* by this very try, or *closed* before it."""

    outcome: str
    share_id: UUID
    child_id: UUID
    agency_id: UUID
    team: Team
    sender_id: UUID
    lines: tuple[Frozen, ...]
    letter: Mapping[str, str]


def front_of(token: str) -> Front | None:
    """The front of a link; None for one that never was. Changes nothing, however often it is asked."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_outside_front(%s, %s)", [digest(token), now()])
        row = cursor.fetchone()
    if row is None:
        return None
    share, standing, agency, team, number, tries, expires_at = row
    return Front(share, Standing(standing), agency, _team(team), number, tries, expires_at)


def opening(token: str, code: str) -> Opening | None:
    """Try a code on a link; the step is written in the open transaction. None for a link that never was."""
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_outside_open(%s, %s, %s)", [digest(token), digest(token, code), now()])
        row = cursor.fetchone()
    if row is None:
        return None
    outcome, share, child, agency, team, sender, sealed, letter = row
    lines = tuple(line_in(UUID(item), text) for item, text in _read(sealed))
    return Opening(outcome, share, child, agency, _team(team), sender, lines, _read(letter))


def digest(*parts: str) -> str:
    """What is kept of a token, or of a token with its code: neither can be found out from it without the keys."""
    secret = crypto.keyed_digest("shared outside")
    return hmac.new(secret, ":".join(parts).encode(), sha256).hexdigest()


def _team(team_id: UUID) -> Team:
    return Team.objects.select_related("agency").get(pk=team_id)


def _read(told: Any) -> Any:
    return json.loads(told) if isinstance(told, str) else told
