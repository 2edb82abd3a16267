"""Background jobs of the children floor: telling what matching found."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.verbs import keying


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


@app.task(name="children.look_again", retry=5)
def look_again(record_id: str) -> None:
    """Somebody said more of a child: ask whether it is one known here, unless that was answered on as much."""
    by = job("look again for a match")
    with acting_as(by), transaction.atomic():
        verbs.look_again(record_id=UUID(record_id), by=by)


@app.task(name="children.key_again", retry=5)
def key_again(record_id: str) -> None:
    """Make a record findable by what somebody added who does not see it."""
    by = job("key a record again")
    with acting_as(by), transaction.atomic():
        verbs.key_again(record_id=UUID(record_id), by=by)


@app.task(name="children.pass_on_enforcement", retry=5)
def pass_on_enforcement(request_id: str) -> None:
    """Tell those around a child what immigration enforcement asks. Nobody is told where there is no such child."""
    by = job("what enforcement asks")
    with acting_as(by), transaction.atomic():
        verbs.pass_on_enforcement(request_id=UUID(request_id), by=by)


@app.periodic(cron="*/5 * * * *")
@app.task(name="children.end_what_is_over", queueing_lock="children.end_what_is_over")
def end_what_is_over(timestamp: int) -> None:
    """Note the end of what was there for a time, and tell the circle. Late or left out, nobody sees any longer."""
    by = job("places that were for a time")
    with acting_as(by), transaction.atomic():
        verbs.end_what_is_over(by=by)


@app.task(name="children.seal_apart", retry=5)
def seal_apart(child_id: str) -> None:
    """Seal what is kept apart and was written plain, and take it out of what the child is found by."""
    by = job("seal what is kept apart")
    with acting_as(by), transaction.atomic():
        verbs.seal_apart(child_id=UUID(child_id), by=by)


@app.periodic(cron="7 2 * * *")
@app.task(name="children.count_keys", queueing_lock="children.count_keys")
def count_keys(timestamp: int) -> None:
    """Count how common each name is here, by which matching weighs it. Late or left out, nothing is wrongly found."""
    keying.count_keys()


@app.periodic(cron="7 2 * * *")
@app.task(name="children.link_overnight", queueing_lock="children.link_overnight")
def link_overnight(timestamp: int) -> None:
    """Compare all children with one another, and ask the hub about the likeliest pairs. Joins nobody."""
    by = job("linkage of all children")
    with acting_as(by):
        verbs.link_overnight(by=by)


@app.periodic(cron="20 5 * * *")
@app.task(name="children.count_looking", queueing_lock="children.count_looking")
def count_looking(timestamp: int) -> None:
    """Count unusual looking of the last whole week, once. Tried daily: a Monday on which nothing ran is made up for."""
    by = job("unusual looking")
    with acting_as(by):
        verbs.count_looking(by=by)
