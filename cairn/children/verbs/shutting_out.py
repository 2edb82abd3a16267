"""Shutting out whoever opened a child before, when their own details come into its record later (R-191)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim, LinkDecision
from cairn.children.queries.knowing import (
    ASKED_ABOUT,
    by_sort,
    children_with_own,
    is_same_name,
    is_same_phone,
    named_in,
    own_keys,
    said_in_all,
)
from cairn.children.verbs.withholding import declare_about, lead_told
from cairn.core.locks import one_at_a_time
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import actor_for
from cairn.sharing import verbs as sharing
from cairn.sharing.queries.knowing import Opener, openers

Told = Mapping[FactKind, Collection[str]]


@transaction.atomic
def shut_out_named(*, fact: Claim, by: Actor) -> int:
    """Somebody who opened the child is named in what was just said of it: it is kept from them, and the lead is told.

    As at the first opening, by what that person could read: nobody finds out, by losing a record, what is kept apart
    or held back from them. So whoever holds it back in the same transaction calls this afterwards. Records KEPT_FROM.
    Returns how many were shut out. Inside a verb that has asked, or right after it.
    """
    if fact.kind not in ASKED_ABOUT:
        return 0
    return _shut_out_among((fact.child_id,), fact.child_id, by_sort([(fact.kind, fact.text)]), by)


@transaction.atomic
def shut_out_joined(*, decision: LinkDecision, by: Actor) -> int:
    """The same for whoever opened either of two children that are one now, by all that is said of it together."""
    child_id = decision.other_id
    return _shut_out_among((decision.child_id, child_id), child_id, by_sort(said_in_all(child_id)), by)


def leave_with_own(*, keys: Collection[int], by: Actor) -> int:
    """Whoever has just said by what they must be kept from leaves every child in which it stands and they opened.

    Inside a verb that has asked. Returns how many children. Records and tells what `declare_about` does.
    """
    left = 0
    for child in children_with_own(keys, by):
        declare_about(child=child, knows=True, by=by, is_automatic=True)
        left += 1
    return left


def _shut_out_among(opened: Collection[UUID], child_id: UUID, said: Told, by: Actor) -> int:
    if not _named(opened, child_id, said):
        return 0
    one_at_a_time(child_id)  # and asked again: somebody else may have shut them out meanwhile
    return sum(_shut_out(one, child_id, by) for one in _named(opened, child_id, said))


def _named(opened: Collection[UUID], child_id: UUID, said: Told) -> list[Opener]:
    names, phones = said[FactKind.NAME], said[FactKind.PHONE]
    return [
        one
        for one in openers(opened, own_keys(said), child_id)
        if one.has_own or is_same_name(one.name, names) or is_same_phone(one.phone, phones)
    ]


def _shut_out(opener: Opener, child_id: UUID, by: Actor) -> bool:
    lead = _whom_to_tell(opener.practitioner_id, child_id, by)
    if lead is None:
        return False
    sharing.shut_out(child_id=child_id, practitioner_id=opener.practitioner_id, lead=lead, by=by)
    return True


def _whom_to_tell(practitioner_id: UUID, child_id: UUID, by: Actor) -> Team | None:
    """The team that leads; None where this person sees the child, and nothing of their own in it."""
    sees = False
    for member in Membership.objects.filter(practitioner_id=practitioner_id, ended_at=None).order_by("id"):
        actor = actor_for(member)
        with acting_as(actor):
            child = Child.objects.visible_to(actor).filter(pk=child_id).first()
            if child is not None and named_in(child, actor).is_own:
                return lead_told(child.pk, actor)
            sees = sees or child is not None
    # Whoever is not around the child now was asked once and is not asked again when they come back.
    return None if sees else lead_told(child_id, by)
