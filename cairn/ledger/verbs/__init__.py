"""What writes the ledger: remembering a deed or a look, a refusal, and sealing what was remembered."""

from cairn.ledger.verbs.denials import close_denials, denied, not_found_or_hidden, record_apart
from cairn.ledger.verbs.digests import keep_digests, make_digest
from cairn.ledger.verbs.recording import answering, listed, looked, matched, record
from cairn.ledger.verbs.sealing import seal

__all__ = (
    "answering",
    "close_denials",
    "denied",
    "keep_digests",
    "listed",
    "looked",
    "make_digest",
    "matched",
    "not_found_or_hidden",
    "record",
    "record_apart",
    "seal",
)
