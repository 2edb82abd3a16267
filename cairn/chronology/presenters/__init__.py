"""What pages of the chronology floor show, as plain values."""
