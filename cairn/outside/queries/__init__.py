"""Questions about what may go outside, what went, and what a link still opens."""
