"""Background jobs of the children floor: telling what matching found."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children import verbs


@app.task(name="children.tell_of_questions", retry=5)
def tell_of_questions(record_id: str) -> None:
    """Tell the leads of children that a new record may be about."""
    by = job("tell of a possible match")
    with acting_as(by), transaction.atomic():
        verbs.tell_of_questions(record_id=UUID(record_id), by=by)


@app.task(name="children.tell_of_hint", retry=5)
def tell_of_hint(child_id: str) -> None:
    """Tell the lead that somebody was told to ring the hub."""
    by = job("tell of a hint")
    with acting_as(by), transaction.atomic():
        verbs.tell_of_hint(child_id=UUID(child_id), by=by)
