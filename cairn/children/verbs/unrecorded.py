"""Listing the children of whom nobody has recorded what is to be recorded every time (R-016)."""

from dataclasses import dataclass

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.queries.unrecorded import names_of, without_immigration_status
from cairn.ledger import verbs as ledger


@dataclass(frozen=True)
class Unrecorded:
    """One page of children, each with the name that is shown for it, and whether there is a next page."""

    children: tuple[tuple[Child, str], ...]
    has_next: bool


@transaction.atomic
def list_unrecorded(*, page: int, by: Actor) -> Unrecorded:
    """The children whose immigration status nobody has recorded, among those whose story one sees. Records `listed`."""
    by.require(Permission.CHILD_OPEN)
    children, has_next = without_immigration_status(by, page)
    names = names_of(children, by)
    ledger.listed(by=by, child_ids=[child.pk for child in children], purpose="immigration status not recorded")
    return Unrecorded(tuple((child, names[child.pk]) for child in children), has_next)
