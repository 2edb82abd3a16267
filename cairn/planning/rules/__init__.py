"""Pure decisions of this floor: what may be said of a plan, and what one team could do in place of several."""
