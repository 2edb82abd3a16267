"""Pages of the children floor."""
