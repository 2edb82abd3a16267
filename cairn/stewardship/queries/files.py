"""The files that belong to a record: which of them go with it, and which go into a pack."""

import json
from base64 import b64encode
from uuid import UUID

from django.db import connection

from cairn.access.actor import Actor
from cairn.chronology.kinds import Finding
from cairn.chronology.models import Attachment
from cairn.chronology.verbs.attaching import file_key
from cairn.core.crypto import SealBroken


def files_that_go(child_id: UUID, by: Actor) -> list[str]:
    """The names under which files of a child, and of whoever was joined with it, lie on the disk and nobody else's do.

    A file that was carried over to another child's story stays: it belongs to that one as well.
    """
    with connection.cursor() as cursor:
        cursor.execute("select cairn_family(%s)", [child_id])
        family = list(cursor.fetchone()[0])
    rows = Attachment.objects.visible_to(by)
    own = set(rows.filter(child_id__in=family).values_list("storage_name", flat=True))
    elsewhere = rows.filter(storage_name__in=own).exclude(child_id__in=family)
    return sorted(own - set(elsewhere.values_list("storage_name", flat=True)))


def packed_file(attachment: Attachment) -> str:
    """Where a file lies and its key, as a pack keeps them, to be sealed; empty for one that nobody may open."""
    if attachment.finding is not Finding.CLEAN:
        return ""
    try:
        key = file_key(attachment)
    except SealBroken:
        return ""
    told = {"storage": attachment.storage_name, "key": b64encode(key).decode()}
    return json.dumps({**told, "name": attachment.name, "kind": attachment.kind, "size": attachment.size})
