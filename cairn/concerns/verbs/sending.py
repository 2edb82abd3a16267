"""From the words on a page to a concern that was sent: drafts, Send, and Send by somebody who is not signed in."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.verbs import Hint, hint_for
from cairn.concerns.models import Concern, ConcernSubject
from cairn.concerns.queries import told_by
from cairn.concerns.rules import ConcernSaid
from cairn.concerns.verbs.raising import raise_concern
from cairn.core import crypto
from cairn.core.errors import Conflict, Refused
from cairn.duties import verbs as duties
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.partnership.queries import door_actor

# Generous: a whole school or hostel may share one address, and nobody with a worry is to be turned away lightly.
MOST_FROM_ONE_ADDRESS = 20
_HOUR = 3600
# Parts of a concern that are stored as they were said. What was said of each child is not among them.
_KEPT_AS_SAID = (
    "urgency",
    "where_text",
    "postcode",
    "other_children",
    "adults",
    "vehicles",
    "must_not_be_told",
    "child_wants",
    "child_knows",
    "parents_told",
    "exploitation_types",
    "source_protected",
    "emergency_log_no",
    "sender_contact",
)


def begin_draft(*, by: Actor) -> Draft:
    """Open an empty draft, whose id becomes the key under which the concern is sent once."""
    return duties.save_draft(None, DraftKind.CONCERN, {}, 0, by=by)


def keep_words(*, draft: Draft, words: Mapping[str, Any], by: Actor) -> Draft:
    """Keep what was typed on a page that was sent in without being finished. The page that came last counts.

    Refuses what keeping a draft refuses.
    """
    try:
        return duties.save_draft(draft, DraftKind.CONCERN, words, draft.revision, by=by)
    except duties.DraftMoved as moved:
        # The page's own background saving was under way while its button was pressed.
        return duties.save_draft(moved.draft, DraftKind.CONCERN, words, moved.draft.revision, by=by)


@transaction.atomic
def send(*, draft: Draft, said: ConcernSaid, by: Actor) -> Concern:
    """Raise the concern that a draft holds and put the draft away. Sending the same again gives the same concern.

    Raises Conflict (`draft_sent_already`) when the draft was sent, from this page or from another window, with
    anything else in it: what came last has reached nobody. Refuses what `raise_concern` refuses.
    """
    concern = raise_concern(said=said, send_key=str(draft.id), by=by)
    if not _holds(concern, said, by):
        raise Conflict("draft_sent_already")
    duties.mark_sent(draft=draft, by=by)
    return concern


def _holds(concern: Concern, said: ConcernSaid, by: Actor) -> bool:
    """Whether a concern says what was said: an answer changed to "in danger now" must not pass for sent."""
    told = told_by(concern, by)
    if len(told) != len(said.children) or any(child.words != said.what_happened.strip() for child in told):
        return False
    kept = ((getattr(concern, name), getattr(said, name)) for name in _KEPT_AS_SAID)
    return all(was == (list(now) if isinstance(now, tuple) else now) for was, now in kept)


def hint_after(*, concern: Concern, by: Actor) -> Hint | None:
    """After Send: whether to say that the hub knows whom to ring. See `children.verbs.hint_for`."""
    subjects = ConcernSubject.objects.visible_to(by).filter(concern=concern).select_related("record")
    return hint_for(records=[subject.record for subject in subjects], by=by)


def send_by_the_door(*, said: ConcernSaid, send_key: str, address: str) -> None:
    """Raise a concern for somebody who is not signed in; it belongs to the hub until somebody has rung back.

    Nothing is given back, because nothing may be read through the door. Sending the same again changes nothing; other
    words from the same page are another concern, because they must not get lost.
    Refuses more than 20 in an hour from one network address (`too_many_at_the_door`), and what `raise_concern` refuses.
    """
    _count(address)
    actor = door_actor()
    try:
        with acting_as(actor), transaction.atomic():
            raise_concern(said=said, send_key=f"door {send_key} {_digest(repr(said))}", by=actor)
    except IntegrityError as error:
        # The door cannot see what it sent before; the database can.
        if "concern_sent_once" not in str(error):
            raise


def _count(address: str) -> None:
    # The address itself is kept nowhere.
    key = f"door:{_digest(address)}"
    cache.add(key, 0, _HOUR)
    if cache.incr(key) > MOST_FROM_ONE_ADDRESS:
        raise Refused("too_many_at_the_door")


def _digest(text: str) -> str:
    return hmac.new(crypto.keyed_digest("door"), text.encode(), sha256).hexdigest()[:32]
