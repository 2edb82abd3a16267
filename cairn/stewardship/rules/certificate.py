"""The digest on a certificate of disposal: whoever holds a copy can tell whether a figure was changed."""

from collections.abc import Mapping
from hashlib import sha256

from cairn.ledger.rules import line


def digest_of(facts: Mapping[str, str], counts: Mapping[str, int]) -> str:
    """64 hexadecimal digits of SHA-256 over the facts and the counts, each by name, so that their order is nothing."""
    told = [f"{name}={value}" for name, value in sorted(facts.items())]
    counted = [f"{name}={count}" for name, count in sorted(counts.items())]
    return sha256(line([*told, "", *counted])).hexdigest()
