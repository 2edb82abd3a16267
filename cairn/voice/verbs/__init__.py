"""Everything that can be done on this floor, as one list."""

from cairn.voice.verbs.sheets import make_sheet, may_make_sheets, open_sheet
from cairn.voice.verbs.telling import note_not_yet, note_told

__all__ = ["make_sheet", "may_make_sheets", "note_not_yet", "note_told", "open_sheet"]
