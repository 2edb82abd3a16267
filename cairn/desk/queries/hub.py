"""What the hub keeps an eye on: everything unanswered, by clock, and whatever nobody owns."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.access.scopes import ScopedQuerySet
from cairn.children.models import LinkQuestion
from cairn.children.queries.linking import open_questions
from cairn.concerns.models import Concern
from cairn.core.clock import now
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.duties.queries import capped_count
from cairn.partnership.models import Area
from cairn.referrals.kinds import Purpose
from cairn.referrals.models import Referral

PAGE = 50
MOST_COUNTED = 1000
MOST_SHOWN = 20
# A concern is put to a team in the transaction that writes it down, so one without a team is a fault of a change to
# Cairn and shows at once. Thirty days leave time to see it; every concern ever raised takes seconds to look through.
RAISED_WITHIN = timedelta(days=30)
ORDERS = {"due": "due_at", "-due": "-due_at", "team": "owner_team__name", "-team": "-owner_team__name"}
_SHOWN_WITH = ("owner_team__agency", "owner__practitioner", "owed_to_team")
COUNTED = (
    DutyKind.ANSWER,
    DutyKind.ACKNOWLEDGE,
    DutyKind.LINK,
    DutyKind.CONFIRM_LINK,
    DutyKind.CALL_BACK,
    DutyKind.ANSWER_REQUEST,
)


class CappedPaginator(Paginator):  # type: ignore[type-arg] # at run time the library takes no type
    """Counts to 1,000 and stops: an exact count over everything is slow under row security, and nobody reads on."""

    @property
    def count(self) -> int:
        """How many there are, at most 1,000."""
        if not hasattr(self, "_counted"):  # the library asks several times
            self._counted = min(capped_count(self.object_list), MOST_COUNTED)  # type: ignore[arg-type]  # a queryset, here always
        return self._counted


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of a kind are open; 1,001 stands for more than 1,000."""

    kind: DutyKind
    count: int


@dataclass(frozen=True, slots=True)
class Ownerless:
    """What nobody owns, which must be nothing: concerns put to no team, and unanswered referrals without a duty."""

    concerns: tuple[Concern, ...]
    referrals: tuple[Referral, ...]

    def __bool__(self) -> bool:
        return bool(self.concerns or self.referrals)


def hub_page(actor: Actor, *, kind: str, area: str, order: str, number: int) -> Page[Duty]:
    """Everything unanswered in the partnership, by clock; only one kind or one area's teams where that is asked.

    Raises NotAllowed for whoever does not keep the hub's list.
    """
    actor.require(Permission.HUB_DUTY_LIST)
    rows = _open(actor).select_related(*_SHOWN_WITH)
    if kind:
        rows = rows.filter(kind=kind)
    if area:
        rows = rows.filter(owner_team__in=Area.objects.filter(slug=area).values("teams"))
    return CappedPaginator(rows.order_by(ORDERS[order], "due_at", "id"), PAGE).get_page(number)


def danger_open(actor: Actor) -> list[Duty]:
    """Children in danger about whom a team has not said "I have it", the longest waiting first."""
    rows = _open(actor).filter(kind=DutyKind.ACKNOWLEDGE).select_related(*_SHOWN_WITH)
    return list(rows.order_by("due_at", "id")[:PAGE])


def waiting(actor: Actor) -> list[Waiting]:
    """How many of each kind are open, each counted up to 1,001. One statement."""
    each = [_open(actor).filter(kind=kind).order_by().values_list("kind", flat=True) for kind in COUNTED]
    limited = [rows[: MOST_COUNTED + 1] for rows in each]
    together: Any = reduce(lambda one, other: one.union(other, all=True), limited)
    counts = Counter(together)
    return [Waiting(kind, counts[kind.value]) for kind in COUNTED]


def ownerless(actor: Actor) -> Ownerless:
    """Whatever fell to the ground (R-070): a fault of Cairn, never of a person.

    Concerns of the last 30 days; unanswered referrals however old.
    """
    put = Referral.objects.filter(concern=OuterRef("pk"))
    lately = Concern.objects.visible_to(actor).filter(raised_at__gte=now() - RAISED_WITHIN)
    concerns = lately.filter(~Exists(put)).order_by("raised_at")
    owed = Duty.objects.filter(about_kind="referral", about_id=OuterRef("pk"), kind=DutyKind.ANSWER, closed_at=None)
    asked = Referral.objects.visible_to(actor).filter(purpose=Purpose.CHILD_PROTECTION, answered_at=None)
    lost = asked.filter(~Exists(owed)).select_related("child", "to_team").order_by("delivered_at")
    return Ownerless(tuple(concerns[:MOST_SHOWN]), tuple(lost[:MOST_SHOWN]))


def uncertain(actor: Actor) -> list[LinkQuestion]:
    """Matches that wait for a person's decision, the strongest first; at most 20."""
    rows: QuerySet[LinkQuestion] = open_questions(actor)
    return list(rows.select_related("child", "candidate")[:MOST_SHOWN])


def _open(actor: Actor) -> ScopedQuerySet[Duty]:
    rows: ScopedQuerySet[Duty] = Duty.objects.visible_to(actor)
    return rows.filter(closed_at=None)
