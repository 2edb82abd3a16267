"""Adding a file to an entry: looked at, checked, encrypted under a key of its own, and kept outside the database."""

import hmac
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Record
from cairn.chronology.kinds import ATTACHED, ATTACHMENT_REFUSED, Finding, NotChecked
from cairn.chronology.models import Attachment, Entry, FileCheck
from cairn.chronology.queries.attachments import DAY, added_since, bytes_about
from cairn.chronology.rules import Examined, Limits, examined, limits_on
from cairn.chronology.rules.files import MEGABYTE
from cairn.chronology.verbs.writing import Said, add_entry
from cairn.core import clamd, files
from cairn.core.clock import now, today
from cairn.core.crypto import keyed_digest
from cairn.core.errors import Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.sealed import opened, place_of, sealed
from cairn.ledger import verbs as ledger

_PURPOSE = "attachments"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as somebody sent it."""

    name: str
    body: bytes


@transaction.atomic
def add_entry_with_file(
    *, record: Record, said: Said, sent: SentFile | None, by: Actor, send_key: UUID | None = None
) -> Entry:
    """Add to a child's story together with a file, or neither. Refuses what `add_entry` and `attach` refuse."""
    entry = add_entry(record=record, said=said, by=by, send_key=send_key)
    if sent is not None:
        attach(entry=entry, sent=sent, by=by)
    return entry


@transaction.atomic
def attach(*, entry: Entry, sent: SentFile, by: Actor) -> Attachment:
    """Add a file to an entry of the own team. Records ATTACHED.

    The same file on the same entry again is the one that is there. A picture is drawn anew. What the scanner could not
    look at is kept and held back; what it found harmful is not kept, which stays in the ledger as ATTACHMENT_REFUSED
    (`file_infected`). Refuses another team's entry (`not_your_teams_entry`), what `rules.examined` refuses, more than
    the policy allows in a day or about a child (`too_many_files`, `too_much_a_day`, `too_much_of_child`), and a disk
    that takes nothing (`file_not_stored`).
    """
    by.require(Permission.ENTRY_ADD, entry)
    if entry.team_id not in by.team_ids:
        raise Refused("not_your_teams_entry")
    limits = limits_on(today())
    found = examined(sent.name, sent.body, limits)
    verdict = _harmless(found, entry, by)
    one_at_a_time(entry.child_id, by.membership_id or by.token_id or entry.team_id)
    digest = hmac.new(keyed_digest(_PURPOSE), sent.body, sha256).hexdigest()
    kept: Attachment | None = Attachment.objects.visible_to(by).filter(entry=entry, digest=digest).first()
    if kept is not None:
        return kept
    _refuse_too_much(len(found.body), entry, limits, by)
    attachment = _keep(found, digest, entry, by)
    note_check(attachment, verdict)
    detail = {"kind": str(found.kind), "finding": str(finding_for(verdict)), "entry": entry.id}
    about = Ref("attachment", attachment.id)
    ledger.record(ATTACHED, by=by, child_id=entry.child_id, about=about, detail=detail)
    return attachment


def carry_files(*, source: Entry, target: Entry, by: Actor) -> None:
    """Let another entry of the same team have the same files, each under its own seal. Inside a verb that has asked."""
    for each in Attachment.objects.visible_to(by).filter(entry=source).prefetch_related("checks").order_by("id"):
        if each.finding is Finding.HARMFUL:
            continue
        again = _row(target, by)
        again.name, again.kind, again.size, again.digest = each.name, each.kind, each.size, each.digest
        again.storage_name = each.storage_name
        again.sealed_key = _sealed_key(file_key(each), again)
        again.insert()
        if each.finding is Finding.CLEAN:
            FileCheck(attachment=again, finding=Finding.CLEAN).save(force_insert=True)
        about = Ref("attachment", again.id)
        ledger.record(ATTACHED, by=by, child_id=target.child_id, about=about, detail={"carried": each.id})


def file_key(attachment: Attachment) -> bytes:
    """The key that a file lies under. Raises SealBroken when its seal was altered or the ring's key is gone."""
    return b64decode(opened(attachment.sealed_key, place_of(attachment, "sealed_key")))


def note_check(attachment: Attachment, verdict: clamd.Verdict) -> FileCheck:
    """Write down what came of a check."""
    finding = finding_for(verdict)
    reason = NotChecked(verdict) if finding is Finding.NOT_CHECKED else ""
    check = FileCheck(attachment=attachment, finding=finding, reason=reason)
    check.save(force_insert=True)
    return check


def finding_for(verdict: clamd.Verdict) -> Finding:
    """What a scanner's verdict means for a file: whatever is not a plain answer means that it was not checked."""
    if verdict in (clamd.Verdict.CLEAN, clamd.Verdict.HARMFUL):
        return Finding(verdict)
    return Finding.NOT_CHECKED


def _harmless(found: Examined, entry: Entry, by: Actor) -> clamd.Verdict:
    verdict = clamd.verdict_on([found.body])
    if verdict is clamd.Verdict.HARMFUL:
        # Apart, because the refusal undoes the transaction, and what somebody tried to bring in must be known.
        ledger.record_apart(ATTACHMENT_REFUSED, by=by, detail={"kind": str(found.kind), "entry": entry.id})
        raise Refused("file_infected")
    return verdict


def _refuse_too_much(size: int, entry: Entry, limits: Limits, by: Actor) -> None:
    count, sent = added_since(now() - DAY, by)
    if count >= limits.files_a_day:
        raise Refused("too_many_files", most=limits.files_a_day)
    if sent + size > limits.bytes_a_day:
        raise Refused("too_much_a_day", most=limits.bytes_a_day // MEGABYTE)
    if bytes_about(entry.child_id, by) + size > limits.bytes_a_child:
        raise Refused("too_much_of_child", most=limits.bytes_a_child // MEGABYTE)


def _keep(found: Examined, digest: str, entry: Entry, by: Actor) -> Attachment:
    key, attachment = files.new_key(), _row(entry, by)
    attachment.name, attachment.kind, attachment.size = found.name, found.kind, len(found.body)
    attachment.digest, attachment.storage_name = digest, files.new_name()
    attachment.sealed_key = _sealed_key(key, attachment)
    try:
        files.write(attachment.storage_name, found.body, key)
    except OSError:
        with suppress(OSError):
            files.remove(attachment.storage_name)
        raise Refused("file_not_stored") from None
    attachment.insert()
    transaction.on_commit(partial(files.settle, attachment.storage_name))
    return attachment


def _row(entry: Entry, by: Actor) -> Attachment:
    return Attachment(
        record_id=entry.record_id,
        child_id=entry.child_id,
        team_id=entry.team_id,
        agency_id=entry.agency_id,
        recorded_by_id=by.membership_id,
        entry=entry,
    )


def _sealed_key(key: bytes, attachment: Attachment) -> str:
    return sealed(b64encode(key).decode(), place_of(attachment, "sealed_key"))
