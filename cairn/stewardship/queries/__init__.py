"""What the data-protection desk asks."""
