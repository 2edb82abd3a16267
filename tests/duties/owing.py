"""Duties for these tests: who owes what to whom, at a moment of one's choosing."""

from contextlib import contextmanager
from datetime import datetime, timedelta

from cairn.access.binding import acting_as
from cairn.core.ids import uuid7
from cairn.core.ref import Ref
from cairn.duties import verbs
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty, DutyStep
from cairn.notices.models import Notice
from tests.builders import MONDAY_MORNING, Northmoor
from tests.conftest import become

MINUTE = timedelta(minutes=1)


def owed(northmoor: Northmoor, kind: DutyKind = DutyKind.ANSWER, policy: str = "referral_decision", **more) -> Duty:
    """Something that Eastmoor's desk owes to the outreach team since Monday at ten."""
    more = {
        "about": Ref("team", uuid7()),
        "owner_team": northmoor.team("eastmoor-duty"),
        "owed_to_team_id": northmoor.team("outreach").pk,
        "nation": "england",
        "started_at": MONDAY_MORNING,
        **more,
    }
    with acting_as(northmoor.actor("efa")):
        return verbs.owe(kind=kind, policy=policy, **more)


def danger(northmoor: Northmoor, **more) -> Duty:
    """An acknowledgement that is due at ten minutes past ten."""
    return owed(northmoor, DutyKind.ACKNOWLEDGE, "danger_acknowledgement", **more)


def climb(at: datetime) -> int:
    """One run of the clock at a moment, as the worker."""
    with become("cairn_worker"):
        return verbs.climb(at)


@contextmanager
def as_worker():
    """Look at everything, as only the worker's role may."""
    with become("cairn_worker"):
        yield


def told() -> list[tuple[str, str, str]]:
    """Everybody told so far: team, person or "", and the news."""
    with as_worker():
        rows = Notice.objects.select_related("team", "member__practitioner").order_by("left_at", "id")
        return [(one.team.slug, one.member.practitioner.name if one.member else "", one.code) for one in rows]


def steps() -> set[tuple[str, datetime]]:
    """Every step taken so far: its rule and its moment."""
    with as_worker():
        return set(DutyStep.objects.values_list("rule", "due_at"))
