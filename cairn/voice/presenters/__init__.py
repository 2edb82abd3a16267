"""What this floor's pages show, as plain values."""
