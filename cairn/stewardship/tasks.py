"""Background jobs of the data-protection desk."""

from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.stewardship import verbs


@app.periodic(cron="37 4 * * *")
@app.task(name="stewardship.find_due", queueing_lock="stewardship.find_due")
def find_due(timestamp: int) -> None:
    """Put every record past its time on its leads' list."""
    by = job("find records past their time")
    with acting_as(by), transaction.atomic():
        verbs.find_due(by=by)


@app.periodic(cron="47 4 * * *")
@app.task(name="stewardship.empty_packs", queueing_lock="stewardship.empty_packs")
def empty_packs(timestamp: int) -> None:
    """Empty what was collected for requests that ended long enough ago."""
    by = job("empty what was collected for requests")
    with acting_as(by), transaction.atomic():
        verbs.empty_packs(by=by)


@app.task(name="stewardship.collect", retry=3)
def collect(request_id: str) -> None:
    """Collect what is held for one request."""
    by = job("collect what is held for somebody who asks")
    with acting_as(by), transaction.atomic():
        verbs.collect_pack(request_id=UUID(request_id), by=by)


@app.task(name="stewardship.dispose", retry=3)
def dispose(disposal_id: str) -> None:
    """Dispose of one record as two leads agreed; whole or not at all, so that it may be run again."""
    by = job("dispose of a record past its time")
    with acting_as(by), transaction.atomic():
        verbs.dispose(disposal_id=UUID(disposal_id), by=by)


@app.task(name="stewardship.remove_file", retry=RetryStrategy(max_attempts=9, exponential_wait=3))
def remove_file(file: str) -> None:
    """Remove one file of a record that was disposed of; a disk that refuses is asked again, later each time."""
    verbs.remove_file(file=file)
