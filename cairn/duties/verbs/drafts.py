"""Keeping what somebody has begun to write. Not an event: nobody has been told anything yet."""

import json
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core import crypto
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.core.ref import Ref
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.duties.queries.drafts import content_of, place_of

MOST_CHARACTERS = 100_000
KEPT_FOR = timedelta(days=30)
_NEEDED = {
    DraftKind.CONCERN: Permission.CONCERN_RAISE,
    DraftKind.ENTRY: Permission.ENTRY_ADD,
    DraftKind.ANSWER: Permission.REFERRAL_ANSWER,
}


class DraftMoved(Conflict):
    """The draft was saved from another window meanwhile. `draft` is the newer version; nothing was overwritten."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("draft_changed_elsewhere")
        self.draft = draft


@transaction.atomic
def save_draft(
    draft: Draft | None,
    kind: DraftKind,
    content: Mapping[str, object],
    revision: int,
    by: Actor,
    *,
    about: Ref | None = None,
    draft_id: UUID | None = None,
) -> Draft:
    """Keep what was written so far, sealed; a new draft when there is none yet. Only a signed-in person has drafts.

    `revision` is the version that was changed; it is not looked at for a new draft, whose id the page may have chosen
    (`draft_id`). The same words again are kept already, whatever the revision. Raises DraftMoved with the newer version
    when another window was first, NotFound for anybody else's draft or id. Refuses `draft_too_long` (100,000 characters
    in all) and `draft_finished` for one that was sent or put away.
    """
    by.require(_NEEDED[DraftKind(kind)], draft)
    if by.practitioner_id is None or by.membership_id is None:
        raise NotAllowed
    written = json.dumps(dict(content), ensure_ascii=False)
    if len(written) > MOST_CHARACTERS:
        raise Refused("draft_too_long", limit=f"{MOST_CHARACTERS:,}")
    if draft is None:
        new = Draft(
            id=draft_id or uuid7(), kind=kind, practitioner_id=by.practitioner_id, membership_id=by.membership_id
        )
        return _begin(new, written, about)
    return _save(draft, written, revision, by)


@transaction.atomic
def discard_draft(*, draft: Draft, by: Actor) -> None:
    """Put a draft away for good: its words are gone. Putting away one that was sent changes nothing."""
    by.require(_NEEDED[DraftKind(draft.kind)], draft)
    unsent = Draft.objects.visible_to(by).filter(pk=draft.pk, sent_at=None, discarded_at=None)
    unsent.update(discarded_at=now(), sealed="", revision=F("revision") + 1)


@transaction.atomic
def mark_sent(*, draft: Draft, by: Actor) -> None:
    """What the draft held has been sent; its words now live where they were sent to. Called inside the sending verb."""
    by.require(_NEEDED[DraftKind(draft.kind)], draft)
    unsent = Draft.objects.visible_to(by).filter(pk=draft.pk, sent_at=None)
    unsent.update(sent_at=now(), discarded_at=None, sealed="", revision=F("revision") + 1)


@transaction.atomic
def clear_old_drafts(*, by: Actor) -> int:
    """Empty the drafts that nobody has touched for 30 days; an empty row stays. Run by the worker. Returns how many."""
    moment = now()
    old = Draft.objects.visible_to(by).filter(sent_at=None, discarded_at=None, saved_at__lt=moment - KEPT_FOR)
    return old.update(discarded_at=moment, sealed="", revision=F("revision") + 1)


def _begin(draft: Draft, written: str, about: Ref | None) -> Draft:
    if about is not None:
        draft.about_kind, draft.about_id = about.kind, about.id
    draft.sealed = crypto.seal(written, about=place_of(draft))
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:  # the id is somebody else's, which is nobody's business
        raise NotFound from None
    return draft


def _save(draft: Draft, written: str, revision: int, by: Actor) -> Draft:
    mine = Draft.objects.visible_to(by).filter(pk=draft.pk)
    sealed = crypto.seal(written, about=place_of(draft))
    changed = mine.filter(revision=revision, sent_at=None, discarded_at=None).update(
        sealed=sealed, saved_at=now(), revision=F("revision") + 1
    )
    newest: Draft = mine.get()
    if changed:
        return newest
    if newest.sent_at or newest.discarded_at:
        raise Refused("draft_finished")
    # An answer that got lost on the way makes the page send the same words again.
    if content_of(newest, by=by) == json.loads(written):
        return newest
    raise DraftMoved(newest)
