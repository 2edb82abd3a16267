"""Background jobs of the planning floor: what one team could do, where nobody has written anything."""

from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.planning import verbs


@app.periodic(cron="40 3 * * *")
@app.task(name="planning.look_over_all", queueing_lock="planning.look_over_all")
def look_over_all(timestamp: int) -> None:
    """Look again at what is planned with every child, after links and joinings. Late or left out, the next one does."""
    by = job("look at what is planned twice")
    with acting_as(by):
        verbs.look_over_all(by=by)
