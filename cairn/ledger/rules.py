"""Pure decisions of the ledger: what an event may say, and how events and seals are digested. No database, no clock."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

MOST_KEYS = 12
MOST_ITEMS = 1000
LARGEST_COUNT = 1_000_000
PURPOSE_LENGTH = 120
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
# Lower case and a letter first: no name as people write it, no telephone number, no date fits.
_CODE = re.compile(r"[a-z][a-z0-9_.:-]{0,63}")
# The alphabet of spoken references holds no vowels, so no name typed into an address fits either.
_REFERENCE = re.compile(r"[A-Z]{1,3}(-[234679CDFGHJKMNPQRTVWXYZ]{1,6}){1,3}")

Plain = bool | int | str
Shaped = Plain | list[Plain]


class NotForTheLedger(ValueError):
    """A detail has the shape of something a person wrote. The message names the key, never the value."""


def shaped(detail: Mapping[str, object]) -> dict[str, Shaped]:
    """The detail ready to be stored: ids, codes, counts and field names only.

    Values: UUID, bool, a whole number up to a million, a code (lower case, at most 64 characters, no spaces), or a
    list of these. Raises NotForTheLedger for anything else, so that no personal fact slips in (R-063).
    """
    if len(detail) > MOST_KEYS:
        raise NotForTheLedger(f"more than {MOST_KEYS} details")
    return {_key(key): _value(key, value) for key, value in detail.items()}


def reference(typed: str) -> str:
    """A spoken reference as the detail may hold it; "malformed" for anything else that somebody typed."""
    return typed.lower() if _REFERENCE.fullmatch(typed) else "malformed"


def stated(purpose: str) -> str:
    """A purpose as the ledger may hold it. Raises NotForTheLedger beyond 120 characters: that is a story."""
    if len(purpose) > PURPOSE_LENGTH or not purpose.isprintable():
        raise NotForTheLedger("purpose")
    return purpose


def _key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise NotForTheLedger("a key that is no field name")
    return key


def _value(key: str, value: object) -> Shaped:
    if isinstance(value, list | tuple | set | frozenset):
        if len(value) > MOST_ITEMS:
            raise NotForTheLedger(key)
        return [_plain(key, item) for item in value]
    return _plain(key, value)


def _plain(key: str, value: object) -> Plain:
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST_COUNT:
        return int(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str) and (_CODE.fullmatch(value) or _is_id(value)):
        return str(value)
    raise NotForTheLedger(key)


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def line(columns: Sequence[str | None]) -> bytes:
    """One event as bytes, the same for the same values only: each column with its length, "-" for an absent one.

    The database's function ledger_line says the same; a test holds the two together.
    """
    parts = ((None if column is None else column.encode()) for column in columns)
    return b",".join(b"-" if part is None else b"%d:%s" % (len(part), part) for part in parts)


def content(lines: Iterable[bytes]) -> tuple[int, bytes]:
    """How many lines there were, and the SHA-256 digest over their digests in order."""
    whole, count = sha256(), 0
    for count, one in enumerate(lines, start=1):  # noqa: B007 (the last number is the count)
        whole.update(sha256(one).digest())
    return count, whole.digest()


def head(previous: bytes, facts: Sequence[str], contents: bytes) -> bytes:
    """The digest of a seal: chained to the one before it, over its own facts and the digest of its events."""
    return sha256(line([previous.hex(), *facts, contents.hex()])).digest()
