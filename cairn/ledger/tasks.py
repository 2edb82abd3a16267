"""Background jobs of the ledger."""

from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.ledger import verbs


@app.periodic(cron="* * * * *")
@app.task(name="ledger.seal", queueing_lock="ledger.seal")
def seal(timestamp: int) -> None:
    """Seal what was committed since the last time (R-063)."""
    with acting_as(job("seal the ledger")):
        verbs.seal()
