"""Adding files to entries and opening them, as tests of files need it."""

import pytest

from cairn.access.binding import acting_as
from cairn.chronology.kinds import Finding
from cairn.chronology.models import Attachment, FileCheck
from cairn.chronology.verbs import SentFile, attach, open_attachment
from cairn.core.errors import Refused
from cairn.core.postgres import LEDGER
from cairn.ledger.models import Event
from tests.chronology import papers

LETTER = SentFile("a letter.pdf", papers.pdf(b"12 Harbour Street"))
HARMFUL = SentFile("a letter.pdf", papers.pdf(papers.HARM))


def adds(northmoor, entry, sent=LETTER, who="amara") -> Attachment:
    by = northmoor.actor(who)
    with acting_as(by):
        return attach(entry=entry, sent=sent, by=by)


def opens(northmoor, attachment, who="amara", entry_id=None) -> bytes:
    by = northmoor.actor(who)
    with acting_as(by):
        found = open_attachment(
            reference=attachment.child.reference,
            entry_id=entry_id or attachment.entry_id,
            attachment_id=attachment.id,
            by=by,
        )
        return b"".join(found.chunks)


def finding(northmoor, attachment) -> Finding:
    by = northmoor.actor("amara")
    with acting_as(by):
        return Attachment.objects.visible_to(by).get(pk=attachment.pk).finding


def checks(northmoor, attachment) -> list[tuple[str, str]]:
    by = northmoor.actor("amara")
    with acting_as(by):
        found = FileCheck.objects.visible_to(by).filter(attachment=attachment).order_by("checked_at", "id")
        return [(one.finding, one.reason) for one in found]


def refused(code: str, northmoor, entry, sent=LETTER, who="amara") -> None:
    with pytest.raises(Refused) as refusal:
        adds(northmoor, entry, sent, who)
    assert refusal.value.code == code


def events(as_role, happening: str) -> list[Event]:
    with as_role(LEDGER):
        return list(Event.objects.filter(happening=happening).order_by("id"))
