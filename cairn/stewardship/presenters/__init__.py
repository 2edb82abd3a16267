"""What each page of the data-protection desk shows."""
