"""Questions to other agencies as plain values: the list beside a child, one question, the table of response times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.presenters.guide import ground_shown
from cairn.core.clock import now
from cairn.core.ref import Ref
from cairn.duties.queries import open_about
from cairn.partnership.models import Team
from cairn.sharing.kinds import TELLING, WAITING, AskState, KnownFrom, RefusalGround, ReplyKind
from cairn.sharing.models import Ask, AskAnswer
from cairn.sharing.queries.asking import asks_about, replies_to
from cairn.sharing.queries.response_times import FEWEST, ResponseTime, response_times
from cairn.sharing.rules.gateways import Case, usable
from cairn.ui.formats import day
from cairn.ui.parts import Column

_STATES = {"due": "due", "due_soon": "soon", "overdue": "overdue"}
_USABLE = (AskState.ANSWERED, AskState.PART)


@dataclass(frozen=True, slots=True)
class AskLine:
    """One question in a list: whom, when, what, where it stands. `told` is the same as one sentence."""

    href: str
    asker: str
    asked: str
    question: str
    at: datetime
    state: str | Promise
    is_late: bool
    is_answered: bool
    told: str


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """One thing that was said to a question. Parts that do not belong to its kind are empty."""

    id: UUID
    kind: str | Promise
    who: str
    at: datetime
    words: str
    missing: str
    known_from: str | Promise
    sentence: str
    refusal_ground: str | Promise


@dataclass(frozen=True, slots=True)
class AskPage:
    """One question with what was said to it, and what this actor may do.

    `replies` is None for whoever only sees that it was asked: `story` then leads to the words. `child` is empty where
    the child itself is out of sight.
    """

    id: UUID
    asker: str
    asker_phone: str
    asked: str
    at: datetime
    question: str
    purpose: str
    sentence: str
    state: str | Promise
    due_state: str
    due_at: datetime | None
    withdrawn_reason: str
    replies: tuple[ReplyShown, ...] | None
    child: str
    may_answer: bool
    may_withdraw: bool
    may_review: bool


def lines_about(child: Child, actor: Actor) -> tuple[AskLine, ...]:
    """What other agencies were asked about a child, as far as this actor may see it, the newest first."""
    return tuple(_line(one) for one in asks_about(child.id, actor))


def ask_page(ask: Ask, actor: Actor) -> AskPage:
    """One question as this actor may see it."""
    owed = open_about(Ref("ask", ask.id), actor=actor)
    sides = {ask.team_id, ask.to_team_id}
    reads = actor.is_hub or bool(sides.intersection(actor.team_ids))
    is_open = ask.state in WAITING
    reference = Child.objects.visible_to(actor).filter(pk=ask.child_id).values_list("reference", flat=True).first()
    return AskPage(
        id=ask.id,
        asker=_team(ask.team),
        asker_phone=ask.team.phone or ask.team.agency.phone,
        asked=_team(ask.to_team),
        at=ask.asked_at,
        question=ask.question,
        purpose=ask.purpose,
        sentence=ask.sentence,
        state=AskState(ask.state).label,
        due_state=_STATES[owed[0].state.value] if owed else "",
        due_at=owed[0].duty.due_at if owed else None,
        withdrawn_reason=ask.withdrawn_reason,
        replies=tuple(_reply(one) for one in replies_to(ask, actor)) if reads else None,
        child=reference or "",
        may_answer=is_open and actor.may(Permission.ASK_ANSWER, ask),
        may_withdraw=(is_open or ask.state == AskState.REFUSED) and actor.may(Permission.ASK_SEND, ask),
        may_review=ask.state == AskState.REFUSED and actor.may(Permission.REFUSAL_REVIEW, ask),
    )


def ground_choices(case: Case) -> list[tuple[str, str]]:
    """The lawful grounds that a form offers, the strongest first; what is not checked says so."""
    found = []
    for one in usable(case):
        shown = ground_shown(one)
        words = shown.label if shown.is_verified else f"{shown.label} ({shown.certainty})"
        found.append((one.code, words))
    return found


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One agency's figures in words; "fewer than 5" where they are too few to show."""

    agency: str
    number: str
    median: str
    in_time: str
    refused: str


@dataclass(frozen=True, slots=True)
class TimesPage:
    """The table of response times."""

    lines: tuple[TimeLine, ...]
    columns: tuple[Column, ...]


def times_page() -> TimesPage:
    """How soon each agency answers. No child, no team, no person."""
    heads = (_("Asked, and answered or due"), _("Half were answered within"), _("Answered in time"), _("Refused"))
    columns = (Column(label=_("Agency")), *(Column(label=head, is_numeric=True) for head in heads))
    return TimesPage(tuple(_time_line(one) for one in response_times()), columns)


def _time_line(one: ResponseTime) -> TimeLine:
    few = _("fewer than %(fewest)s") % {"fewest": FEWEST}
    if one.number is None:
        return TimeLine(one.agency, few, "–", "–", "–")
    took = _took(one.median) if one.median is not None else _("none was answered")
    return TimeLine(one.agency, str(one.number), took, _share(one.in_time), _share(one.refused))


def _took(span: timedelta) -> str:
    hours = max(1, round(span / timedelta(hours=1)))
    if hours < 48:  # noqa: PLR2004 (two days)
        return ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
    days = round(span / timedelta(days=1))
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _share(part: float | None) -> str:
    return f"{round(100 * (part or 0))} %"


def asks_columns() -> tuple[Column, ...]:
    """The heads of the table of questions."""
    heads: Iterable[str] = (_("Asked"), _("By"), _("When"), _("What"), _("Where it stands"))
    return tuple(Column(label=head) for head in heads)


def answered_lines(lines: Sequence[AskLine]) -> list[AskLine]:
    """Those of them with an answer that can be used instead of asking again."""
    return [one for one in lines if one.is_answered]


def _line(ask: Ask) -> AskLine:
    state = AskState(ask.state)
    named = {"agency": ask.to_team.agency.name, "day": day(ask.asked_at), "purpose": ask.purpose, "state": state.label}
    return AskLine(
        href=reverse("children:asked", args=[ask.id]),
        asker=_team(ask.team),
        asked=_team(ask.to_team),
        question=ask.question,
        at=ask.asked_at,
        state=state.label,
        is_late=state in WAITING and ask.due_at < now(),
        is_answered=state in _USABLE,
        told=_("%(agency)s was asked on %(day)s for “%(purpose)s”: %(state)s") % named,
    )


def _reply(one: AskAnswer) -> ReplyShown:
    kind = ReplyKind(one.kind)
    person = one.said_by.practitioner.name if one.said_by else ""
    return ReplyShown(
        id=one.id,
        kind=kind.label,
        who=", ".join(filter(None, (person, _team(one.team)))),
        at=one.said_at,
        words=one.words,
        missing=one.missing,
        known_from=KnownFrom(one.known_from).label if kind in TELLING else "",
        sentence=one.sentence,
        refusal_ground=RefusalGround(one.refusal_ground).label if one.refusal_ground else "",
    )


def _team(team: Team) -> str:
    return _("%(team)s, %(agency)s") % {"team": team.name, "agency": team.agency.name}
