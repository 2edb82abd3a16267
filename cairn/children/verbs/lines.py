"""Saying in three lines why a team is there, what it cannot keep to itself and what it cannot do (R-011)."""

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds.circle import LINES_SAID
from cairn.children.models import Child, CircleLines
from cairn.children.queries.lines import own_place, standing_lines
from cairn.children.rules.circle import LONGEST_LINE, Lines, fault_in_lines
from cairn.core.clock import today
from cairn.core.errors import Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger


@transaction.atomic
def say_lines(*, child: Child, said: Lines, by: Actor) -> CircleLines:
    """A team around a child says its three lines, and when it last met or spoke with the child. Records LINES_SAID.

    Nothing is overwritten: what was said before stays and can be read. Saying the same again changes nothing. Refuses
    what `rules.circle.fault_in_lines` names, and a team that is not around the child (`not_in_the_circle`).
    """
    by.require(Permission.INVOLVEMENT_ASK, child)
    fault = fault_in_lines(said, today=today())
    if fault is not None:
        raise Refused(fault, most=LONGEST_LINE)
    one_at_a_time(child.id)
    place = own_place(child, by)
    if place is None:
        raise Refused("not_in_the_circle")
    words = {"why_here": said.why_here.strip(), "cannot_keep": said.cannot_keep.strip()}
    words |= {"cannot_do": said.cannot_do.strip()}
    standing = standing_lines(child, by).get(place.team_id)
    if standing and _is_same(standing[0], words, said):
        return standing[0]
    lines = CircleLines(
        record_id=place.record_id,
        child_id=place.child_id,
        team_id=place.team_id,
        agency_id=place.agency_id,
        recorded_by_id=by.membership_id,
        last_contact_on=said.last_contact_on,
        **words,
    )
    lines.save(force_insert=True)
    ledger.record(LINES_SAID, by=by, child_id=child.id, about=Ref("record", place.record_id))
    return lines


def _is_same(standing: CircleLines, words: dict[str, str], said: Lines) -> bool:
    same = all(getattr(standing, name) == text for name, text in words.items())
    return same and standing.last_contact_on == said.last_contact_on
