"""Pages of the data-protection desk."""
