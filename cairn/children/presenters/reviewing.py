"""How matching does by the partnership's own decisions; and whose searching was unusual. No child on either page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind
from cairn.children.presenters.evidence import label_of
from cairn.children.presenters.words import fact_words
from cairn.children.queries.match_figures import MOST_DECISIONS, match_figures
from cairn.children.queries.probing import Unusual, limits_now
from cairn.children.rules.match_figures import FEWEST, GroupFigure
from cairn.children.rules.probing import Limits, Sign
from cairn.ui.parts import Column

_SIGNS: dict[Sign, Promise] = {
    Sign.MANY_NAMES: gettext_lazy("different names asked for in one day: %(names)s"),
    Sign.OUT_OF_SIGHT: gettext_lazy(
        "times in one day that what they typed fitted a child whom they may not see: %(unseen)s"
    ),
    Sign.VARIATIONS: gettext_lazy("different other details asked for with one name in one day: %(variations)s"),
    Sign.HINTS: gettext_lazy("times told to ring the hub about a child whom they may not see: %(hints)s"),
}
_LETTERS_OF_A_CODE = 3


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One group and how its decisions came out."""

    label: str
    total: int
    same: int
    different: int
    unsure: int
    undone: int


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Three tables with what they leave out. `cut` and the two `left_out` are empty where nothing was."""

    whole: tuple[FigureLine, ...]
    facts: tuple[FigureLine, ...]
    facts_left_out: str
    nationalities: tuple[FigureLine, ...]
    nationalities_left_out: str
    cut: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class UnusualLine:
    """Somebody who searched unusually: who, how to reach them, what was unusual in words, and the last day."""

    who: str
    where: str
    phone: str
    asked: int
    signs: tuple[str, ...]
    last_on: date


@dataclass(frozen=True, slots=True)
class SearchingPage:
    """The list, and the limits by which somebody is on it."""

    lines: tuple[UnusualLine, ...]
    limits: Limits


def figures_page(by: Actor) -> FiguresPage:
    """How the partnership's people decided what matching asked."""
    found = match_figures(by)
    return FiguresPage(
        whole=(
            _figure(found.suggested, _("Asked by matching")),
            _figure(found.asked_by_people, _("Asked by a person")),
        ),
        facts=tuple(_figure(each, label_of(each.group)) for each in found.by_fact.shown),
        facts_left_out=_left_out(found.by_fact.too_small),
        nationalities=tuple(_figure(each, _nationality(each.group)) for each in found.by_nationality.shown),
        nationalities_left_out=_left_out(found.by_nationality.too_small),
        cut=_("Only the newest %(most)s decisions are counted.") % {"most": MOST_DECISIONS} if found.is_cut else "",
        columns=_columns(),
    )


def searching_page(found: Iterable[Unusual]) -> SearchingPage:
    """Whose searching was unusual, in words."""
    return SearchingPage(tuple(_unusual(each) for each in found), limits_now())


def _columns() -> tuple[Column, ...]:
    counted = (_("Decisions"), _("Same child"), _("Not the same"), _("Not sure"), _("Taken back"))
    return (Column(label=_("Group")), *(Column(label=label, is_numeric=True) for label in counted))


def _figure(one: GroupFigure, label: str) -> FigureLine:
    return FigureLine(label, one.total, one.same, one.different, one.unsure, one.undone)


def _nationality(group: str) -> str:
    is_code = len(group) <= _LETTERS_OF_A_CODE and group.isalpha()
    words = fact_words(FactKind.NATIONALITY, group.upper() if is_code else group)
    return words[:1].upper() + words[1:]


def _left_out(count: int) -> str:
    if not count:
        return ""
    return _("Groups with fewer than %(fewest)s decisions are not shown: %(count)s of them.") % {
        "fewest": FEWEST,
        "count": count,
    }


def _unusual(one: Unusual) -> UnusualLine:
    counts = {
        "names": one.asking.names,
        "unseen": one.asking.out_of_sight,
        "variations": one.asking.variations,
        "hints": one.asking.hints,
    }
    where = ", ".join(filter(None, (one.team, one.agency)))
    words = tuple(str(_SIGNS[sign]) % counts for sign in one.signs)
    return UnusualLine(one.who or _("a system that is gone"), where, one.phone, one.asked, words, one.last_on)
