"""The hub's duty list: danger first, then everything unanswered by clock, and whatever nobody owns."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.models import LinkQuestion
from cairn.desk import queries
from cairn.desk.presenters.lines import DutyLine, columns, duty_lines
from cairn.desk.queries import MOST_COUNTED, Ownerless
from cairn.duties.models import Duty
from cairn.notices.presenters import href_of
from cairn.ui.parts import Column


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many of one kind wait: "12", or "1,000+"; the address shows only those."""

    what: str | Promise
    count: str
    href: str


@dataclass(frozen=True, slots=True)
class MatchLine:
    """Two references that may be one child, and the page where that is decided."""

    references: str
    href: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that nobody owns: a reference and the page of it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubList:
    """Everything on the page. `address` is the page's own, up to the number of the page; `total` counts to 1,000."""

    danger: tuple[DutyLine, ...]
    counts: tuple[CountLine, ...]
    matches: tuple[MatchLine, ...]
    lost: tuple[Lost, ...]
    lines: tuple[DutyLine, ...]
    page: Page[Duty]
    total: str
    columns: tuple[Column, ...]
    plain: tuple[Column, ...]
    order: str
    sort_address: str
    page_address: str
    listed: frozenset[UUID]


def hub_list(actor: Actor, *, kind: str, area: str, order: str, number: int) -> HubList:
    """The list as it stands, narrowed to a kind or an area where that is asked."""
    page = queries.hub_page(actor, kind=kind, area=area, order=order, number=number)
    danger, matches, lost = queries.danger_open(actor), queries.uncertain(actor), queries.ownerless(actor)
    shown = [*danger, *page.object_list]
    known = queries.known_children((duty.child_id for duty in shown), actor)
    narrowed = urlencode({"kind": kind, "area": area})
    return HubList(
        danger=duty_lines(danger, known, actor),
        counts=tuple(_count(one, area) for one in queries.waiting(actor)),
        matches=tuple(_match(question) for question in matches),
        lost=tuple(_lost(lost)),
        lines=duty_lines(page.object_list, known, actor),
        page=page,
        total=_capped(page.paginator.count, is_more=page.paginator.count >= MOST_COUNTED),
        columns=columns(is_sorted=True),
        plain=columns(),
        order=order,
        sort_address=f"?{narrowed}&sort=",
        page_address=f"?{narrowed}&sort={order}&page=",
        listed=frozenset(known) | _also_shown(matches, lost),
    )


def _also_shown(matches: Sequence[LinkQuestion], lost: Ownerless) -> frozenset[UUID]:
    """Children whose reference stands on the page without a duty."""
    pairs = {one for question in matches for one in (question.child_id, question.candidate_id)}
    return frozenset(pairs | {referral.child_id for referral in lost.referrals})


def _count(one: queries.Waiting, area: str) -> CountLine:
    what = str(one.kind.label)
    href = f"?{urlencode({'kind': one.kind.value, 'area': area})}"
    return CountLine(what[:1].upper() + what[1:], _capped(one.count, is_more=one.count > MOST_COUNTED), href)


def _capped(count: int, *, is_more: bool) -> str:
    return f"{MOST_COUNTED:,}+" if is_more else f"{count:,}"


def _match(question: LinkQuestion) -> MatchLine:
    references = _("%(one)s and %(other)s") % {
        "one": question.child.reference,
        "other": question.candidate.reference,
    }
    return MatchLine(references, href_of("link_question", question.pk))


def _lost(found: Ownerless) -> Sequence[Lost]:
    concerns = [Lost(one.reference, reverse("concerns:progress", args=[one.reference])) for one in found.concerns]
    asked = [Lost(f"{one.child.reference}, {one.to_team.name}", href_of("referral", one.pk)) for one in found.referrals]
    return [*concerns, *asked]
