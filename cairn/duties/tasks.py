"""Background jobs of what is owed: the clock, the tidying of drafts, the rescue of jobs whose worker died."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Status

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.duties import verbs

HEARTBEAT = 10.0
# Three heartbeats and a little: with less, a job that still runs is started a second time (seen in a trial).
STALLED = 3.5 * HEARTBEAT
_MOST_ATTEMPTS = 10
_KEPT_HOURS = 30 * 24


@app.periodic(cron="* * * * *")
@app.task(name="duties.tick", queueing_lock="duties.tick")
def tick(timestamp: int) -> None:
    """Tell everybody who must know by now. The data decides, not when this was meant to run."""
    verbs.tick()


@app.periodic(cron="23 * * * *")
@app.task(name="duties.remind_of_renewals", queueing_lock="duties.remind_of_renewals")
def remind_of_renewals(timestamp: int) -> None:
    """Tell agencies and the hub that an agreement to share nears its end."""
    by = job("renewals")
    with acting_as(by):
        verbs.remind_of_renewals(by=by)


@app.periodic(cron="17 3 * * *")
@app.task(name="duties.clear_old_drafts", queueing_lock="duties.clear_old_drafts")
def clear_old_drafts(timestamp: int) -> None:
    """Empty the drafts that nobody has touched for 30 days."""
    by = job("tidy drafts")
    with acting_as(by), transaction.atomic():
        verbs.clear_old_drafts(by=by)


@app.periodic(cron="* * * * * */20")
@app.task(name="duties.rescue_jobs", queueing_lock="duties.rescue_jobs", pass_context=True)
async def rescue_jobs(context: JobContext, timestamp: int) -> None:
    """Start again what a dead worker was doing. A job that kills its worker again and again is let go."""
    jobs = context.app.job_manager
    for stalled in await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        if stalled.attempts < _MOST_ATTEMPTS:
            await jobs.retry_job(stalled)
        else:
            await jobs.finish_job(stalled, Status.FAILED, delete_job=False)


@app.periodic(cron="47 3 * * *")
@app.task(name="duties.remove_old_jobs", queueing_lock="duties.remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    """Remove the rows of jobs that ended 30 days ago, failed ones as well; what they did stays."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
