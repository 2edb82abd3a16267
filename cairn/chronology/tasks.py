"""Background jobs of the chronology floor: files that are held back, and files that nobody knows."""

from procrastinate.contrib.django import app

from cairn.access.actor import job
from cairn.chronology import verbs


@app.periodic(cron="*/10 * * * *")
@app.task(name="chronology.check_files", queueing_lock="chronology.check_files")
def check_files(timestamp: int) -> None:
    """Look again at the files that are held back."""
    verbs.check_waiting(by=job("check files"))


@app.periodic(cron="37 3 * * *")
@app.task(name="chronology.tidy_files", queueing_lock="chronology.tidy_files")
def tidy_files(timestamp: int) -> None:
    """Remove what a killed process or an undone transaction left where files are kept."""
    verbs.tidy_files(by=job("tidy files"))
