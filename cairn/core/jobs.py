"""Starting background jobs by name, so that no verb imports a task.

A job is written into the same transaction as the change that needs it: rolled back together, never lost alone.
Arguments are ids only; job rows are not protected by row-level security.
"""

from uuid import UUID

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task


def defer(name: str, **ids: str) -> int:
    """Queue the job called `name`; returns its number. It runs after the transaction has committed.

    Raises ValueError for an argument that is no UUID: job rows can be read by whoever works on the queue.
    """
    for value in ids.values():
        UUID(value)
    # Never through the library's own app: inside a worker that one has a connection of its own, and a job that it
    # writes would outlive a transaction that is rolled back.
    jobs = JobManager(DjangoConnector())
    return configure_task(name=name, job_manager=jobs).defer(**ids)
