"""Pages of the chronology floor."""
