"""What lies on the data-protection desk in the scenes that others look at: one of each, made by the verbs."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.concerns.models import Concern
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.core.clock import now
from cairn.core.postgres import WORKER
from cairn.stewardship import verbs
from cairn.stewardship.models import AccessRequest, PackItem
from cairn.stewardship.verbs import ExportSaid
from tests.builders import Northmoor
from tests.children.pages import a_child
from tests.conftest import become
from tests.stewardship.asking import collected
from tests.stewardship.keeping import a_disposal, agreed, at_rest, carry_out

GONE = ChildSaid(names=(NameSaid("Osk Brelin"),))
HELD = ChildSaid(names=(NameSaid("Yrsa Tolk"),))
COURT = "The coroner asks about the lodging house."
ASTRAY = "A letter about the lodging house went to the wrong door."
TAKEN = "For the panel that reads about the lodging house."
DESK_WORDS = ("Osk Brelin", "Yrsa Tolk", "lodging house", "red bicycle")


@transaction.atomic
def lie_on_the_desk(place: Northmoor) -> dict[str, Any]:
    """A record disposed of, one on hold, a request with its pack, a breach. Gives ids by the names in addresses."""
    disposal = agreed(place, a_disposal(place, at_rest(place, children=(GONE,))))
    carry_out(disposal)
    child = a_child(place, children=(HELD,), words="He left on a red bicycle.", adults=("Man on a red bicycle",))
    request = collected(place, child, asked_by="Yrsa Tolk")
    with acting_as(efa := place.actor("efa")):
        breach = verbs.report_breach(what_happened=ASTRAY, known_at=now() - timedelta(hours=1), by=efa)
    with acting_as(petra := place.actor("petra")):
        hold = verbs.place_hold(reference=child.reference, reason=COURT, by=petra)
        verbs.note_breach(breach=breach, step="follow_up", words="Rang the neighbour.", by=petra)
    with acting_as(manager := place.actor("amaras_manager")):
        said = ExportSaid(children=[child.pk], sorts=["name"], purpose=TAKEN, ground="ca04_11", shape="csv")
        export = verbs.ask_export(said=said, by=manager)
    ids = {
        "export": export.pk,
        "item": _an_item(request),
        "disposal": disposal.pk,
        "hold": hold.pk,
        "held_request": request.pk,
        "breach": breach.pk,
    }
    return {**ids, "references": _references(child)}


def _an_item(request: AccessRequest) -> UUID:
    with become(WORKER):
        return PackItem.objects.filter(request=request).values_list("pk", flat=True)[0]


def _references(child: Child) -> tuple[str, ...]:
    with become(WORKER):
        return child.reference, *Concern.objects.filter(subjects__child=child).values_list("reference", flat=True)
