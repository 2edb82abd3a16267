"""A digest as a file that an agency keeps, and such a file read again."""

from pathlib import Path

from django.utils.translation import gettext as _

from cairn.ledger.models import Digest
from cairn.ledger.queries.witness import Head, heads_in


def digest_text(digest: Digest) -> str:
    """The file: three lines for people, then the head as `cairn ledger verify --digest` reads it. No personal data."""
    said = (
        _("Cairn: digest of the ledger on %(day)s") % {"day": digest.day.isoformat()},
        _("%(events)s events under %(seals)s seals") % {"events": digest.events, "seals": digest.number},
        _("Keep this where nobody who runs Cairn can change it. Check: cairn ledger verify --digest FILE"),
    )
    head = Head(digest.number, digest.digest, digest.sealed_at.isoformat(), digest.count)
    return "".join(f"# {line}\n" for line in said) + f"{head}\n"


def kept_in(path: Path) -> tuple[Head, ...]:
    """The heads in a file that an agency kept. Raises witness.Unreadable, and OSError where there is no such file."""
    return heads_in(path.read_text(encoding="utf-8", errors="replace"))
