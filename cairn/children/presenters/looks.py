"""The review of who looked while two records were joined, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.models import LinkDecision
from cairn.children.queries.joined import TeamLooks, are_looks_reviewed, looks_while_joined
from cairn.children.queries.linking import in_sight
from cairn.ui.parts import Column

# Where a floor above takes it further: the words and the name of an address, asked with the decision as `link`.
_FURTHER: list[tuple[Promise, str]] = []


def take_further(label: Promise, address: str) -> None:
    """Register a page on which what was found can be taken further. A higher floor does, from its apps.py."""
    if (label, address) not in _FURTHER:
        _FURTHER.append((label, address))


@dataclass(frozen=True, slots=True)
class LooksLine:
    """One team: who to ring, how often it looked and when, and around which child it is now."""

    who: str
    phone: str
    times: int
    first: datetime
    last: datetime
    around: str


@dataclass(frozen=True, slots=True)
class LooksPage:
    """The whole page. References are empty for a child out of sight."""

    decision_id: UUID
    kept: str
    returned: str
    since: datetime
    until: datetime | None
    lines: tuple[LooksLine, ...]
    columns: tuple[Column, ...]
    is_reviewed: bool
    further: tuple[tuple[Promise, str], ...]


def looks_page(decision: LinkDecision, by: Actor) -> LooksPage:
    """The teams that opened either child while both were held to be one."""
    seen = {child_id: one.reference for child_id, one in in_sight(decision.child_id, decision.other_id, by).items()}
    return LooksPage(
        decision_id=decision.id,
        kept=seen.get(decision.other_id, ""),
        returned=seen.get(decision.child_id, ""),
        since=decision.joined_at or decision.decided_at,
        until=decision.undone_at,
        lines=tuple(_line(each) for each in looks_while_joined(decision, by)),
        columns=(
            Column(label=_("Team")),
            Column(label=_("Times opened"), is_numeric=True),
            Column(label=_("First")),
            Column(label=_("Last")),
            Column(label=_("Works with, now")),
        ),
        is_reviewed=are_looks_reviewed(decision, by),
        further=tuple(_FURTHER),
    )


def _line(one: TeamLooks) -> LooksLine:
    system = _("%(agency)s’s own system") % {"agency": one.agency} if one.agency else _("Cairn itself")
    who = f"{one.team}, {one.agency}" if one.team else system
    return LooksLine(who, one.phone, one.times, one.first, one.last, ", ".join(one.around) or _("neither"))
