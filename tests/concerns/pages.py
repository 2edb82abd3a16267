"""Ways of asking for pages as a member of the cast."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.concerns.models import Concern
from cairn.duties.models import Draft
from tests.builders import Northmoor
from tests.partnership.people import sign_in, with_app

SAID = "A girl of about eleven was in a van behind the market."


def signed_in(northmoor: Northmoor, name: str) -> Client:
    """The browser of a member of the cast who has just signed in with both factors."""
    return sign_in(Client(), with_app(northmoor.practitioner(name)))


def begun(client: Client) -> str:
    """Open a fresh page for a concern; gives the id of its draft."""
    answer = client.get("/concerns/new/")
    assert answer.status_code == 302, answer.content
    return str(answer["Location"]).partition("draft=")[2]


def send(client: Client, draft: str, **typed: Any):
    """Press Send on the page of a draft."""
    names = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post("/concerns/new/", {"draft": draft, "what_happened": SAID, "send": "1", **names})


def seen_by(actor: Actor, what: Callable[[], Any]) -> Any:
    """What somebody finds when they look into the database themselves."""
    with acting_as(actor):
        return what()


def drafts(actor: Actor) -> list[Draft]:
    return seen_by(actor, lambda: list(Draft.objects.visible_to(actor).order_by("started_at")))


def concerns(actor: Actor) -> list[Concern]:
    return seen_by(actor, lambda: list(Concern.objects.visible_to(actor).order_by("raised_at")))
