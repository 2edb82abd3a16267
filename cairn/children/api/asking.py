"""Asking another agency about a child, and answering it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from cairn.access.actor import Actor
from cairn.access.api.asking import caller
from cairn.access.api.shapes import (
    Asked,
    Day,
    Limit,
    Listed,
    Needed,
    NeededLine,
    OneLine,
    PageNo,
    Short,
    Shown,
    Slug,
    YesNo,
    cut,
    page_of,
    spoken,
)
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.verbs import ask_others, find_child, open_child
from cairn.core.errors import NotFound, Refused
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.partnership.api.receipts import CREATED, KEYED, once
from cairn.partnership.api.versions import SEEN, revision_seen
from cairn.partnership.models import Team
from cairn.sharing import verbs as sharing
from cairn.sharing.kinds import KnownFrom, RefusalGround, ReplyKind
from cairn.sharing.models import Ask, AskAnswer
from cairn.sharing.queries.asking import asks_of, asks_seen, replies_to
from cairn.sharing.rules.asking import ReplySaid

router = Router(tags=["Asking another agency"])
_PURPOSE = "api"
Question = Annotated[Needed, Field(max_length=4000)]
Owed = Annotated[str, Field(pattern="^(by_us|to_us)?$")]


class AskAsked(Asked):
    """A question: to which team (its slug), what, what for, on which lawful ground (its code), by when at the latest.

    `is_new` says that what that agency was asked about this child before was looked at. A question that is to enforce
    immigration law says `for_enforcement`, and is refused: people ask that on a page of its own.
    """

    to_team: Slug
    question: Question
    purpose: NeededLine
    ground: Short
    specially_protected: YesNo = False
    needed_by: Day | None = None
    is_new: YesNo = False
    for_enforcement: YesNo = False


class ReplyAsked(Asked):
    """An answer, a part of one with what is still to come, or a refusal with its ground. A person gives it."""

    kind: ReplyKind
    words: Needed
    missing: OneLine = ""
    known_from: KnownFrom | None = None
    ground: Short = ""
    specially_protected: YesNo = False
    refusal_ground: RefusalGround | None = None

    def said(self) -> ReplySaid:
        """The same, as the verb takes it."""
        return ReplySaid(
            kind=ReplyKind(self.kind),
            words=self.words,
            missing=self.missing,
            known_from=self.known_from or "",
            ground=self.ground,
            is_sensitive=self.specially_protected,
            refusal_ground=self.refusal_ground or "",
        )


class WithdrawalAsked(Asked):
    """Why a question is taken back."""

    reason: NeededLine


class ReplyShown(Shown):
    """Something that was said to a question."""

    id: UUID
    kind: str
    team: str
    agency: str
    said_at: datetime
    words: str
    missing: str
    known_from: str
    ground: str
    sentence: str
    refusal_ground: str


class AskShown(Shown):
    """A question of one team to another. `child` is null for whoever does not see the child; `replies` is empty for
    whoever only sees that it was asked."""

    id: UUID
    revision: int
    child: str | None
    from_team: str
    from_agency: str
    to_team: str
    to_agency: str
    question: str
    purpose: str
    ground: str
    sentence: str
    state: str
    asked_at: datetime
    due_at: datetime
    first_reply_at: datetime | None
    settled_at: datetime | None
    replies: list[ReplyShown]


@router.post(
    "/children/{reference}/asks",
    response={CREATED: AskShown},
    operation_id="ask_agency",
    summary="Ask another agency about a child",
    openapi_extra=KEYED,
)
def ask_agency(request: HttpRequest, reference: str, sent: AskAsked) -> AskShown:
    """The asked team sees what is written here and nothing else of the child; it owes an answer by a clock."""
    by = caller(request)

    def do(_key: str) -> Ref:
        child = find_child(reference=spoken(reference), by=by)
        return Ref("ask", ask_others(child=child, said=_said(sent, by), by=by).id)

    return _made(once(request, do, by).id, by)


@router.get(
    "/children/{reference}/asks", response=Listed[AskShown], operation_id="asks_about", summary="What was asked already"
)
def asks_about(request: HttpRequest, reference: str, page: PageNo = 1, limit: Limit = 50) -> object:
    """What other agencies were asked about a child, the newest first, as the caller may see it."""
    by = caller(request, "page", "limit")
    child = open_child(reference=spoken(reference), by=by, purpose=_PURPOSE)
    rows = asks_seen(by).filter(child_id=child.id).order_by("-asked_at", "-id")
    found, has_more = cut(rows, page, limit)
    return page_of(_listed(found, by), page=page, limit=limit, has_more=has_more)


@router.get("/asks", response=Listed[AskShown], operation_id="asks", summary="What the caller asked or was asked")
def asks(request: HttpRequest, owed: Owed = "", page: PageNo = 1, limit: Limit = 50) -> object:
    """Questions of the caller's own teams and to them, the newest first; `owed` is `by_us` or `to_us`."""
    by = caller(request, "owed", "page", "limit")
    by.require(Permission.CHILD_OPEN)
    found, has_more = cut(asks_of(by, owed=owed), page, limit)
    ledger.listed(by=by, child_ids={one.child_id for one in found})
    return page_of(_listed(found, by), page=page, limit=limit, has_more=has_more)


