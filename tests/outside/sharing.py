"""Something chosen about a child and shared with a nurse of a distant hospital, as tests of sharing outside need it."""

from typing import Any

from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.core.ids import uuid7
from cairn.ledger.models import Event
from cairn.outside import verbs
from cairn.outside.kinds import Way
from cairn.outside.queries.offering import Offer, offers
from cairn.outside.rules import digest_of_lines
from cairn.outside.verbs import Made, Recipient, ShareSaid
from cairn.sharing.kinds import Receiver
from tests.builders import Northmoor

HOSPITAL = "Saint Bride’s Hospital, London"
NURSE = Recipient(
    name="Ola Berg",
    organisation=HOSPITAL,
    function="named nurse for safeguarding",
    reach="by secure e-mail",
    phone="01632 960555",
)
ADDRESS = "192.0.2.44"


def offered(northmoor: Northmoor, child: Child, name: str = "amara") -> list[Offer]:
    """What somebody may choose from."""
    by = northmoor.actor(name)
    with acting_as(by):
        return offers(child, by)


def keys(found: list[Offer], *sections: str) -> tuple[str, ...]:
    """The keys of offers, of these sections where any are named."""
    return tuple(one.key for one in found if not sections or one.line.section in sections)


def said(seen: str = "", **more: Any) -> ShareSaid:
    """What is said by whoever shares; override any part of it."""
    whole: dict[str, Any] = {
        "recipient": NURSE,
        "receiver": Receiver.PUBLIC_BODY,
        "purpose": "to keep her safe on the ward",
        "ground": "ca04_11",
        "chosen": (),
        "way": Way.LINK,
        "days": 1,
        "seen": seen,
        "send_key": uuid7(),
    }
    return ShareSaid(**{**whole, **more})


def shared(northmoor: Northmoor, child: Child, name: str = "amara", **more: Any) -> Made:
    """Somebody previews and shares: everything they are offered, where nothing else is said."""
    by = northmoor.actor(name)
    with acting_as(by):
        chosen = more.pop("chosen", None) or keys(offers(child, by))
        lines = verbs.previewed(child=child, chosen=chosen, request=more.get("request", ""), by=by)
        told = said(**{"seen": digest_of_lines(lines), "chosen": chosen, **more})
        return verbs.share_outside(child=child, said=told, by=by)


def tried(made: Made, code: str = "", address: str = ADDRESS) -> Any:
    """What the door answers to a code, the right one where none is given."""
    return verbs.open_link(token=made.token, code=code or made.code, address=address)


def front(made: Made) -> Any:
    """What the door says before the code."""
    return verbs.find_front(token=made.token, address=ADDRESS)


def happened(northmoor: Northmoor, child: Child) -> list[str]:
    """What the ledger knows of it, in order, as the hub reads it."""
    farid = northmoor.actor("farid")
    with acting_as(farid):
        rows = Event.objects.visible_to(farid).filter(child_id=child.id, happening__startswith="outside.")
        return list(rows.order_by("id").values_list("happening", flat=True))
