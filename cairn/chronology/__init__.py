"""The multi-agency chronology: what happened, when it happened, when it was known, who says so."""
