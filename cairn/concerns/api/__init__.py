"""Concerns in the API: raising one from an agency's own system, and following what becomes of it."""
