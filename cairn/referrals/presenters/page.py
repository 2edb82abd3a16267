"""What the answer page shows, as plain values: what is asked, the child's wish, what is known, what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.concerns.queries import urgency_now
from cairn.core.ref import Ref
from cairn.duties.kinds import CERTAINTY_LABELS, DutyState
from cairn.duties.queries import open_about
from cairn.partnership.models import Membership
from cairn.referrals import queries
from cairn.referrals.kinds import WALES, Answer, Parity, Purpose, answer_label, threshold_text
from cairn.referrals.models import Decision, Referral
from cairn.referrals.presenters import known
from cairn.referrals.presenters.corroboration import LookedForLine, looked_for_lines
from cairn.referrals.rules import answers_of, count_to_show
from cairn.ui.parts import CardRow, ContactCard, Step
from cairn.ui.shell import Contact

_TAGS = {DutyState.DUE: "due", DutyState.DUE_SOON: "soon", DutyState.OVERDUE: "overdue"}


@dataclass(frozen=True, slots=True)
class Clock:
    """By when it must be done. `state` is the word that the tag of a deadline knows."""

    state: str
    due_at: datetime
    label: str
    certainty: str | Promise
    source: str


@dataclass(frozen=True, slots=True)
class Put:
    """A team that this child was put to, and its line of progress."""

    contact: Contact
    is_danger: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """The answer as it stands. `marked` says why it is marked; empty where it is not."""

    outcome: str
    by: str
    at: datetime
    decision: Decision
    marked: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """Everything on the page but its forms. `like_cases` pairs an answer with a count, or None for one too small."""

    referral: Referral
    reference: str
    child_href: str
    is_wales: bool
    is_danger: bool
    is_ours: bool
    urgency: str
    may_acknowledge: bool
    may_answer: bool
    may_look_again: bool
    may_change_urgency: bool
    clocks: tuple[Clock, ...]
    stories: tuple[known.Heard, ...]
    wishes: tuple[known.Heard, ...]
    must_not_be_told: tuple[str, ...]
    facts: tuple[CardRow, ...]
    puts: tuple[Put, ...]
    threshold: tuple[str | Promise, ...]
    like_cases: tuple[tuple[str, int | None], ...]
    sender: ContactCard
    sender_says: str
    hub: Contact | None
    was_called_again: bool
    answer_href: str
    given: Given | None
    looked_for: tuple[LookedForLine, ...]


def answer_page(referral: Referral, actor: Actor) -> AnswerPage:
    """The page for this actor: everything they may see, and which of the three deeds are theirs."""
    is_ours = referral.to_team_id in actor.team_ids
    puts = queries.puts_of(referral, actor)
    elsewhere = _decided_elsewhere(referral, puts) if is_ours else None
    claims = queries.facts_of(referral, actor)
    return AnswerPage(
        referral=referral,
        reference=referral.child.reference,
        child_href=child_href(referral),
        is_wales=referral.nation == WALES,
        is_danger=referral.purpose == Purpose.DANGER,
        is_ours=is_ours,
        urgency=_capital(str(urgency_now(referral.concern).label)),
        may_acknowledge=may_acknowledge(referral, actor),
        may_answer=_may_answer(referral, actor) and elsewhere is None,
        may_look_again=_may_look_again(referral, actor),
        may_change_urgency=Permission.CONCERN_URGENCY in actor.permissions,
        clocks=_clocks(referral, actor),
        stories=tuple(known.story(entry) for entry in queries.told_of(referral, actor)),
        wishes=tuple(known.wishes(claims, referral.concern)),
        must_not_be_told=known.must_not(claims),
        facts=(*known.facts(claims), *known.circumstances(referral.concern)),
        puts=tuple(_put(one) for one in puts),
        threshold=threshold_text(referral.nation),
        like_cases=_like_cases(referral, actor) if is_ours else (),
        sender=_sender(referral),
        sender_says=referral.concern.sender_contact,
        hub=_hub(),
        was_called_again=queries.was_called_again(referral),
        answer_href=reverse("referrals:answer", args=[elsewhere.pk]) if elsewhere else "",
        given=given_of(referral, actor) if referral.answered_at else None,
        looked_for=looked_for_lines(referral, actor),
    )


def child_href(referral: Referral) -> str:
    """The address of the child's page."""
    return reverse("children:child", args=[referral.child.reference])


