"""Remembering that somebody asked after a child, so that probing can be counted; and reading the count."""

import hmac
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor, ActorKind, job
from cairn.access.permissions import Permission
from cairn.children.kinds import CHILD_SEARCHED, SEARCHING_REVIEWED
from cairn.children.queries.candidates import Compared
from cairn.children.queries.probing import Unusual, unusual_searching
from cairn.core.clock import today
from cairn.core.crypto import keyed_digest
from cairn.ledger import verbs as ledger
from cairn.matching.facts import PersonFacts
from cairn.matching.kinds import Band
from cairn.matching.sounds import skeleton

_PURPOSE = "unusual searching"
_DIGITS = 20  # of a digest: enough to tell one person's questions of one day apart
_NOBODY = UUID(int=0)


def note_asking(*, facts: PersonFacts, found: Iterable[Compared], way: str, by: Actor) -> None:
    """Remember that details were asked about, and how many children out of the asker's sight they fit (R-002).

    One row, whatever was found. It holds no child and nothing that was typed: the name and the other details are
    digests that mean something only beside those of the same person on the same day. The asker never reads it, or it
    would be the very confirmation they may not have; so it names their membership and not their person. Records
    CHILD_SEARCHED, for the data-protection lead and the hub. `way` is "search" or "concern".
    """
    who = by.membership_id or by.token_id or _NOBODY
    unseen = sum(not each.is_seen and each.candidate.band is not Band.WEAK for each in found)
    others = facts._replace(names=())
    detail = {
        "way": way,
        "out_of_sight": unseen,
        "name": _digest("n", who, _asked_name(facts)),
        "details": _digest("d", who, repr(others)),
        **({"token": by.token_id} if by.token_id else {}),
    }
    witness = Actor(
        kind=ActorKind.JOB, agency_id=by.agency_id, membership_id=by.membership_id, purpose=job(_PURPOSE).purpose
    )
    ledger.record(CHILD_SEARCHED, by=witness, detail=detail)


def note_reference(*, reference: str, by: Actor) -> None:
    """Remember that a reference was asked for under which nothing could be opened, in danger or so it was said.

    Counted as a search for somebody out of sight, whatever was there. Records CHILD_SEARCHED as `note_asking` does.
    """
    who = by.membership_id or _NOBODY
    asked = _digest("n", who, reference)
    detail = {"way": "reference", "out_of_sight": 1, "name": asked, "details": asked}
    witness = Actor(
        kind=ActorKind.JOB, agency_id=by.agency_id, membership_id=by.membership_id, purpose=job(_PURPOSE).purpose
    )
    ledger.record(CHILD_SEARCHED, by=witness, detail=detail)


@transaction.atomic
def review_searching(*, by: Actor) -> tuple[Unusual, ...]:
    """Whose searching was unusual lately, by the partnership's own limits. Records SEARCHING_REVIEWED.

    For the data-protection lead alone: who searched, never for whom.
    """
    by.require(Permission.SEARCHES_REVIEW)
    found = unusual_searching(by)
    ledger.record(SEARCHING_REVIEWED, by=by, detail={"count": len(found)})
    return found


def _asked_name(facts: PersonFacts) -> str:
    """The names by their sound, in any order, so that another spelling is no other name; without one, the numbers."""
    names = sorted(" ".join(sorted(map(skeleton, name.parts))) for name in facts.names)
    return " | ".join(names) if any(names) else repr((facts.identifiers, facts.phones))


def _digest(letter: str, who: UUID, text: str) -> str:
    message = f"{who}\x1f{today().isoformat()}\x1f{text}".encode("utf-8", "surrogatepass")
    return letter + hmac.digest(keyed_digest(_PURPOSE), message, "sha256").hex()[:_DIGITS]
