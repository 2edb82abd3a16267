"""Leaving a notice for a team, sending the e-mail that says so, and reading it."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.core.clock import now
from cairn.core.jobs import defer
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import queries
from cairn.notices.kinds import DIGEST_READY
from cairn.notices.models import Notice

# A mail server that does not answer must not hold a job, and its transaction, for long.
_PATIENCE = 15


def leave(*, team_id: UUID, code: str, about: Ref, member_id: UUID | None = None) -> Notice:
    """Leave something to read for a team, or for one of its members; an e-mail without content follows after commit.

    Called inside the transaction of the verb that made the news, so that there is never news without a notice.
    """
    notice = Notice(team_id=team_id, member_id=member_id, code=code, about_kind=about.kind, about_id=about.id)
    notice.save(force_insert=True)
    defer("notices.send_email", notice_id=str(notice.id))
    return notice


@transaction.atomic
def read_all(*, notice_ids: Iterable[UUID], by: Actor) -> int:
    """Note that these were read; those out of sight or read before stay as they are. Returns how many."""
    return queries.unread(by).filter(pk__in=list(notice_ids)).update(read_at=now(), read_by_id=by.membership_id)


@transaction.atomic
def send_email(*, notice_id: UUID, by: Actor) -> bool:
    """Tell by e-mail that there is something to read, and nothing else (ui: Notices). Run by the worker.

    One e-mail says it for everything that waits for the same readers; a second run sends nothing, and neither does an
    installation without a mail server. Returns whether one was sent. Raises what the mail server raises, and is then
    run again.
    """
    waiting = queries.waiting_with(notice_id, actor=by) if settings.EMAIL_HOST else []
    if not waiting:
        return False
    addresses = queries.addresses_for(waiting[0])
    if addresses:
        get_connection(timeout=_PATIENCE).send_messages([_message(one) for one in addresses])
    # After the sending: killed in between, it is sent twice, which tells nobody anything and harms nobody.
    Notice.objects.visible_to(by).filter(pk__in=[one.pk for one in waiting]).update(emailed_at=now())
    return bool(addresses)


def hand_round_digest() -> bool:
    """Make today's digest of the ledger, leave it with every agency, and write its file. Run by the worker (R-063).

    Who keeps it outside Cairn can prove later what the ledger held by then. A second run of the day tells nobody again,
    and writes a file that is missing. Returns whether it was new.
    """
    with transaction.atomic():
        digest, is_new = ledger.make_digest()
        if digest is not None and is_new:
            for team_id, member_id in queries.keepers():
                leave(team_id=team_id, member_id=member_id, code=DIGEST_READY, about=Ref("ledger_digest", digest.id))
    ledger.keep_digests()
    return is_new


def _message(address: str) -> EmailMessage:
    words = _("You have something to read in Cairn.")
    return EmailMessage(
        subject=words,
        body=f"{words}\n\n{settings.CAIRN_ADDRESS}\n",
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},  # out-of-office robots do not answer these
    )
