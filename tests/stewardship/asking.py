"""Requests to see what is held, entered and collected by the verbs."""

from typing import Any

from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.core.clock import today
from cairn.core.postgres import WORKER
from cairn.stewardship import verbs
from cairn.stewardship.models import AccessRequest
from cairn.stewardship.verbs.packing import Opened
from tests.builders import Northmoor
from tests.conftest import become
from tests.stewardship.keeping import CLOCK

ASKED: dict[str, Any] = {
    "asked_by": "Tang Nguyen",
    "relation": "person",
    "how_checked": "Known to his guardian, who sat beside him.",
}


def asked(northmoor: Northmoor, child: Child, who: str = "petra", **more: Any) -> AccessRequest:
    """A request that somebody entered; nothing is collected yet."""
    with acting_as(by := northmoor.actor(who)):
        given = {**ASKED, "received_on": today(), "reference": child.reference, **more}
        return verbs.open_request(**given, by=by)


def collected(northmoor: Northmoor, child: Child, **more: Any) -> AccessRequest:
    """A request whose pack waits to be looked through, with a second lead named."""
    request = asked(northmoor, child, **more)
    with become(WORKER), acting_as(CLOCK):
        verbs.collect_pack(request_id=request.pk, by=CLOCK)
    with acting_as(petra := northmoor.actor("petra")):
        verbs.name_second(request=request, membership_id=northmoor.memberships["pavel"].pk, by=petra)
        request.refresh_from_db()
    return request


def opened(northmoor: Northmoor, request: AccessRequest, who: str = "petra") -> tuple[Opened, ...]:
    """What a lead sees of a pack."""
    with acting_as(by := northmoor.actor(who)):
        return verbs.open_pack(request_id=request.pk, by=by)[1]


def rule_on_all(northmoor: Northmoor, request: AccessRequest, ruling: str = "keep_out", reason: str = "") -> int:
    """Decide every proposal alike; returns how many there were."""
    waiting = [each for one in opened(northmoor, request) for each in one.redactions]
    with acting_as(petra := northmoor.actor("petra")):
        for each in waiting:
            verbs.rule_on(redaction_id=each.pk, request=request, ruling=ruling, reason=reason, by=petra)
    return len(waiting)


def given_out(northmoor: Northmoor, request: AccessRequest) -> str:
    """Every word that goes out."""
    with acting_as(pavel := northmoor.actor("pavel")):
        verbs.agree_to_pack(request=request, by=pavel)
    with acting_as(petra := northmoor.actor("petra")):
        items = verbs.give_out(request=request, by=petra)
    return "\n".join(part.words for one in items for part in one.given_out())
