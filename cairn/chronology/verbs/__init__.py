"""Everything that can be done to a child's story, as one list."""

from cairn.chronology.verbs.parting import across, note_looks_review
from cairn.chronology.verbs.sorting import open_sorting, sort_entries
from cairn.chronology.verbs.withholding import withhold_entry
from cairn.chronology.verbs.writing import (
    LONGEST,
    Said,
    add_entry,
    cite,
    correct_entry,
    mark_in_error,
    write_entry,
)

__all__ = [
    "LONGEST",
    "Said",
    "across",
    "add_entry",
    "cite",
    "correct_entry",
    "mark_in_error",
    "note_looks_review",
    "open_sorting",
    "sort_entries",
    "withhold_entry",
    "write_entry",
]
