"""Files of a record that is disposed of: they go from the disk once the record has gone (R-198)."""

from uuid import UUID

from cairn.access.actor import Actor
from cairn.core import files
from cairn.core.jobs import defer
from cairn.stewardship.kinds import Action
from cairn.stewardship.queries.files import files_that_go

_JOB = "stewardship.remove_file"


def give_up_files(child_id: UUID, action: Action, by: Actor) -> None:
    """Have every file of a record removed after the commit, whether the record goes whole or keeps its outline.

    One job for each: one that fails is tried again, and a disposal that is undone removes nothing.
    """
    for name in files_that_go(child_id, by):
        defer(_JOB, file=name)


def remove_file(*, file: str) -> None:
    """Remove one file from the disk; run by the worker. One that is gone already stays so. Raises OSError."""
    files.remove(file)
