"""What was said about a child, as far as this actor may see it, and how each of it stands."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.children.kinds import Basis, FactKind, PlaceKind, Status
from cairn.children.models import Child, Claim
from cairn.children.queries.spoken import Spoken
from cairn.children.rules import NOT_BELIEVED, BirthView, NameView, Period, is_concluded, period, status_by
from cairn.core.clock import local, today

# Of one child nobody reads more of one kind on one page, or more opinions; the newest are kept.
MOST_AT_ONCE = 200
MOST_OF_A_KIND = 100
MOST_MARKS = 1000
PAGE = 50
_STATUSES = {one.value: one for one in Status}
_NEWEST_FIRST = ("-recorded_at", "-id")
One = TypeVar("One", bound=Claim | Spoken)


def said_of(child: Child, actor: Actor, kinds: Collection[FactKind] = ()) -> list[Claim]:
    """What was said of a child, the newest first, with who said so; only of these kinds when some are given.

    Each carries what others think of it. What somebody has since said better themselves is left out; where more than
    MOST_AT_ONCE was said, so is what is beyond the newest MOST_OF_A_KIND of one kind. Two statements at most.
    """
    seen = _standing(child, actor)
    if kinds:
        seen = seen.filter(kind__in=[*map(str, kinds), FactKind.STANDING.value])
    rows = list(seen.order_by(*_NEWEST_FIRST)[: MOST_AT_ONCE + 1])
    return with_marks(rows if len(rows) <= MOST_AT_ONCE else _some_of_each(seen))


def _some_of_each(seen: ScopedQuerySet[Claim]) -> QuerySet[Claim]:
    # Five times the price of asking plainly, so only where so much was said that one kind would crowd out another.
    place = Window(RowNumber(), partition_by=F("kind"), order_by=[F("recorded_at").desc(), F("id").desc()])
    few = Q(place__lte=MOST_OF_A_KIND) | Q(kind=FactKind.STANDING, place__lte=MOST_MARKS)
    return seen.annotate(place=place).filter(few).order_by(*_NEWEST_FIRST)


def page_of_kind(child: Child, kind: FactKind, actor: Actor) -> "Paginator[Claim]":
    """Everything said of one kind, page by page, the newest first. What others think is fetched with `marks_of`."""
    return Paginator(_standing(child, actor).filter(kind=kind).order_by(*_NEWEST_FIRST), PAGE)


def marks_of(claims: Collection[Claim], child: Child, actor: Actor) -> list[Claim]:
    """These claims, each with what others think of it."""
    told = _standing(child, actor).filter(kind=FactKind.STANDING, about__in=[one.pk for one in claims])
    return with_marks([*claims, *told.order_by(*_NEWEST_FIRST)[:MOST_MARKS]])


def one_said(child: Child, claim_id: UUID, actor: Actor) -> Claim | None:
    """One thing that was said of a child, with what others think of it; None when it is not in sight."""
    seen: QuerySet[Claim] = Claim.objects.visible_to(actor, child.place).filter(child=child, pk=claim_id)
    found = seen.exclude(kind=FactKind.STANDING).select_related("team", "agency", "record").first()
    return marks_of([found], child, actor)[0] if found else None


def earlier_of(claim: Claim, child: Child, actor: Actor) -> list[Claim]:
    """What its own team had said before it said this better, the newest first."""
    found: list[Claim] = []
    seen = Claim.objects.visible_to(actor, child.place).filter(child=child).select_related("team", "agency")
    before = claim.replaces_id
    while before is not None and len(found) < MOST_OF_A_KIND:
        one = seen.filter(pk=before).first()
        if one is None:
            break
        found.append(one)
        before = one.replaces_id
    return found


def _standing(child: Child, actor: Actor) -> ScopedQuerySet[Claim]:
    rows: ScopedQuerySet[Claim] = Claim.objects.visible_to(actor, child.place).filter(child=child, replaced_by=None)
    return rows.select_related("team", "agency")


def with_marks(rows: Iterable[Claim]) -> list[Claim]:
    """What was said among these rows, each with what others think of it, which is among them too."""
    said, marks = [], dict[UUID, list[Claim]]()
    for one in rows:
        if one.about_id is not None:
            marks.setdefault(one.about_id, []).append(one)
        else:
            said.append(one)
    for one in said:
        newest_first = sorted(marks.get(one.pk, ()), key=lambda mark: (mark.recorded_at, mark.pk), reverse=True)
        one.marked = tuple(newest_first)
    return said


def status_of(claim: Claim | Spoken) -> Status:
    """How something stands: what was thought of it last, else with what it was said, else how it is known."""
    mark = str(claim.marked[0].detail.get("status", "")) if claim.marked else ""
    return _status(claim.basis, claim.detail, mark)


def period_of(claim: Claim) -> Period:
    """From when to when it held; known from the day it was said where nobody said since when."""
    told = claim.detail
    return period(str(told.get("from", "")), str(told.get("to", "")), local(claim.said_at or claim.recorded_at).date())


def present(said: Iterable[Claim], kind: FactKind) -> list[Claim]:
    """What holds today of one kind, as far as anybody said: not ended, and not believed false. The newest said first.

    The first of them is what a page shows as the address or the school. Where a child was found is no address.
    """
    held = [
        one
        for one in in_force(said)
        if one.kind == kind
        and status_of(one) not in NOT_BELIEVED
        and one.detail.get("place_kind") != PlaceKind.FOUND_AT
        and period_of(one).holds_on(today())
    ]
    return sorted(held, key=lambda one: (one.said_at or one.recorded_at, one.pk), reverse=True)


def checked_as(claim: Claim) -> Status | None:
    """Of a person around the child: verified or doubted by who looked last; None while nobody has checked (R-006)."""
    status = status_of(claim)
    return status if status in {Status.VERIFIED, Status.DOUBTED} else None


def in_force(said: Iterable[One]) -> list[One]:
    """Without what its own team recorded in error."""
    return [one for one in said if status_of(one) is not Status.IN_ERROR]


def names_in(said: Iterable[Claim | Spoken]) -> list[NameView]:
    """The names among what was said, for the rule that chooses one."""
    return [
        NameView(
            one.text,
            str(one.detail.get("kind", "known_as")),
            one.basis,
            one.said_at or one.recorded_at,
            status_of(one) in NOT_BELIEVED,
        )
        for one in in_force(said)
        if one.kind == FactKind.NAME
    ]


def births_in(said: Iterable[Claim | Spoken]) -> list[BirthView]:
    """The views of the child's age among what was said, for the rule that takes them together."""
    found = (
        birth_view(one.born_from, one.born_to, one.basis, one.detail, status_of(one))
        for one in said
        if one.kind == FactKind.BIRTH
    )
    return [view for view in found if view is not None]


def birth_view(
    earliest: date | None, latest: date | None, basis: str, detail: Mapping[str, object], mark: str
) -> BirthView | None:
    """One view of an age as the rule takes it; None where the age is said to be unknown, or was recorded in error."""
    status = _status(basis, detail, mark)
    if earliest is None or latest is None or status is Status.IN_ERROR:
        return None
    assessed = is_concluded(
        status,
        assessed_by=str(detail.get("assessed_by", "")),
        concluded_on=str(detail.get("concluded_on", "")),
        today=today(),
    )
    return BirthView(earliest, latest, status in NOT_BELIEVED, basis == Basis.CHILD_SAYS, assessed)


def _status(basis: str, detail: Mapping[str, object], mark: str) -> Status:
    own = Status.BELIEVED_FALSE.value if detail.get("believed_false") is True else str(detail.get("status", ""))
    told = _STATUSES.get(mark) or _STATUSES.get(own)
    return told or status_by(basis)
