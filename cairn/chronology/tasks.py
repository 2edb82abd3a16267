"""Background jobs of the chronology floor: files that are held back or unknown, and what another agency answered."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.chronology import verbs


@app.periodic(cron="*/10 * * * *")
@app.task(name="chronology.check_files", queueing_lock="chronology.check_files")
def check_files(timestamp: int) -> None:
    """Look again at the files that are held back."""
    verbs.check_waiting(by=job("check files"))


@app.periodic(cron="37 3 * * *")
@app.task(name="chronology.tidy_files", queueing_lock="chronology.tidy_files")
def tidy_files(timestamp: int) -> None:
    """Remove what a killed process or an undone transaction left where files are kept; seal names that lie plain."""
    verbs.tidy_files(by=job("tidy files"))
    verbs.seal_names(by=job("seal the names of files"))


@app.task(name="chronology.note_answer", retry=5)
def note_answer(answer_id: str) -> None:
    """Note what another agency answered in the record of the team that asked."""
    by = job("note what another agency answered")
    with acting_as(by), transaction.atomic():
        verbs.note_answer(answer_id=UUID(answer_id), by=by)


@app.task(name="chronology.seal_apart", retry=5)
def seal_apart(child_id: str) -> None:
    """Seal what is kept apart and was written plain."""
    by = job("seal what is kept apart")
    with acting_as(by), transaction.atomic():
        verbs.seal_apart(child_id=UUID(child_id), by=by)
