"""What is typed at the data-protection desk."""
