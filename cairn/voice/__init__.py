"""What a child is told of who knows what and why, and what the child says of it (R-062)."""
