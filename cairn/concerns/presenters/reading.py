"""The list of what my team raised, and the line of progress of one concern."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.concerns import queries
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import Concern
from cairn.concerns.queries import Delivery
from cairn.ui.parts import Column, Step


@dataclass(frozen=True, slots=True)
class Line:
    """One concern in the list of what my team raised."""

    reference: str
    href: str
    children: str
    raised_at: datetime
    urgency: str
    state: str


@dataclass(frozen=True, slots=True)
class Track:
    """One child put to one team: who has it and the line of progress. `child` names the child's place, if several."""

    child: str
    delivery: Delivery
    steps: tuple[Step, ...]


def lines(concerns: Sequence[Concern], actor: Actor) -> list[Line]:
    """The rows of the list, in the order given."""
    deliveries = queries.deliveries_of(concerns, actor)
    names = queries.names_told(concerns, actor)
    return [_line(concern, deliveries[concern.id], names) for concern in concerns]


def mine(page: Page[Concern], rows: Sequence[Line]) -> dict[str, object]:
    """What the list's page needs beside the rows: its columns, and which page of how many."""
    labels = (_("Reference"), _("Where it stands"), _("Child"), _("Sent"), _("How urgent"))
    return {"lines": rows, "page": page, "columns": [Column(label=label) for label in labels]}


def _line(concern: Concern, deliveries: Sequence[Delivery], names: dict[UUID, list[str]]) -> Line:
    told = [names.get(subject.record_id, [_("name not known")])[0] for subject in concern.subjects.all()]
    return Line(
        reference=concern.reference,
        href=reverse("concerns:progress", args=[concern.reference]),
        children=", ".join(told),
        raised_at=concern.raised_at,
        urgency=str(Urgency(concern.urgency).label),
        state=state_of(deliveries),
    )


def state_of(deliveries: Sequence[Delivery]) -> str:
    """Where a concern stands, in a word or two: as far as the child who has waited longest."""
    asked = [each for each in deliveries if not each.is_danger] or list(deliveries)
    if not asked:
        return _("delivered")
    if all(each.answer for each in asked):
        return _("answered")
    if any(each.answer for each in asked):
        return _("answered for some of the children")
    return _("read") if all(each.read_at for each in asked) else _("delivered, not read yet")


def tracks(deliveries: Sequence[Delivery]) -> list[Track]:
    """Each delivery with its line of progress; the ones for danger come first."""
    several = len({each.child for each in deliveries}) > 1
    ordered = sorted(deliveries, key=lambda each: (not each.is_danger, each.child, each.delivered_at))
    return [
        Track(_("Child %(number)d") % {"number": each.child + 1} if several else "", each, tuple(_steps(each)))
        for each in ordered
    ]


def first_tracks(deliveries: Sequence[Delivery]) -> list[Track]:
    """One line of progress for each team, however many children were put to it: for the page right after Send."""
    found: dict[tuple[str, bool], Track] = {}
    for track in tracks(deliveries):
        found.setdefault((track.delivery.team, track.delivery.is_danger), track)
    return list(found.values())


def _steps(of: Delivery) -> Iterator[Step]:
    yield Step(text=_("Delivered"), at=of.delivered_at, detail=of.team)
    yield Step(text=_("Read"), at=of.read_at, detail=_by(of.read_by))
    if of.is_danger:
        yield Step(text=_("“I have it”"), at=of.acknowledged_at, detail=_by(of.acknowledged_by))
        return
    answer = of.answer
    yield Step(text=_("Decided"), at=answer.answered_at if answer else None, detail=answer.outcome if answer else "")


def _by(name: str) -> str:
    return _("by %(name)s") % {"name": name} if name else ""
