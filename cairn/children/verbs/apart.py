"""Letting only named people read a fact, and marking a child as being at a safe address (R-061)."""

from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child, Claim, Involvement
from cairn.children.queries.apart import facts_by_record, plain_and_apart
from cairn.children.queries.keys import keys_of
from cairn.children.verbs.keying import rekey_records
from cairn.children.verbs.records import own_record
from cairn.children.verbs.withholding import held_of, versions_of
from cairn.core.errors import Refused
from cairn.core.jobs import defer
from cairn.core.kept_sealed import seal_rows
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.notices import verbs as notices
from cairn.sharing import verbs as sharing
from cairn.sharing.kinds import ItemKind
from cairn.sharing.kinds.apart import SAFE_ADDRESS_BEGAN, ApartKind
from cairn.sharing.models import Compartment
from cairn.sharing.queries.compartments import gathers_by_rule, is_apart

_JOB = "children.seal_apart"


@transaction.atomic
def keep_fact_apart(*, fact: Claim, kind: ApartKind, reason: str, by: Actor, second: UUID | None = None) -> Compartment:
    """Let only named people read something said about a child, with how it was said better and what is thought of it.

    It is sealed, and nobody is found by it any more. Records and refuses what `sharing.keep_apart` does, and what
    `mark_before` does for a safe address.
    """
    by.require(Permission.WITHHOLD, fact)
    one_at_a_time(fact.child_id)
    if kind is ApartKind.SAFE_ADDRESS:
        marked = mark_before(child=fact.child, reason=reason, by=by)
        if marked is not None and is_apart(fact.id, by):  # gathered with all the rest that tells where the child is
            return marked
    held = replace(held_of(ItemKind.FACT, fact.id, fact.record), besides=versions_of(fact, by))
    found = sharing.keep_apart(held=held, kind=kind, reason=reason, by=by, second=second)
    defer(_JOB, child_id=str(fact.child_id))
    return found


@transaction.atomic
def mark_safe_address(*, child: Child, reason: str, by: Actor) -> Compartment:
    """Say that a child is at a safe address: from now on only named people read where the child is and how to find it.

    The actor's team holds it. Addresses, telephones, schools, surgeries, timetables, court dates and whereabouts are
    apart with it, whoever wrote or will write them; a team that wrote one and is not let in keeps sight of its own
    words. The circle is told that there is a safe address, and whom to ask. Records what `sharing.keep_apart` does.
    Raises NotAllowed for a team that has only told us something.
    Refuses a child marked already (`safe_address_already`) and no reason (`apart_why_needed`).
    """
    by.require(Permission.SAFE_ADDRESS, child)
    if not reason.strip():
        raise Refused("apart_why_needed")
    one_at_a_time(child.id)
    if gathers_by_rule(child.id):
        raise Refused("safe_address_already")
    record = own_record(child=child, by=by)
    held = held_of(ItemKind.PART, record.id, record)
    compartment = sharing.begin_apart(held=held, kind=ApartKind.SAFE_ADDRESS, reason=reason, by=by)
    with connection.cursor() as cursor:
        cursor.execute("select cairn_gather(%s)", [child.id])
    sharing.see_anew()
    _tell_circle(child, by)
    defer(_JOB, child_id=str(child.id))
    return compartment


def mark_before(*, child: Child, reason: str, by: Actor) -> Compartment | None:
    """The first thing that is put apart as a safe address says that the child is at one, with all that follows; None
    where somebody has said so. Inside the verbs that put it apart.

    Refuses a team that does not work with the child (`apart_safe_address_working`): it would hold what all the others
    write of where the child is.
    """
    if gathers_by_rule(child.id):
        return None
    if not by.may(Permission.SAFE_ADDRESS, child):
        raise Refused("apart_safe_address_working")
    return mark_safe_address(child=child, reason=reason, by=by)


@transaction.atomic
def seal_apart(*, child_id: UUID, by: Actor) -> int:
    """Seal what was written plain and is kept apart, and take it out of what the child is found by; returns how many.

    Run by the worker; a second run finds nothing to do.
    """
    by.require(Permission.FACT_ADD)
    one_at_a_time(child_id)
    done = sum(seal_rows(Claim, ids, kind) for kind, ids in plain_and_apart(child_id, by).items())
    rekey_records(facts_by_record(child_id, by), keys_of)
    return done


def _tell_circle(child: Child, by: Actor) -> None:
    around = Involvement.objects.visible_to(by).filter(child=child, ended_at=None, sees_story=True)
    for team_id in around.exclude(team_id__in=by.team_ids).order_by().values_list("team_id", flat=True).distinct():
        notices.leave(team_id=team_id, code=SAFE_ADDRESS_BEGAN, about=Ref("child", child.id))
