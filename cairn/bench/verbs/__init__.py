"""What a benchmark does: make a database of its own, fill it, measure, and throw it away."""
