"""Saying once what an installation is for."""

from django.db import transaction

from cairn.core.errors import Refused
from cairn.partnership.kinds import Mark
from cairn.partnership.models import Installation
from cairn.partnership.queries import installation_mark

_THE_ONE = 1


@transaction.atomic
def mark_installation(mark: str) -> Mark:
    """Mark this database as a demonstration or as holding real children, once and for good.

    Saying the same again changes nothing. Refuses `already_marked` for a database that carries the other mark.
    """
    wanted = Mark(mark)
    Installation.objects.get_or_create(pk=_THE_ONE, defaults={"mark": wanted})
    found = installation_mark()
    if found != wanted:
        raise Refused("already_marked", found=found.label if found else "–")
    return wanted
