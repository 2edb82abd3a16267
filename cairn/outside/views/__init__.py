"""Pages of sharing with somebody outside, and the door behind a link."""
