"""Identities: time-ordered UUIDs for rows, short spoken references for people."""

import os
import secrets
import time
from uuid import UUID

# No 0/O, 1/I/L, 5/S, 8/B, and no vowels: references are read aloud over a bad line and must never spell a word.
ALPHABET = "234679CDFGHJKMNPQRTVWXYZ"
_RANDOM_BITS = 74


def uuid7() -> UUID:
    """A version 7 UUID: milliseconds since 1970, then 74 random bits, so that new rows lie together in an index."""
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10)) & ((1 << _RANDOM_BITS) - 1)
    high, low = noise >> 62, noise & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)


def reference(prefix: str, *groups: int) -> str:
    """A random spoken reference: `reference("C", 4, 2)` gives something like C-7F3K-Q2."""
    parts = ("".join(secrets.choice(ALPHABET) for _ in range(length)) for length in groups)
    return "-".join((prefix, *parts))
