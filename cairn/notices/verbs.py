"""Leaving a notice for a team, and reading it."""

from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.core.clock import now
from cairn.core.jobs import defer
from cairn.core.ref import Ref
from cairn.notices.models import Notice


def leave(*, team_id: UUID, code: str, about: Ref, member_id: UUID | None = None) -> Notice:
    """Leave something to read for a team, or for one of its members; an e-mail without content follows after commit.

    Called inside the transaction of the verb that made the news, so that there is never news without a notice.
    """
    notice = Notice(team_id=team_id, member_id=member_id, code=code, about_kind=about.kind, about_id=about.id)
    notice.save(force_insert=True)
    defer("notices.send_email", notice_id=str(notice.id))
    return notice


@transaction.atomic
def read(*, notice: Notice, by: Actor) -> None:
    """Note that somebody of the team has read it."""
    unread = Notice.objects.visible_to(by).filter(pk=notice.pk, read_at=None)
    unread.update(read_at=now(), read_by_id=by.membership_id)
