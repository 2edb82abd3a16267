"""Who says what: everything that was said about a child, by kind, side by side, with how it stands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import Check, FactKind, Status
from cairn.children.models import Child, Claim
from cairn.children.presenters import tabs
from cairn.children.presenters.heading import Heading, age_words, heading
from cairn.children.presenters.words import fact_words, part_words, period_words
from cairn.children.queries.apart import tells_where
from cairn.children.queries.facts import (
    MOST_OF_A_KIND,
    births_in,
    checked_as,
    earlier_of,
    in_force,
    marks_of,
    names_in,
    page_of_kind,
    present,
    said_of,
    status_of,
)
from cairn.children.rules import age_span, shown_name
from cairn.core.clock import today

# In the order in which somebody who meets the child wants them.
ON_PAGE = (
    FactKind.NAME,
    FactKind.BIRTH,
    FactKind.WHEREABOUTS,
    FactKind.WISH,
    FactKind.MUST_NOT_KNOW,
    FactKind.WARNING,
    FactKind.RELATIONSHIP,
    FactKind.PHONE,
    FactKind.ADDRESS,
    FactKind.SCHOOL,
    FactKind.GP,
    FactKind.TIMETABLE,
    FactKind.COURT_DATE,
    FactKind.LANGUAGE,
    FactKind.NATIONALITY,
    FactKind.SEX,
    FactKind.GENDER,
    FactKind.IDENTIFIER,
)
# Each a history of its own, on a page of its own; immigration apart from the others.
HISTORIES = (FactKind.CARE_STATUS, FactKind.LIVING, FactKind.PARENTAL)
CAN_ADD = (*ON_PAGE, *HISTORIES, FactKind.IMMIGRATION)
# Of these a child has one at a time, so two that differ are worth a sign.
_ONE_ONLY = frozenset({FactKind.BIRTH, FactKind.SEX, FactKind.WHEREABOUTS})
_FEW = 10  # of one kind in sight before the rest is a page away
_PLAIN = frozenset({Status.STATED, Status.DOCUMENTED, Status.OBSERVED})
_CALM = frozenset({Status.CONFIRMED, Status.VERIFIED, Status.ASSESSED})
_YELLOW, _GREEN = "govuk-tag--yellow", "govuk-tag--green"


@dataclass(frozen=True, slots=True)
class Sign:
    """A word beside something said that tells how it stands. `look` is the class that colours it."""

    text: str
    look: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of something said: in a word, how it was checked, why, who thinks so, since when."""

    text: str
    how: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody said: in their words, its parts, who said so, how they know, when, and how it stands.

    `missing` are the checks that nobody has made of a person. The addresses are empty for whoever only reads.
    """

    id: UUID
    record_id: UUID
    text: str
    parts: tuple[str, ...]
    period: str
    who: str
    basis: str
    at: datetime
    is_phone: bool
    is_retracted: bool
    sign: Sign | None
    opinions: tuple[Opinion, ...]
    missing: tuple[str, ...]
    mark_href: str
    correct_href: str
    hold_href: str
    apart_href: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Everything said of one kind. `differs` when two views of one thing do not agree; `shown` is the one chosen."""

    code: str
    label: str
    lines: list[Line]
    differs: bool
    shown: str
    href: str
    all_href: str


@dataclass(frozen=True, slots=True)
class WhoSaysWhat:
    """The page. `needs_review`: the views of the age lie so far apart that somebody owes a look at them."""

    heading: Heading
    groups: list[Group]
    needs_review: bool
    page: "Page[Claim] | None" = None


