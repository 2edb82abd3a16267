"""Background jobs of sharing outside."""

from django.db import transaction
from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.outside import verbs


@app.periodic(cron="*/15 * * * *")
@app.task(name="outside.tell_lapsed", queueing_lock="outside.tell_lapsed")
def tell_lapsed(timestamp: int) -> None:
    """Tell whoever sent a link that nobody opened it in its time."""
    by = job("tell of links that nobody opened")
    with acting_as(by), transaction.atomic():
        verbs.tell_lapsed(by=by)
