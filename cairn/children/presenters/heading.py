"""The head of every page of a child: reference, name, age, and the sections this actor may open."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim
from cairn.children.presenters import tabs
from cairn.children.presenters.tabs import TabLink
from cairn.children.queries.circle import Sight, sight_of
from cairn.children.queries.facts import births_in, names_in, said_of
from cairn.children.rules import ADULT_AT, AgeSpan, age_span, shown_name
from cairn.core.clock import today

_IN_HEADING = (FactKind.NAME, FactKind.BIRTH)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above every section. `name` is empty when nobody gave one; it never enters the page's title."""

    reference: str
    name: str
    age: str
    is_disputed: bool
    sight: Sight
    tabs: tuple[TabLink, ...]
    actions: tuple[TabLink, ...]

    @property
    def known_by(self) -> str:
        """The name, or the reference for a child whose name nobody knows."""
        return self.name or self.reference


def heading(
    child: Child, actor: Actor, current: str, *, said: Iterable[Claim] | None = None, sight: Sight | None = None
) -> Heading:
    """The head of one section. `said` and `sight` spare a question where the page has asked it already."""
    facts = said_of(child, actor, _IN_HEADING) if said is None else list(said)
    sight = sight or sight_of(child, actor)
    span = age_span(births_in(facts), today())
    return Heading(
        reference=child.reference,
        name=shown_name(names_in(facts)),
        age=age_words(span, sees_all=sight.sees_story),
        is_disputed=span is not None and span.is_disputed,
        sight=sight,
        tabs=tabs.links(child.reference, current) if sight.sees_story else (),
        actions=tabs.actions(child.reference, actor),
    )


def age_words(span: AgeSpan | None, *, sees_all: bool = False) -> str:
    """The age in the header, with the benefit of the doubt: "child — age disputed 10–16" (R-005).

    Who does not see all that was said is told so where it makes somebody grown up: others may know of a younger age.
    """
    if span is None:
        return _("child — age not known")
    years = str(span.low) if span.low == span.high else f"{span.low}–{span.high}"
    if span.is_disputed:
        told = _("age disputed %(years)s") % {"years": years}
    else:
        told = _("aged %(years)s") % {"years": years}
    return _("%(who)s — %(age)s") % {"who": _grown(span, sees_all=sees_all), "age": told}


def _grown(span: AgeSpan, *, sees_all: bool) -> str:
    if span.is_child:
        return _("child")
    if span.low < ADULT_AT:
        return _("over 18 by an age assessment")
    if sees_all:
        return _("over 18 by everything we were told")
    return _("over 18 by what you can read, and others may know of a younger age")