@dataclass(frozen=True, slots=True)
class KindLink:
    """One kind of thing that can be added."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class OneSaid:
    """One thing said, with what others think of it and what its team had said before."""

    heading: Heading
    label: str
    line: Line
    earlier: list[Line]


def who_says_what(child: Child, actor: Actor) -> WhoSaysWhat:
    """Everything said of a child that this actor may see, a few of each kind."""
    said = said_of(child, actor, ON_PAGE)
    span = age_span(births_in(said), today())
    groups = [_group(child, kind, [one for one in said if one.kind == kind], actor) for kind in ON_PAGE]
    return WhoSaysWhat(
        heading=heading(child, actor, tabs.NOW, said=said),
        groups=[group for group in groups if group.lines],
        needs_review=span is not None and span.needs_review,
    )


def all_of_kind(child: Child, kind: FactKind, number: str, actor: Actor) -> WhoSaysWhat:
    """Everything said of one kind, a page at a time, however much that is."""
    page = page_of_kind(child, kind, actor).get_page(number)
    said = marks_of(list(page), child, actor)
    group = _group(child, kind, said, actor, few=len(said))
    return WhoSaysWhat(heading(child, actor, tabs.NOW), [group] if said else [], needs_review=False, page=page)


def one_line(child: Child, claim: Claim, actor: Actor) -> OneSaid:
    """One thing said, to be corrected or to be given an opinion on."""
    before = [_line(child, one, actor) for one in earlier_of(claim, child, actor)]
    label = first_upper(str(FactKind(claim.kind).label))
    return OneSaid(heading(child, actor, tabs.NOW), label, _line(child, claim, actor), before)


def kinds_to_add(reference: str) -> list[KindLink]:
    """What can be added, as links to the form of each kind."""
    return [KindLink(first_upper(str(kind.label)), add_href(reference, kind)) for kind in CAN_ADD]


def add_href(reference: str, kind: FactKind) -> str:
    """The address of the form for one kind."""
    return f"{reverse('children:add_fact', args=[reference])}?kind={kind.value}"


def lines_of(child: Child, said: Iterable[Claim], actor: Actor) -> list[Line]:
    """Things said, each as a line."""
    return [_line(child, one, actor) for one in said]


def sign_of(claim: Claim) -> Sign | None:
    """How something stands in a word; none for what was simply said. A person nobody has checked is unverified."""
    status = status_of(claim)
    if claim.kind == FactKind.RELATIONSHIP and status is not Status.IN_ERROR:
        checked = checked_as(claim)
        if checked is None:
            return Sign(_("Unverified"), _YELLOW)
        return Sign(_("Verified"), _GREEN) if checked is Status.VERIFIED else Sign(_("In doubt"), _YELLOW)
    if status in _PLAIN:
        return None
    return Sign(first_upper(str(status.label)), _GREEN if status in _CALM else _YELLOW)


def missing_checks(claim: Claim) -> tuple[str, ...]:
    """The checks of a person that nobody has made yet (R-006)."""
    if claim.kind != FactKind.RELATIONSHIP or checked_as(claim) is Status.VERIFIED:
        return ()
    made = {how for mark in claim.marked for how in mark.detail.get("how", ())}
    asked = {
        Check.CHILD_ACCOUNT: _("see the child alone"),
        Check.DOCUMENTS: _("see documents"),
        Check.FAMILY_ABROAD: _("reach family abroad"),
    }
    return tuple(words for check, words in asked.items() if check not in made)


def first_upper(words: str) -> str:
    """A label at the beginning of a line."""
    return words[:1].upper() + words[1:]


def _group(child: Child, kind: FactKind, said: Sequence[Claim], actor: Actor, few: int = _FEW) -> Group:
    distinct = {" ".join(one.text.split()).casefold() for one in in_force(said)}
    code = kind.value
    is_cut = len(said) > few or len(said) == MOST_OF_A_KIND
    return Group(
        code=code,
        label=first_upper(str(kind.label)),
        lines=lines_of(child, said[:few], actor),
        differs=kind in _ONE_ONLY and len(distinct) > 1,
        shown=_chosen(kind, [one for one in said if not tells_where(child, one, actor)]),
        href=add_href(child.reference, kind),
        all_href=f"{reverse('children:facts', args=[child.reference])}?kind={code}" if is_cut else "",
    )


def _chosen(kind: FactKind, said: Collection[Claim]) -> str:
    """Of what stands side by side, the one that other pages show; empty where nothing was chosen among several."""
    if len(said) < 2:  # noqa: PLR2004 (one thing is not chosen among several)
        return ""
    if kind is FactKind.NAME:
        return shown_name(names_in(said))
    if kind is FactKind.BIRTH:
        return age_words(age_span(births_in(said), today()))
    if kind in {FactKind.ADDRESS, FactKind.SCHOOL}:
        return next((one.text for one in present(said, kind)), "")
    return ""


def whole_line(child: Child, claim: Claim, actor: Actor) -> Line:
    """The same with a safe address in it, for the one page that shows nothing else."""
    return _line(child, claim, actor, is_masked=False)


def _masked(line: Line) -> Line:
    words = _("Only for named people: open it to read it")
    return replace(line, text=words, parts=(), period="", opinions=(), is_phone=False, correct_href="", mark_href="")


def _line(child: Child, claim: Claim, actor: Actor, *, is_masked: bool = True) -> Line:
    if is_masked and tells_where(child, claim, actor):  # never in a list
        return _masked(_line(child, claim, actor, is_masked=False))
    may_write = actor.may(Permission.FACT_ADD)
    is_own = claim.team_id in actor.team_ids
    where = [child.reference, claim.pk]
    return Line(
        id=claim.pk,
        record_id=claim.record_id,
        text=fact_words(claim.kind, claim.text),
        parts=tuple(part_words(claim)),
        period=period_words(claim),
        who=f"{claim.team.name}, {claim.agency.name}",
        basis=str(claim.get_basis_display()),
        at=claim.said_at or claim.recorded_at,
        is_phone=claim.kind == FactKind.PHONE,
        is_retracted=status_of(claim) is Status.IN_ERROR,
        sign=sign_of(claim),
        opinions=tuple(_opinion(mark) for mark in claim.marked),
        missing=missing_checks(claim),
        mark_href=reverse("children:mark_fact", args=where) if may_write else "",
        correct_href=reverse("children:correct_fact", args=where) if may_write and is_own else "",
        hold_href=reverse("children:hold_fact", args=where) if is_own and actor.may(Permission.WITHHOLD) else "",
        apart_href=reverse("children:fact_apart", args=where) if is_own and actor.may(Permission.WITHHOLD) else "",
        label=first_upper(str(claim.get_kind_display())),
    )


def _opinion(mark: Claim) -> Opinion:
    told = mark.detail.get("status", "")
    how = [str(Check(one).label) for one in mark.detail.get("how", ()) if one in Check.values]
    return Opinion(
        text=first_upper(str(Status(told).label)) if told in Status.values else "",
        how="; ".join(how),
        reason=mark.text,
        who=f"{mark.team.name}, {mark.agency.name}",
        at=mark.recorded_at,
    )
