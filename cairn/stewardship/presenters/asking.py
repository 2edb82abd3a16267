"""A request to see what is held, and what was collected for it, as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.core.clock import now
from cairn.duties import rules as clocks
from cairn.stewardship.kinds import AskedBy, Ruling, StateOfRequest, Why
from cairn.stewardship.models import AccessRequest, Redaction
from cairn.stewardship.presenters.words import certainty_words, thing_name, who
from cairn.stewardship.queries.asking import is_named_for, undecided
from cairn.stewardship.rules.asking import asking_policy
from cairn.stewardship.rules.redacting import WHO
from cairn.stewardship.verbs.asking import CLOCK
from cairn.stewardship.verbs.packing import Opened, words_of

# What people call the columns that hold most words; another one is "more".
PARTS = {
    WHO: _("Who wrote it"),
    "words": _("In their words"),
    "text": _("What is said"),
    "detail": _("More"),
    "kind": _("Kind"),
    "how_known": _("How they know"),
    "basis": _("How they know"),
    "reason": _("Reason"),
    "reasons": _("Reasons"),
    "feedback": _("What the sender was told"),
    "outcome": _("Outcome"),
    "doing": _("What they do"),
    "name": _("Name of the file"),
    "place": _("Place"),
    "where_text": _("Place"),
    "postcode": _("Postcode"),
    "adults": _("Adults"),
    "vehicles": _("Vehicles"),
    "other_children": _("Other children"),
    "must_not_be_told": _("Who must not find out"),
    "child_wants": _("What the child wants"),
    "sender_contact": _("How to reach the sender"),
    "recorded_at": _("Written on"),
    "raised_at": _("Raised on"),
    "occurred_from": _("It happened from"),
    "occurred_to": _("It happened until"),
    "known_at": _("Known since"),
    "happening": _("What they did, how often, from when to when"),
}
_MORE = _("Also noted")
_STILL = (StateOfRequest.COLLECTING, StateOfRequest.REVIEW)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request. What is empty has not happened; `is_mine` for the two who were named."""

    id: UUID
    reference: str
    child: str
    asked_by: str
    relation: Promise | str
    how_checked: str
    state: Promise | str
    received_at: datetime
    due_at: datetime
    is_late: bool
    source: str
    certainty: Promise
    extension_source: str
    extended_at: datetime | None
    extension_reason: str
    lead: str
    second: str
    is_mine: bool
    is_first: bool
    is_second: bool
    is_open: bool
    is_collected: bool
    is_agreed: bool
    may_extend: bool
    waiting: int
    given_out_at: datetime | None
    closing_reason: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal: what would be blacked out and why, and what was decided."""

    id: UUID
    words: str
    why: Promise | str
    ruling: Promise | str
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of an item with the proposals about it, and how it would go out."""

    name: str
    label: str
    words: str
    given_out: str
    proposals: tuple[ProposalLine, ...]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One row of what is held. `file_name` is the name under which a file goes out; empty where it does not."""

    id: UUID
    number: int
    thing: str
    parts: tuple[PartLine, ...]
    choices: tuple[tuple[str, str], ...]
    is_file: bool
    file_name: str


def request_line(request: AccessRequest, by: Actor) -> RequestLine:
    """One request, as this lead sees it."""
    policy = clocks.policy_for(CLOCK, request.nation, request.received_at)
    is_open = request.closed_at is None
    return RequestLine(
        id=request.pk,
        reference=request.reference,
        child=request.child_reference,
        asked_by=request.asked_by,
        relation=AskedBy(request.relation).label,
        how_checked=request.how_checked,
        state=StateOfRequest(request.state).label,
        received_at=request.received_at,
        due_at=request.due_at,
        is_late=is_open and request.due_at < now(),
        source=policy.source,
        certainty=certainty_words(policy.certainty),
        extension_source=asking_policy().source,
        extended_at=request.extended_at,
        extension_reason=request.extension_reason,
        lead=who(request.lead),
        second=who(request.second),
        is_mine=is_named_for(by, request),
        is_first=request.lead_id == by.membership_id,
        is_second=request.second_id == by.membership_id,
        is_open=is_open,
        is_collected=request.state in (StateOfRequest.REVIEW, StateOfRequest.AGREED),
        is_agreed=request.state == StateOfRequest.AGREED,
        may_extend=is_open and request.extended_at is None and request.due_at > now(),
        waiting=undecided(request, by),
        given_out_at=request.given_out_at,
        closing_reason=request.closing_reason,
    )


def item_lines(opened: Iterable[Opened]) -> tuple[ItemLine, ...]:
    """What was collected, item by item."""
    return tuple(_item(number, one) for number, one in enumerate(opened, start=1))


def _item(number: int, one: Opened) -> ItemLine:
    out = {part.name: part.words for part in one.given_out()}
    proposals: dict[str, list[ProposalLine]] = {}
    for each in one.redactions:
        proposals.setdefault(each.part, []).append(_proposal(each))
    parts = tuple(
        PartLine(part.name, part_label(part.name), part.words, out[part.name], tuple(proposals.get(part.name, ())))
        for part in one.parts
    )
    choices = tuple((part.name, part.label) for part in parts)
    file = one.file_given_out()
    name = f"{number}-{file.name}" if file else ""
    return ItemLine(one.item.pk, number, thing_name(one.item.thing), parts, choices, bool(one.item.file), name)


def _proposal(one: Redaction) -> ProposalLine:
    return ProposalLine(
        id=one.pk,
        words=words_of(one),
        why=Why(one.why).label,
        ruling=Ruling(one.ruling).label if one.ruling else "",
        reason=one.reason,
        who=who(one.ruled_by),
    )


def part_label(name: str) -> str:
    """What people call a column."""
    return str(PARTS.get(name, _MORE))
