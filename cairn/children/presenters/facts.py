"""Who says what: everything that was said about a child, by kind, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.access.actor import Actor
from cairn.children.kinds import FactKind, NameKind, Scheme
from cairn.children.models import Child, Claim
from cairn.children.presenters import tabs
from cairn.children.presenters.heading import Heading, heading
from cairn.children.presenters.words import fact_words
from cairn.children.queries.facts import births_in, said_of
from cairn.children.rules import age_span
from cairn.core.clock import today

# In the order in which somebody who meets the child wants them.
_ORDER = (
    FactKind.NAME,
    FactKind.BIRTH,
    FactKind.WHEREABOUTS,
    FactKind.WISH,
    FactKind.MUST_NOT_KNOW,
    FactKind.PHONE,
    FactKind.ADDRESS,
    FactKind.SCHOOL,
    FactKind.LANGUAGE,
    FactKind.NATIONALITY,
    FactKind.SEX,
    FactKind.IDENTIFIER,
)
# Of these a child has one at a time, so two that differ are worth a sign.
_ONE_ONLY = frozenset({FactKind.BIRTH, FactKind.SEX, FactKind.WHEREABOUTS})
_ANSWERS: dict[str, dict[str, Promise]] = {
    "safe": {
        "yes": gettext_lazy("safe"),
        "no": gettext_lazy("not safe"),
        "unknown": gettext_lazy("not known whether safe"),
    },
    "known": {"no": gettext_lazy("not known where")},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody said: in their words, its parts, who said so, how they know, when."""

    text: str
    parts: tuple[str, ...]
    who: str
    basis: str
    at: datetime
    is_phone: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Everything said of one kind. `differs` when two views of one thing do not agree."""

    code: str
    label: str
    lines: list[Line]
    differs: bool
    href: str


@dataclass(frozen=True, slots=True)
class WhoSaysWhat:
    """The page. `needs_review`: the views of the age lie so far apart that somebody owes a look at them."""

    heading: Heading
    groups: list[Group]
    needs_review: bool


@dataclass(frozen=True, slots=True)
class KindLink:
    """One kind of thing that can be added."""

    text: str
    href: str


def who_says_what(child: Child, actor: Actor) -> WhoSaysWhat:
    """Everything said of a child that this actor may see."""
    said = said_of(child, actor)
    span = age_span(births_in(said), today())
    groups = [_group(child, kind, [one for one in said if one.kind == kind]) for kind in _ORDER]
    return WhoSaysWhat(
        heading=heading(child, actor, tabs.NOW, said=said),
        groups=[group for group in groups if group.lines],
        needs_review=span is not None and span.needs_review,
    )


def kinds_to_add(reference: str) -> list[KindLink]:
    """What can be added, as links to the form of each kind."""
    address = reverse("children:add_fact", args=[reference])
    return [KindLink(_first_upper(str(kind.label)), f"{address}?kind={kind.value}") for kind in _ORDER]


def _group(child: Child, kind: FactKind, said: list[Claim]) -> Group:
    distinct = {" ".join(one.text.split()).casefold() for one in said}
    return Group(
        code=kind.value,
        label=_first_upper(str(kind.label)),
        lines=[_line(one) for one in said],
        differs=kind in _ONE_ONLY and len(distinct) > 1,
        href=f"{reverse('children:add_fact', args=[child.reference])}?kind={kind.value}",
    )


def _line(claim: Claim) -> Line:
    return Line(
        text=fact_words(claim.kind, claim.text),
        parts=tuple(_parts(claim)),
        who=f"{claim.team.name}, {claim.agency.name}",
        basis=str(claim.get_basis_display()),
        at=claim.said_at or claim.recorded_at,
        is_phone=claim.kind == FactKind.PHONE,
    )


def _parts(claim: Claim) -> Iterable[str]:
    detail = claim.detail
    if claim.kind == FactKind.NAME and detail.get("kind") in set(NameKind):
        yield str(NameKind(detail["kind"]).label)
    if claim.kind == FactKind.IDENTIFIER and detail.get("scheme") in set(Scheme):
        yield str(Scheme(detail["scheme"]).label)
    if detail.get("believed_false") is True:
        yield _("believed to be false")
    for key, words in _ANSWERS.items():
        if detail.get(key) in words:
            yield str(words[detail[key]])


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
