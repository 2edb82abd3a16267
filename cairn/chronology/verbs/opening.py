"""Opening a file: asked, remembered, and only then read."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.children.verbs import open_child
from cairn.chronology.kinds import ATTACHMENT_OPENED, FileKind, Finding
from cairn.chronology.queries.attachments import visible_file
from cairn.chronology.rules.files import MEDIA_TYPES
from cairn.chronology.verbs.attaching import file_key
from cairn.core import files
from cairn.core.errors import NotFound, Refused
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger

_NOT_OPENED = {Finding.NOT_CHECKED: "file_held_back", Finding.HARMFUL: "file_was_harmful"}


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file to be handed out: its name, its media type, its size in bytes, and its content, to be read once."""

    name: str
    media_type: str
    size: int
    chunks: files.Content


@transaction.atomic
def open_attachment(
    *, reference: str, entry_id: UUID, attachment_id: UUID, by: Actor, purpose: str = "file"
) -> OpenedFile:
    """Open one file of one entry of a child. Records `opened` for the child and ATTACHMENT_OPENED for the file.

    The events are committed before a byte leaves, because the content is read when the answer is sent. Raises NotFound,
    and notes the refused id, when there is none that this actor may see. Refuses one that was not checked yet
    (`file_held_back`) or was found harmful (`file_was_harmful`); raises FileLost and SealBroken when what is kept is
    gone or was altered at its beginning.
    """
    child = open_child(reference=reference, by=by, purpose=purpose)
    try:
        attachment = visible_file(attachment_id, entry_id, child, by)
    except NotFound:
        ledger.not_found_or_hidden(by=by, kind="attachment", reference=attachment_id)
        raise
    if attachment.finding in _NOT_OPENED:
        raise Refused(_NOT_OPENED[attachment.finding])
    about = Ref("attachment", attachment.id)
    ledger.record(
        ATTACHMENT_OPENED, by=by, child_id=child.id, makeup=child.makeup, about=about, detail={"entry": entry_id}
    )
    content = files.read(attachment.storage_name, file_key(attachment))
    return OpenedFile(attachment.name, MEDIA_TYPES[FileKind(attachment.kind)], attachment.size, content)
