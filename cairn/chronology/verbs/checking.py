"""Looking again at files that are held back, and tidying up where files are kept. Run by the worker."""

from contextlib import closing
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.chronology.kinds import ATTACHMENT_CHECKED, FILE_REFUSED, Finding
from cairn.chronology.models import Attachment
from cairn.chronology.queries.attachments import in_batches, known_names, plain_names, waiting_files
from cairn.chronology.verbs.attaching import file_key, finding_for, note_check
from cairn.core import clamd, files
from cairn.core.crypto import SealBroken
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices

BATCH = 200
# Longer than any transaction lasts: a file that is younger may belong to one that is still open.
OLD = timedelta(days=1)


def check_waiting(*, by: Actor) -> int:
    """Look again at every file that is held back; returns of how many something final is known now.

    Stops at the first that the scanner gives no answer to: the others would only wait as well.
    """
    done, after = 0, None
    while clamd.is_set_up():
        with acting_as(by), transaction.atomic():
            waiting = waiting_files(by, after=after, most=BATCH)
        for each in waiting:
            verdict = check_one(attachment_id=each.id, by=by)
            if verdict is clamd.Verdict.NO_ANSWER:
                return done
            done += verdict is not None and finding_for(verdict) is not Finding.NOT_CHECKED
        if len(waiting) < BATCH:
            break
        after = waiting[-1].id
    return done


def check_one(*, attachment_id: UUID, by: Actor) -> clamd.Verdict | None:
    """Look at one file again. Records ATTACHMENT_CHECKED when something final is known or the reason is another.

    A harmful one is removed after the commit, and the team that added it is told. None when it was settled meanwhile,
    or when it cannot be read, which opening it says as well.
    """
    with acting_as(by), transaction.atomic():
        one_at_a_time(attachment_id)
        attachment = Attachment.objects.visible_to(by).prefetch_related("checks").get(pk=attachment_id)
        if attachment.finding is not Finding.NOT_CHECKED:
            return None
        try:
            with closing(files.read(attachment.storage_name, file_key(attachment))) as content:
                verdict = clamd.verdict_on(content)
        except (files.FileLost, SealBroken):
            return None
        if not _is_news(attachment, verdict):
            return verdict
        check = note_check(attachment, verdict)
        detail = {"finding": str(check.finding)}
        about = Ref("attachment", attachment.id)
        ledger.record(ATTACHMENT_CHECKED, by=by, child_id=attachment.child_id, about=about, detail=detail)
        if verdict is clamd.Verdict.HARMFUL:
            _keep_out(attachment)
    return verdict


def tidy_files(*, by: Actor) -> tuple[int, int]:
    """Give files their own names that a killed process did not, and remove what no row knows or nobody may open.

    Looks only at what has lain there for a day. Returns how many were removed, and how many were given their name.
    """
    removed = settled = 0
    for names in in_batches(files.stored(older_than=OLD), BATCH):
        with acting_as(by), transaction.atomic():
            known = known_names(names, by)
        for name in names:
            if name in known:
                settled += files.settle(name)
            else:
                files.remove(name)
                removed += 1
    return removed, settled


def seal_names(*, by: Actor) -> int:
    """Seal the names of files that were added before names were sealed; returns how many. Any number of times."""
    done = 0
    while True:
        with acting_as(by), transaction.atomic():
            rows = plain_names(by, most=BATCH)
            now_sealed = sum(_sealed(each) for each in rows)
        done += now_sealed
        if len(rows) < BATCH or not now_sealed:
            return done


def _sealed(one: Attachment) -> int:
    row: QuerySet[Attachment] = QuerySet(Attachment).filter(pk=one.pk, sealed_name="")
    return row.update(name="", sealed_name=one.sealed(one.name))


def _is_news(attachment: Attachment, verdict: clamd.Verdict) -> bool:
    if finding_for(verdict) is not Finding.NOT_CHECKED:
        return True
    last = max(attachment.checks.all(), key=lambda one: (one.checked_at, one.id), default=None)
    return last is None or last.reason != verdict


def _keep_out(attachment: Attachment) -> None:
    name = attachment.storage_name
    # To the team: whoever added it may be away, or have left.
    notices.leave(team_id=attachment.team_id, code=FILE_REFUSED, about=Ref("child", attachment.child_id))
    transaction.on_commit(lambda: files.remove(name))
