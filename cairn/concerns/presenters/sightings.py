"""Sightings that may be of one child, with what speaks for and against each."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.presenters.evidence import Bars, bars
from cairn.children.presenters.heading import Heading
from cairn.concerns.queries.sightings import Sighting

CODE = "sightings"


@dataclass(frozen=True, slots=True)
class SightingLine:
    """One sighting: whose record it is now, the concern that told of it, how the child was described, where, when."""

    reference: str
    href: str
    concern: str
    concern_href: str
    described: tuple[str, ...]
    where: str
    at: datetime
    bars: Bars
    is_asked: bool


@dataclass(frozen=True, slots=True)
class SightingsPage:
    """The page of one child's possible sightings. `askable` are the references one may still ask the hub about."""

    heading: Heading
    lines: tuple[SightingLine, ...]
    askable: tuple[str, ...]


def sightings_page(child: Child, found: list[Sighting], head: Heading, by: Actor) -> SightingsPage:
    """The page for those who see the child's story."""
    may_ask = by.may(Permission.LINK_PROPOSE, child)
    return SightingsPage(
        heading=head,
        lines=tuple(_line(each) for each in found),
        askable=tuple(each.child.reference for each in found if not each.is_asked) if may_ask else (),
    )


def _line(one: Sighting) -> SightingLine:
    concern = one.concern
    return SightingLine(
        reference=one.child.reference,
        href=reverse("children:child", args=[one.child.reference]),
        concern=concern.reference,
        concern_href=reverse("concerns:progress", args=[concern.reference]),
        described=one.described,
        where=", ".join(filter(None, (concern.where_text, concern.postcode))),
        at=concern.raised_at,
        bars=bars(one.likeness.evidence),
        is_asked=one.is_asked,
    )
