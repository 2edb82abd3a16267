"""Calling the API as an agency's system or as a signed-in person."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from cairn.core.ids import uuid7
from cairn.core.postgres import OWNER
from cairn.partnership import verbs
from cairn.partnership.models import Receipt
from tests.builders import Northmoor
from tests.conftest import become
from tests.partnership import people

ROOT = "/api/v1"
CONCERN: dict[str, Any] = {
    "what_happened": "A girl of about fourteen was in a van behind the market.",
    "urgency": "today",
    "where": {"text": "Behind the market", "area": "eastmoor"},
    "subjects": [{"names": [{"text": "Nguyen Van Tang", "kind": "known_as"}], "born": {"age_from": 14, "age_to": 14}}],
}
ENTRY = {"kind": "seen", "words": "Seen at the drop-in, well.", "how_known": "seen"}
FACT = {"kind": "name", "text": "Lan", "basis": "child_says"}
LINES = {
    "why_here": "To keep him safe at school.",
    "cannot_keep": "Any word of harm goes to the duty desk.",
    "cannot_do": "Nobody of us drives.",
    "last_contact_on": "2026-01-09",
}
ANSWER = {"outcome": "strategy_discussion", "reasons": "The words and the van fit.", "feedback": "We meet today."}


@dataclass
class Caller:
    """Somebody who calls. `headers` name them; `client` holds their session, if they have one."""

    client: Client
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **query: Any):
        return self.client.get(f"{ROOT}{path}", query, headers=self.headers)

    def post(self, path: str, body: Any, *, key: str | None = "", **headers: str):
        """POST a body; with a key of its own each time unless one is given. `key=None` sends none."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if key is not None:
            sent["Idempotency-Key"] = key or str(uuid7())
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(f"{ROOT}{path}", text, content_type="application/json", headers=sent)


def system(northmoor: Northmoor, agency: str) -> Caller:
    """An agency's own system."""
    made = verbs.create_token(agency=_agency(northmoor, agency), name="Case system", by=people.CLERK)
    return Caller(Client(), {"Authorization": f"Bearer {made.secret}"})


def person(northmoor: Northmoor, name: str) -> Caller:
    """A member of the cast, signed in; the client does not check the page's own token unless told to."""
    return Caller(people.sign_in(Client(), northmoor.practitioner(name)))


def nobody() -> Caller:
    return Caller(Client())


def withdrawn(northmoor: Northmoor, agency: str) -> Caller:
    """An agency's system whose token was withdrawn."""
    made = verbs.create_token(agency=_agency(northmoor, agency), name="Old system", by=people.CLERK)
    verbs.revoke_token(token=made.token, by=people.CLERK)
    return Caller(Client(), {"Authorization": f"Bearer {made.secret}"})


def concern(**more: Any) -> dict[str, Any]:
    """A concern as others send it; override any part."""
    return {**CONCERN, **more}


def child_asked(**parts: Any) -> dict[str, Any]:
    """A concern about one child of whom this is known."""
    return concern(subjects=[parts])


def is_problem(answer: Any, status: int, code: str = "") -> bool:
    """Whether an answer is a refusal in the API's own way."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= said.keys()
    assert said["status"] == status
    assert said["detail"]
    assert not code or said["code"] == code, said
    return True


def receipts() -> list[dict[str, Any]]:
    """Everything that is kept of calls, whoever made them."""
    with become(OWNER):
        return list(Receipt.objects.values())


def _agency(northmoor: Northmoor, slug: str):
    return next(team.agency for team in northmoor.teams.values() if team.agency.slug == slug)
