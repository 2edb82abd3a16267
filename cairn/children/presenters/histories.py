"""Care, where the child lives, parental responsibility: each its own history with its gaps (R-015). Immigration apart
from them, with what was left blank (R-016)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim
from cairn.children.presenters import tabs
from cairn.children.presenters.facts import HISTORIES, KindLink, Line, add_href, first_upper, lines_of
from cairn.children.presenters.heading import Heading, heading
from cairn.children.presenters.words import fact_words
from cairn.children.queries.facts import in_force, period_of, present, said_of
from cairn.children.rules import Period, gaps, left_blank, strongest
from cairn.core.clock import today
from cairn.ui.formats import day


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a history: something said, or a gap of which nobody has said anything."""

    line: Line | None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """One history, the newest first. `now` is what holds at present as far as anybody said; empty when nobody did."""

    code: str
    label: str
    now: tuple[str, ...]
    rows: list[Row]
    href: str


@dataclass(frozen=True, slots=True)
class Histories:
    """The page: one section each."""

    heading: Heading
    sections: list[History]


@dataclass(frozen=True, slots=True)
class Immigration:
    """The page. `blank` are the parts that nobody filled in the last time, each in words."""

    heading: Heading
    history: History
    blank: tuple[str, ...]


def histories(child: Child, actor: Actor) -> Histories:
    """The three histories that are kept apart, because several of them may hold at once (R-015)."""
    said = said_of(child, actor, HISTORIES)
    return Histories(heading(child, actor, tabs.NOW), [_history(child, kind, said, actor) for kind in HISTORIES])


def immigration(child: Child, actor: Actor) -> Immigration:
    """Immigration and asylum (R-016)."""
    said = said_of(child, actor, (FactKind.IMMIGRATION,))
    lines = lines_of(child, said, actor)
    newest = in_force(said)[:1]
    label = first_upper(str(FactKind.IMMIGRATION.label))
    now = tuple(fact_words(one.kind, one.text) for one in newest)
    href = add_href(child.reference, FactKind.IMMIGRATION)
    history = History(FactKind.IMMIGRATION.value, label, now, [Row(line) for line in lines], href)
    blank = tuple(_blank_words(part) for one in newest for part in left_blank(one.detail))
    return Immigration(heading(child, actor, tabs.NOW), history, blank)


def unrecorded_line(child: Child, name: str) -> KindLink:
    """A child of whom nobody has recorded it, as a link to where it can be recorded."""
    words = f"{child.reference} {name}".strip()
    return KindLink(words, reverse("children:immigration", args=[child.reference]))


def _history(child: Child, kind: FactKind, all_said: Sequence[Claim], actor: Actor) -> History:
    said = [one for one in all_said if one.kind == kind]
    told = [(period_of(one).first, Row(line)) for one, line in zip(said, lines_of(child, said, actor), strict=True)]
    empty = gaps((period_of(one) for one in in_force(said)), today())
    rows = [*told, *((gap.first, Row(None, _gap_words(gap))) for gap in empty)]
    return History(
        code=kind.value,
        label=first_upper(str(kind.label)),
        now=_now(kind, said),
        rows=[row for _first, row in sorted(rows, key=lambda pair: pair[0], reverse=True)],
        href=add_href(child.reference, kind),
    )


def _now(kind: FactKind, said: Sequence[Claim]) -> tuple[str, ...]:
    held = present(said, kind)
    if kind is FactKind.CARE_STATUS and held:
        # Several may hold; first the one under which the child is counted.
        counted = strongest(one.text for one in held)
        others = (fact_words(kind, one.text) for one in held if one.text != counted)
        return tuple(dict.fromkeys([str(counted.label), *others]))
    return tuple(dict.fromkeys(fact_words(kind, one.text) for one in held))


def _gap_words(gap: Period) -> str:
    if gap.last is None:
        return _("Nobody has said anything for the time since %(first)s.") % {"first": day(gap.first)}
    told = {"first": day(gap.first), "last": day(gap.last)}
    return _("Nobody has said anything for the time from %(first)s to %(last)s.") % told


def _blank_words(part: str) -> str:
    return {
        "application": _("what was applied for"),
        "decision": _("what was decided"),
        "representative": _("who represents the child"),
        "next_step": _("what comes next"),
    }[part]