@router.get("/asks/{uuid:ask_id}", response=AskShown, operation_id="ask_one", summary="One question")
def ask_one(request: HttpRequest, ask_id: UUID, response: HttpResponse) -> AskShown:
    """With its version as ETag. The look is remembered."""
    by = caller(request)
    one = sharing.open_ask(ask_id=ask_id, by=by)
    response["ETag"] = f'"{one.revision}"'
    return _listed([one], by)[0]


@router.post(
    "/asks/{uuid:ask_id}/answers",
    response={CREATED: AskShown},
    operation_id="answer_ask",
    summary="Answer a question, or refuse it with a ground",
    openapi_extra=SEEN,
)
def answer(request: HttpRequest, ask_id: UUID, sent: ReplyAsked) -> AskShown:
    """By a person of the team that was asked; a system never decides for one. A refusal is looked at by another."""
    by, revision = caller(request), revision_seen(request)

    def do(_key: str) -> Ref:
        one = sharing.find_ask(ask_id=ask_id, by=by)
        sharing.answer_ask(ask=one, said=sent.said(), revision=revision, by=by)
        return Ref("ask", one.id)

    return _made(once(request, do, by).id, by)


@router.post(
    "/asks/{uuid:ask_id}/withdrawals",
    response={CREATED: AskShown},
    operation_id="withdraw_ask",
    summary="Take a question back",
    openapi_extra=SEEN,
)
def withdraw(request: HttpRequest, ask_id: UUID, sent: WithdrawalAsked) -> AskShown:
    """By the team that asked. What came back stays."""
    by, revision = caller(request), revision_seen(request)

    def do(_key: str) -> Ref:
        one = sharing.find_ask(ask_id=ask_id, by=by)
        sharing.withdraw_ask(ask=one, reason=sent.reason, revision=revision, by=by)
        return Ref("ask", one.id)

    return _made(once(request, do, by).id, by)


def _said(sent: AskAsked, by: Actor) -> sharing.AskSaid:
    team = Team.objects.visible_to(by).select_related("agency").filter(slug=sent.to_team).first()
    if team is None:
        raise Refused("no_such_team", slug=sent.to_team)
    return sharing.AskSaid(
        to_team=team,
        question=sent.question,
        purpose=sent.purpose,
        ground=sent.ground,
        is_sensitive=sent.specially_protected,
        needed_by=sent.needed_by,
        is_new=sent.is_new,
        for_enforcement=sent.for_enforcement,
    )


def _made(ask_id: UUID, by: Actor) -> AskShown:
    one = asks_seen(by).filter(pk=ask_id).first()
    if one is None:
        raise NotFound
    return _listed([one], by)[0]


def _listed(rows: list[Ask], by: Actor) -> list[AskShown]:
    asked = {one.child_id for one in rows}
    references = dict(Child.objects.visible_to(by).filter(pk__in=asked).values_list("pk", "reference"))
    return [_shown(one, references.get(one.child_id), by) for one in rows]


def _shown(one: Ask, child: str | None, by: Actor) -> AskShown:
    return AskShown(
        id=one.id,
        revision=one.revision,
        child=child,
        from_team=one.team.name,
        from_agency=one.team.agency.name,
        to_team=one.to_team.name,
        to_agency=one.to_team.agency.name,
        question=one.question,
        purpose=one.purpose,
        ground=one.ground,
        sentence=one.sentence,
        state=one.state,
        asked_at=one.asked_at,
        due_at=one.due_at,
        first_reply_at=one.first_reply_at,
        settled_at=one.settled_at,
        replies=[_reply(each) for each in replies_to(one, by)],
    )


def _reply(one: AskAnswer) -> ReplyShown:
    return ReplyShown(
        id=one.id,
        kind=one.kind,
        team=one.team.name,
        agency=one.team.agency.name,
        said_at=one.said_at,
        words=one.words,
        missing=one.missing,
        known_from=one.known_from,
        ground=one.ground,
        sentence=one.sentence,
        refusal_ground=one.refusal_ground,
    )
