"""The daily digest: the newest head as every agency is handed it, and as a file outside the database."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from cairn.core.clock import today
from cairn.core.locks import one_at_a_time
from cairn.ledger.models import Digest, Seal
from cairn.ledger.queries import digest_text

_LOOK_BACK = timedelta(days=30)


def folder() -> Path:
    """Where the files lie: CAIRN_DIGEST_FOLDER, better on another machine's disk; else beside the keys."""
    given = settings.CAIRN_DIGEST_FOLDER
    return Path(given) if given else Path(settings.DATA) / "digests"


@transaction.atomic
def make_digest() -> tuple[Digest | None, bool]:
    """The digest of today, and whether it was made just now; none while nothing was ever sealed (R-063).

    Only the worker's role may. Run again it makes nothing new, so whoever was told of it is told once.
    """
    day = today()
    one_at_a_time("ledger digest")
    found = Digest.objects.filter(day=day).first()
    newest = Seal.objects.order_by("-number").first()
    if found is not None or newest is None:
        return found, False
    before = Digest.objects.order_by("-number").first()
    number, events = (before.number, before.events) if before else (0, 0)
    added = Seal.objects.filter(number__gt=number, number__lte=newest.number).aggregate(all=Sum("count"))["all"] or 0
    digest = Digest(
        day=day,
        number=newest.number,
        digest=bytes(newest.digest).hex(),
        sealed_at=newest.sealed_at,
        count=newest.count,
        events=events + int(added),
    )
    digest.save(force_insert=True)
    return digest, True


def keep_digests() -> int:
    """Write the file of every digest of the last 30 days that has none yet; returns how many. A file is never changed.

    Called after the commit: a file about a digest that the database then forgot would look like a deletion.
    """
    written = 0
    for digest in Digest.objects.filter(day__gt=today() - _LOOK_BACK).order_by("day"):
        written += _write(folder() / f"cairn-digest-{digest.day.isoformat()}.txt", digest_text(digest))
    return written


def _write(path: Path, text: str) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    path.chmod(0o444)
    return True
