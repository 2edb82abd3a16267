"""Asking the hub whether a child who was seen and not named is one that is known (R-026)."""

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.verbs import propose_link
from cairn.concerns.queries.sightings import sightings_like
from cairn.core.errors import Refused
from cairn.matching.sightings import SightingEvidence


@transaction.atomic
def ask_about_sighting(*, child: Child, seen: str, reason: str, by: Actor) -> None:
    """Ask the hub whether the child of a sighting, by its reference, is this one; it decides by its clock.

    Never joins anything. What speaks for and against is stored as it is now, without the words. Records LINK_ASKED.
    Refuses one that is not among the sightings that may be of this child (`not_such_a_sighting`), and what
    `propose_link` refuses.
    """
    by.require(Permission.LINK_PROPOSE, child)
    found = next((each for each in sightings_like(child, by) if each.child.reference == seen), None)
    if found is None:
        raise Refused("not_such_a_sighting")
    told = [_written(each) for each in found.likeness.evidence]
    propose_link(child=found.child, reference=child.reference, reason=reason, by=by, evidence=told)


def _written(evidence: SightingEvidence) -> dict[str, object]:
    return {"field": str(evidence.field), "level": str(evidence.level), "weight": evidence.weight}
