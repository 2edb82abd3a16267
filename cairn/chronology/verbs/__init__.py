"""Everything that can be done to a child's story, as one list."""

from cairn.chronology.verbs.answers import note_answer, take_up
from cairn.chronology.verbs.attaching import SentFile, add_entry_with_file, attach
from cairn.chronology.verbs.checking import check_one, check_waiting, seal_names, tidy_files
from cairn.chronology.verbs.opening import OpenedFile, open_attachment
from cairn.chronology.verbs.parting import across, note_looks_review
from cairn.chronology.verbs.sorting import open_sorting, sort_entries
from cairn.chronology.verbs.withholding import keep_entry_apart, seal_apart, told_again, withhold_entry
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
    "OpenedFile",
    "Said",
    "SentFile",
    "across",
    "add_entry",
    "add_entry_with_file",
    "attach",
    "check_one",
    "check_waiting",
    "cite",
    "correct_entry",
    "keep_entry_apart",
    "mark_in_error",
    "note_answer",
    "note_looks_review",
    "open_attachment",
    "open_sorting",
    "seal_apart",
    "seal_names",
    "sort_entries",
    "take_up",
    "tidy_files",
    "told_again",
    "withhold_entry",
    "write_entry",
]
