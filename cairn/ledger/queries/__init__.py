"""What is asked of the ledger: who has looked at a child, what I have looked at, whether all is as it was written."""

from cairn.ledger.queries.digests import digest_text, kept_in
from cairn.ledger.queries.trail import Trace, events_about, my_looks, newest
from cairn.ledger.queries.verification import Broken, Verification, heads, verify

__all__ = (
    "Broken",
    "Trace",
    "Verification",
    "digest_text",
    "events_about",
    "heads",
    "kept_in",
    "my_looks",
    "newest",
    "verify",
)
