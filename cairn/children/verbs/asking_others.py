"""Asking another agency about a child whom one sees (R-051)."""

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.verbs.records import own_record
from cairn.sharing import verbs as sharing
from cairn.sharing.models import Ask


@transaction.atomic
def ask_others(*, child: Child, said: sharing.AskSaid, by: Actor) -> Ask:
    """Ask a team of another agency about a child, from the own team's record of it. Records what `sharing.ask` does.

    Raises NotFound for a child out of sight. Refuses what `sharing.ask` refuses.
    """
    by.require(Permission.ASK_SEND, child)
    record = own_record(child=child, by=by)
    asked_from = sharing.AskedFrom(record.id, record.child_id, record.team)
    return sharing.ask(said=said, asked_from=asked_from, by=by)