def given_of(referral: Referral, actor: Actor) -> Given | None:
    """The answer as it stands, in the nation's words; None where there is none in sight."""
    decision = queries.answer_to(referral, actor)
    if decision is None:
        return None
    outcome = _capital(str(answer_label(Answer(decision.outcome), referral.nation)))
    marked = Parity(decision.parity).label if decision.parity else ""
    return Given(outcome, _name(decision.recorded_by), decision.recorded_at, decision, marked)


def draft_address(referral: Referral, draft_id: UUID) -> str:
    """Where the page's script saves what is being written; the first save begins the draft."""
    return f"{reverse('duties:draft', args=[draft_id])}?kind=answer&about={Ref('referral', referral.id)}"


def _decided_elsewhere(referral: Referral, puts: Iterable[Referral]) -> Referral | None:
    if referral.purpose != Purpose.DANGER:
        return None
    asked = (one for one in puts if one.purpose == Purpose.CHILD_PROTECTION)
    return next((one for one in asked if one.to_team_id == referral.to_team_id), None)


def _may_answer(referral: Referral, actor: Actor) -> bool:
    is_ours = referral.to_team_id in actor.team_ids
    return is_ours and not referral.answered_at and Permission.REFERRAL_ANSWER in actor.permissions


def _may_look_again(referral: Referral, actor: Actor) -> bool:
    may = referral.answered_at is not None and Permission.REFERRAL_ANSWER in actor.permissions
    return may and queries.look_back_owed(referral, actor) is not None


def may_acknowledge(referral: Referral, actor: Actor) -> bool:
    """Whether "I have it" waits to be pressed, and by this actor."""
    if referral.purpose != Purpose.DANGER or referral.acknowledged_at:
        return False
    is_theirs = referral.to_team_id in actor.team_ids or actor.is_hub
    return is_theirs and Permission.REFERRAL_ACKNOWLEDGE in actor.permissions


def _clocks(referral: Referral, actor: Actor) -> tuple[Clock, ...]:
    owed = open_about(Ref("referral", referral.id), actor=actor)
    return tuple(
        Clock(_TAGS[one.state], one.duty.due_at, one.label, CERTAINTY_LABELS[one.certainty], one.source)
        for one in owed
        if one.state in _TAGS
    )


def _put(one: Referral) -> Put:
    is_danger = one.purpose == Purpose.DANGER
    last = (
        Step(text=_("“I have it”"), at=one.acknowledged_at, detail=_name(one.acknowledged_by))
        if is_danger
        else Step(text=_("Decided"), at=one.answered_at)
    )
    steps = (
        Step(text=_("Delivered"), at=one.delivered_at),
        Step(text=_("Read"), at=one.read_at, detail=_name(one.read_by)),
        last,
    )
    number = one.to_team.phone or one.to_team.agency.phone
    contact = Contact(name=f"{one.to_team.name}, {one.to_team.agency.name}", number=number)
    return Put(contact, is_danger, steps)


def _like_cases(referral: Referral, actor: Actor) -> tuple[tuple[str, int | None], ...]:
    counts = queries.like_cases(referral, actor)
    nation = referral.nation
    return tuple(
        (_capital(str(answer_label(one, nation))), count_to_show(counts.get(one, 0))) for one in answers_of(nation)
    )


def _sender(referral: Referral) -> ContactCard:
    person = referral.recorded_by.practitioner if referral.recorded_by else None
    return ContactCard(
        name=person.name if person else referral.team.name,
        team=referral.team.name,
        agency=referral.team.agency.name,
        number=(person.phone if person else "") or referral.team.phone or referral.team.agency.phone,
    )


def _hub() -> Contact | None:
    hub = queries.hub_contact()
    number = (hub.phone or hub.agency.phone) if hub else ""
    return Contact(name=hub.name, number=number) if hub and number else None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _name(member: Membership | None) -> str:
    return str(member.practitioner.name) if member else ""
