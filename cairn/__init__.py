"""Cairn: the shared working system of a local partnership that protects exploited children."""

__version__ = "0.1.0"
