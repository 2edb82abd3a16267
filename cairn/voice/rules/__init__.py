"""Pure decisions of this floor: what stands on a sheet, what never does, and what a conversation must say."""
