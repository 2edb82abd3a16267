"""What a child's page shows of referrals: decisions with reasons, answers owed to a sender, danger at the door."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.children.presenters.child import OwnPart
from cairn.referrals.kinds import Answer, Parity, Purpose, answer_label
from cairn.referrals.models import Decision, Referral
from cairn.referrals.queries import danger_undecided
from cairn.ui.formats import day_and_time
from cairn.ui.parts import CardRow, Step

_MOST = 50


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: the outcome in the nation's words, why, what would change it, when to look again, why marked."""

    outcome: str
    at: datetime
    who: str
    reasons: str
    feedback: str
    would_change: str
    no_capacity: bool
    review_on: date | None
    marked: str


@dataclass(frozen=True, slots=True)
class Referred:
    """One referral of the child: who asked whom for what, where it stands, and the decisions that answered it."""

    asked: str
    sender: str
    receiver: str
    number: str
    steps: tuple[Step, ...]
    decisions: list[Decided]
    href: str


def decisions_section(child: Child, actor: Actor) -> dict[str, Any]:
    """Every referral of the child with its decisions, the newest first."""
    return {"referrals": _referred(_seen(child, actor), actor)}


def owed_part(child: Child, actor: Actor) -> OwnPart:
    """What became of what the actor's own team sent: for who has only told us something."""
    mine = [one for one in _seen(child, actor) if one.team_id in actor.team_ids]
    return OwnPart("referrals/tab_owed.html", {"referrals": _referred(mine, actor)})


def danger_rows(child: Child, actor: Actor) -> Sequence[CardRow]:
    """The card's first row while somebody has said that the child is in danger and nobody has decided yet."""
    first = danger_undecided(child, actor)
    if first is None:
        return ()
    parts = {"when": day_and_time(first.delivered_at), "team": first.to_team.name}
    if first.acknowledged_at is None:
        words = _("Danger was reported on %(when)s. %(team)s has not yet said “I have it”.") % parts
    else:
        words = _("Danger was reported on %(when)s. %(team)s has it.") % parts
    return (CardRow(label=_("In danger"), value=words, is_warning=True),)


def _seen(child: Child, actor: Actor) -> list[Referral]:
    rows = Referral.objects.visible_to(actor).filter(child=child)
    return list(rows.select_related("team__agency", "to_team__agency").order_by("-delivered_at", "-id")[:_MOST])


def _referred(referrals: Iterable[Referral], actor: Actor) -> list[Referred]:
    sent = list(referrals)
    decided: dict[object, list[Decision]] = {}
    answers = Decision.objects.visible_to(actor).filter(referral__in=[one.pk for one in sent])
    for one in answers.select_related("team__agency").order_by("-recorded_at", "-id"):
        decided.setdefault(one.referral_id, []).append(one)
    return [_one(one, decided.get(one.pk, []), actor) for one in sent]


def _one(referral: Referral, decisions: list[Decision], actor: Actor) -> Referred:
    receiver = referral.to_team
    is_theirs = receiver.pk in actor.team_ids or actor.is_hub
    return Referred(
        asked=str(referral.get_purpose_display()),
        sender=f"{referral.team.name}, {referral.team.agency.name}",
        receiver=f"{receiver.name}, {receiver.agency.name}",
        number=receiver.phone or receiver.agency.phone,
        steps=_steps(referral),
        decisions=[_decided(one, referral.nation) for one in decisions],
        href=reverse("referrals:answer", args=[referral.pk]) if is_theirs else "",
    )


def _steps(referral: Referral) -> tuple[Step, ...]:
    steps = [Step(text=_("Delivered"), at=referral.delivered_at), Step(text=_("Read"), at=referral.read_at)]
    if referral.purpose == Purpose.DANGER:
        return (*steps, Step(text=_("“I have it”"), at=referral.acknowledged_at))
    return (*steps, Step(text=_("Decided"), at=referral.answered_at))


def _decided(decision: Decision, nation: str) -> Decided:
    return Decided(
        outcome=str(answer_label(Answer(decision.outcome), nation)),
        at=decision.recorded_at,
        who=f"{decision.team.name}, {decision.team.agency.name}",
        reasons=decision.reasons,
        feedback=decision.feedback,
        would_change=decision.would_change,
        no_capacity=decision.no_capacity,
        review_on=decision.review_on,
        marked=str(Parity(decision.parity).label) if decision.parity else "",
    )
