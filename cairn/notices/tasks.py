"""The e-mail that says there is something to read, and nothing else."""

from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.notices import verbs

# After half a minute, then a minute later each time: a mail server may be away for some thirty hours.
_AGAIN = RetryStrategy(max_attempts=60, wait=30, linear_wait=60)


@app.task(name="notices.send_email", retry=_AGAIN)
def send_email(notice_id: str) -> None:
    """Send the e-mail for a notice, once."""
    by = job("e-mail")
    with acting_as(by), transaction.atomic():
        verbs.send_email(notice_id=UUID(notice_id), by=by)


@app.periodic(cron="10 6 * * *")
@app.task(name="notices.hand_round_digest", queueing_lock="notices.hand_round_digest")
def hand_round_digest(timestamp: int) -> None:
    """Leave today's digest of the ledger with every agency, once a day."""
    with acting_as(job("hand round the digest")):
        verbs.hand_round_digest()
