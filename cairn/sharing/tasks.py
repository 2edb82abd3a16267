"""Background jobs of the sharing floor."""

from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.sharing import verbs


@app.periodic(cron="20 4 * * *")
@app.task(name="sharing.remind_of_second", queueing_lock="sharing.remind_of_second")
def remind_of_second(timestamp: int) -> None:
    """Tell the teams whose second person has left. Late or left out, the next one does it."""
    by = job("tell of second persons who have left")
    with acting_as(by):
        verbs.remind_of_second(by=by)
