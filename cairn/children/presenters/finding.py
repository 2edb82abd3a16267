"""Children that a search found, each with the reasons in plain words; never more than the reader may see anyway."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.presenters.evidence import Bars, bars
from cairn.children.presenters.heading import age_words
from cairn.children.queries.facts import births_in, names_in
from cairn.children.queries.keys import person
from cairn.children.queries.likeness import likeness
from cairn.children.queries.spoken import Spoken
from cairn.children.rules import age_span, shown_name
from cairn.children.verbs import Fact, Found
from cairn.core.clock import today
from cairn.matching.evidence import Evidence
from cairn.matching.kinds import Field, Level
from cairn.partnership.queries import hub_desk
from cairn.ui.shell import Contact

# The one further fact that would help most, as one asks for it. A fact of any other kind is not asked for.
_ASKED_NEXT: dict[str, Promise] = {
    Field.NAME: gettext_lazy("another name of the child, or how it is written on a paper"),
    Field.BIRTH: gettext_lazy("the date of birth, or how old the child is"),
    Field.SEX: gettext_lazy("whether it is a girl or a boy"),
    Field.IDENTIFIER: gettext_lazy("a number, such as the NHS number or a Home Office reference"),
    Field.PHONE: gettext_lazy("a telephone number of the child"),
    Field.ADDRESS: gettext_lazy("an address, or a postcode"),
    Field.SCHOOL: gettext_lazy("the child’s school"),
    Field.NATIONALITY: gettext_lazy("where the child or the family comes from"),
}
_RAISED_AT: list[str] = []


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One child: how a list names it, and what speaks for and against. `name` is empty where nobody gave one.

    `leads`: it fits so much better than every other that it may be named first.
    """

    reference: str
    name: str
    age: str
    bars: Bars
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """What a search came to. With `failure` nobody was looked for: that is something else than finding nobody.

    `typed` is what was asked, as it was written. `ask_next` is the fact that would help most, empty when none would.
    `on_shift` are references of children that fit and are out of sight, for whom the reader stands in out of hours.
    """

    lines: tuple[FoundLine, ...] = ()
    typed: tuple[str, ...] = ()
    ask_next: str = ""
    failure: str = ""
    on_shift: tuple[str, ...] = ()

    @property
    def has_leader(self) -> bool:
        """Whether one leads clearly."""
        return any(each.leads for each in self.lines)


def results(asked: Sequence[Fact], found: Iterable[Found], by: Actor, *, on_shift: tuple[str, ...] = ()) -> Results:
    """What was found, the likeliest first, weighed by what this actor may read, as `likeness` explains."""
    seen = tuple(found)
    children = {each.child.id: each.child for each in seen}
    facts = person((str(each.kind), each.text, each.detail, each.born_from, each.born_to) for each in asked)
    ranked, told = likeness(facts, children, by, own_only=False, yardstick=seen[0].yardstick if seen else None)
    leader = ranked.suggestion.candidate if ranked.suggestion else None
    return Results(
        lines=tuple(
            _line(
                children[each.candidate].reference,
                told[each.candidate],
                each.evidence,
                leads=each.candidate == leader,
            )
            for each in ranked.candidates
        ),
        typed=tuple(dict.fromkeys(each.text for each in asked)),
        ask_next=str(_ASKED_NEXT.get(ranked.ask_next or "", "")),
        on_shift=on_shift,
    )


def whom_to_ring() -> Contact:
    """The hub's duty desk, which knows whom to ask about a child that is not shown."""
    desk = hub_desk()
    name = _("%(team)s, %(agency)s") % {"team": desk.name, "agency": desk.agency.name}
    return Contact(name=name, number=desk.phone or desk.agency.phone)


def raised_at(address: str) -> None:
    """Say under which name of a URL a concern is raised. The floor that knows does, from its apps.py."""
    if address not in _RAISED_AT:
        _RAISED_AT.append(address)


def where_to_raise(by: Actor) -> str:
    """The address at which this actor raises a concern; empty for who may not."""
    if not by.may(Permission.CONCERN_RAISE):
        return ""
    return next(map(reverse, _RAISED_AT), "")


def _line(reference: str, told: list[Spoken], evidence: Iterable[Evidence], *, leads: bool) -> FoundLine:
    current = _newest_words(told)
    none_here: dict[tuple[str, str], str] = {
        (Field.IDENTIFIER, Level.DIFFERS): _("None of the numbers you can see here is this one.")
    }
    return FoundLine(
        reference=reference,
        name=shown_name(names_in(current)),
        age=age_words(age_span(births_in(current), today())),
        bars=bars((each for each in evidence if each.weight), none_here),
        leads=leads,
    )


def _newest_words(told: list[Spoken]) -> list[Spoken]:
    replaced = {each.replaces_id for each in told}
    return [each for each in told if each.id not in replaced]
