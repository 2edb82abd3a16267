"""Starting background jobs by name, so that no verb imports a task.

A job is written into the same transaction as the change that needs it: rolled back together, never lost alone.
Arguments are ids only; job rows are not protected by row-level security.
"""

from procrastinate.contrib.django import app


def defer(name: str, **ids: str) -> int:
    """Queue the job called `name`; returns its number. It runs after the transaction has committed."""
    return app.configure_task(name, allow_unknown=True).defer(**ids)
