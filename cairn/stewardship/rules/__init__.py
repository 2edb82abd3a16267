"""Pure decisions of the data-protection desk."""
