"""Raising a concern: whatever a worried person knows, in under a minute, kept and delivered."""
