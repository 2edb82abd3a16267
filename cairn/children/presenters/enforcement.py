"""What immigration enforcement asks, as plain values: for those who ask, and for those around the child (R-060)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds.enforcement import EnforcementState, EnforcementWord
from cairn.children.models import Child, EnforcementQuestion, EnforcementReply, EnforcementRequest
from cairn.children.presenters.finding import whom_to_ring
from cairn.children.queries import enforcement as queries
from cairn.core.clock import now
from cairn.duties.kinds import CERTAINTY_LABELS, Certainty
from cairn.partnership.models import Team
from cairn.sharing.queries.enforcement import use_here
from cairn.sharing.rules.gateways import every_gateway, for_enforcement
from cairn.ui.shell import Contact


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request for those who asked. Refused, not answered and no such child read alike."""

    id: UUID
    reference: str
    question: str
    sentence: str
    at: datetime
    due_at: datetime
    stands: str
    given: str
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class ForEnforcementPage:
    """Whether anything may be asked for here, on which grounds, whom to ring instead; and what was asked already."""

    is_on: bool
    policy: str
    grounds: tuple[tuple[str, str], ...]
    ring: Contact
    lines: tuple[RequestLine, ...]


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One thing that was said to it. `words` are what was given, or would be."""

    word: str | Promise
    who: str
    at: datetime
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What enforcement asks about a child, for those around it, and what this actor may do."""

    id: UUID
    child: str
    asker: str
    asker_phone: str
    asked: str
    at: datetime
    due_at: datetime
    question: str
    sentence: str
    certainty: str
    state: str | Promise
    is_settled: bool
    replies: tuple[ReplyLine, ...]
    may_answer: bool
    may_agree: bool


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One of them in a list about a child."""

    href: str
    asker: str
    at: datetime
    state: str | Promise


def for_enforcement_page(team: Team, actor: Actor) -> ForEnforcementPage:
    """The page on which somebody asks, in the actor's team. It holds nothing of any child."""
    case = queries.asking_case(team)
    use = use_here(case.nation.value)
    shown = _("%(source)s. %(certainty)s.")
    return ForEnforcementPage(
        is_on=use is not None and use.is_used,
        policy=shown % {"source": use.source, "certainty": CERTAINTY_LABELS[Certainty(use.certainty)]} if use else "",
        grounds=tuple((one.code, one.label_in(_language())) for one in for_enforcement(case)),
        ring=whom_to_ring(),
        lines=tuple(_line(one, queries.given_to(one, actor)) for one in queries.requests_of(actor)),
    )


def request_line(request: EnforcementRequest, given: EnforcementReply | None) -> RequestLine:
    """One request with what was given to it, if anything was."""
    return _line(request, given)


def question_page(question: EnforcementQuestion, actor: Actor) -> QuestionPage:
    """What enforcement asks about a child, as somebody around the child reads it."""
    reference = Child.objects.visible_to(actor).filter(pk=question.child_id).values_list("reference", flat=True).first()
    is_open, waits = question.state == EnforcementState.OPEN, question.state == EnforcementState.SECOND
    may_review = waits and actor.may(Permission.REFUSAL_REVIEW)
    return QuestionPage(
        id=question.id,
        child=reference or "",
        asker=", ".join((question.asked_by.practitioner.name, _team(question.asker_team))),
        asker_phone=question.asker_team.phone or question.asker_team.agency.phone,
        asked=_team(question.team),
        at=question.asked_at,
        due_at=question.due_at,
        question=question.question,
        sentence=question.sentence,
        certainty=_certainty_of(question),
        state=EnforcementState(question.state).label,
        is_settled=not (is_open or waits),
        replies=tuple(_reply(one) for one in queries.replies_to_question(question, actor)),
        may_answer=is_open and actor.may(Permission.ASK_ANSWER) and queries.may_answer_enforcement(actor, question),
        may_agree=may_review and queries.may_agree_to_enforcement(actor, question),
    )


def lines_about_child(child: Child, actor: Actor) -> tuple[QuestionLine, ...]:
    """What enforcement asked about a child, the newest first."""
    return tuple(
        QuestionLine(
            href=reverse("children:enforcement_question", args=[one.id]),
            asker=_team(one.asker_team),
            at=one.asked_at,
            state=EnforcementState(one.state).label,
        )
        for one in queries.questions_about(child, actor)
    )


def _line(request: EnforcementRequest, given: EnforcementReply | None) -> RequestLine:
    return RequestLine(
        id=request.id,
        reference=request.reference,
        question=request.question,
        sentence=request.sentence,
        at=request.asked_at,
        due_at=request.due_at,
        stands=_stands(request, given),
        given=given.words if given else "",
        given_at=given.recorded_at if given else None,
    )


def _stands(request: EnforcementRequest, given: EnforcementReply | None) -> str:
    if given:
        return _("Something was given. Read it below.")
    if request.due_at > now():
        return _("If there is a child with this reference, those around the child were told. Nothing was given so far.")
    return _("Nothing was given. It does not tell you whether there is such a child.")


def _reply(one: EnforcementReply) -> ReplyLine:
    person = one.recorded_by.practitioner.name if one.recorded_by else ""
    return ReplyLine(
        word=EnforcementWord(one.word).label,
        who=", ".join(filter(None, (person, _team(one.team)))),
        at=one.recorded_at,
        words=one.words,
        reason=one.reason,
    )


def _certainty_of(question: EnforcementQuestion) -> str:
    found = (one for one in every_gateway() if one.code == question.ground and one.nation.value == question.nation)
    one = next(found, None)
    return str(CERTAINTY_LABELS[one.certainty]) if one else ""


def _language() -> str:
    return get_language() or "en"


def _team(team: Team) -> str:
    return _("%(team)s, %(agency)s") % {"team": team.name, "agency": team.agency.name}
