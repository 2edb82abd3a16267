"""Children that a search found, each with the reasons in plain words; never more than the reader may see anyway."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.models import Claim
from cairn.children.presenters.evidence import LABELS, said, strength
from cairn.children.presenters.heading import age_words
from cairn.children.queries.facts import births_in, names_in
from cairn.children.queries.keys import person
from cairn.children.queries.likeness import likeness
from cairn.children.rules import age_span, shown_name
from cairn.children.verbs import Fact, Found
from cairn.core.clock import today
from cairn.matching.evidence import Evidence
from cairn.matching.kinds import Field, Level
from cairn.partnership.queries import hub_desk
from cairn.ui.shell import Contact


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a child was found, or what speaks against it: which fact, what the comparison says, how much that tells."""

    label: str | Promise
    words: str | Promise
    strength: str


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One child: how a list names it, and the reasons. `name` is empty where nobody gave one."""

    reference: str
    name: str
    age: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search came to. With `failure` nobody was looked for: that is something else than finding nobody."""

    lines: tuple[FoundLine, ...] = ()
    failure: str = ""


def results(asked: Sequence[Fact], found: Iterable[Found], by: Actor) -> Results:
    """What was found, the likeliest first, weighed by what this actor may read, as `likeness` explains."""
    children = {each.child.id: each.child for each in found}
    facts = person((str(each.kind), each.text, each.detail, each.born_from, each.born_to) for each in asked)
    ranked, told = likeness(facts, children, by, own_only=False)
    return Results(
        tuple(_line(children[each.candidate].reference, told[each.candidate], each.evidence) for each in ranked)
    )


def whom_to_ring() -> Contact:
    """The hub's duty desk, which knows whom to ask about a child that is not shown."""
    desk = hub_desk()
    name = _("%(team)s, %(agency)s") % {"team": desk.name, "agency": desk.agency.name}
    return Contact(name=name, number=desk.phone or desk.agency.phone)


def _line(reference: str, told: list[Claim], evidence: Iterable[Evidence]) -> FoundLine:
    current = _newest_words(told)
    return FoundLine(
        reference=reference,
        name=shown_name(names_in(current)),
        age=age_words(age_span(births_in(current), today())),
        reasons=tuple(_reasons(evidence)),
    )


def _newest_words(told: list[Claim]) -> list[Claim]:
    replaced = {each.replaces_id for each in told}
    return [each for each in told if each.id not in replaced]


def _reasons(evidence: Iterable[Evidence]) -> Iterator[Reason]:
    for each in sorted(evidence, key=lambda one: -one.weight):
        if each.level is not Level.NOT_COMPARABLE and each.weight:
            yield Reason(LABELS[each.field], _words(each), strength(each.weight))


def _words(evidence: Evidence) -> str | Promise:
    if evidence.field is Field.IDENTIFIER and evidence.level is Level.DIFFERS:
        return _("None of the numbers you can see here is this one.")
    return said(evidence.field, evidence.level)
