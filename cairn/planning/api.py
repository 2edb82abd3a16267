"""What teams do with a child, when they see it, and what one of them could do, in the API (R-012)."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from cairn.access.actor import Actor
from cairn.access.api.asking import caller
from cairn.access.api.shapes import Asked, Day, Limit, Listed, NeededLine, OneLine, PageNo, Shown, cut, page_of, spoken
from cairn.children.models import Child
from cairn.children.verbs import find_child, open_child
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.partnership.api.receipts import CREATED, KEYED, once
from cairn.planning import verbs
from cairn.planning.kinds import AnswerKind, ContactWay, PartOfDay
from cairn.planning.models import Contact, SuggestionAnswer, Withdrawal, Work
from cairn.planning.queries import suggestions as asking
from cairn.planning.queries.plans import contacts, plan_of, stands, withdrawals, works
from cairn.planning.rules.saying import WHO, WORDS, ContactSaid, WorkSaid
from cairn.sharing.api.withholding import WithholdAsked

router = Router(tags=["Plan"])
_PURPOSE = "api"
Who = Annotated[NeededLine, Field(max_length=WHO)]
Own = Annotated[OneLine, Field(max_length=WORDS)]


class WorkAsked(Asked):
    """What the caller's team does with a child: `purpose` is a code of the partnership's list; `other` says what in
    `words`. Without `until` it goes on. With `withhold` it is kept from the agencies named, with its visits."""

    purpose: Annotated[OneLine, Field(min_length=1, max_length=40)]
    words: Own = ""
    start: Day
    until: Day | None = None
    withhold: WithholdAsked | None = None

    def said(self) -> WorkSaid:
        """The same, as the verb takes it."""
        return WorkSaid(purpose=self.purpose, words=self.words, start=self.start, until=self.until)


class ContactAsked(Asked):
    """A day on which somebody of the caller's team sees or rings a child. It says nothing of where."""

    work_id: UUID
    on: Day
    part: PartOfDay = PartOfDay.OPEN
    way: ContactWay = ContactWay.IN_PERSON
    who: Who

    def said(self) -> ContactSaid:
        """The same, as the verb takes it."""
        return ContactSaid(
            work_id=self.work_id, on=self.on, part=PartOfDay(self.part), way=ContactWay(self.way), who=self.who
        )


class WhyAsked(Asked):
    """Why something is taken out; everybody who works with the child reads it."""

    why: NeededLine


class AnswerAsked(WhyAsked):
    """What the caller's team answers: `withdraw` leaves it to the others and takes out its work, or of a full week the
    `contacts` named; `decline` goes on."""

    answer: AnswerKind
    contacts: Annotated[list[UUID], Field(max_length=100, default_factory=list)]


class WorkShown(Shown):
    """A piece of work. `standing` is false once it was taken out; `why` then says why."""

    id: UUID
    purpose: str
    words: str
    start: date
    until: date | None
    team: str
    agency: str
    recorded_at: datetime
    standing: bool
    why: str


class ContactShown(Shown):
    """A visit or call. `standing` is false once it was taken out, or went with its work."""

    id: UUID
    work_id: UUID
    on: date
    part: str
    way: str
    who: str
    team: str
    agency: str
    standing: bool


class AnswerShown(Shown):
    """What one team answered."""

    team: str
    answer: str
    why: str
    answered_at: datetime


class SuggestionShown(Shown):
    """What several teams are asked: `same_work` with its pieces of `work`, or `full_week` with its `contacts`.

    `may_answer` says whether the caller's team has still to answer."""

    id: UUID
    kind: str
    week_from: date | None
    work: list[UUID]
    contacts: list[UUID]
    answers: list[AnswerShown]
    may_answer: bool


@router.get(
    "/children/{reference}/pieces-of-work",
    response=Listed[WorkShown],
    operation_id="works",
    summary="What teams do with a child",
)
def list_work(request: HttpRequest, reference: str, page: PageNo = 1, limit: Limit = 50) -> object:
    """As the caller may see it, also what was taken out. The look is remembered."""
    by = caller(request, "page", "limit")
    child = open_child(reference=spoken(reference), by=by, purpose=_PURPOSE)
    found, has_more = cut(works(child, by), page, limit)
    gone = withdrawals(child, by)
    return page_of([_work(one, gone.get(one.id)) for one in found], page=page, limit=limit, has_more=has_more)


@router.post(
    "/children/{reference}/pieces-of-work",
    response={CREATED: WorkShown},
    operation_id="say_work",
    summary="Say what the caller’s team does with a child",
    openapi_extra=KEYED,
)
def say_work(request: HttpRequest, reference: str, sent: WorkAsked) -> WorkShown:
    """For a team around the child, also by its agency's system. Where another plans the same, both are asked."""
    by = caller(request)
    child = find_child(reference=spoken(reference), by=by)

    def do(_key: str) -> Ref:
        hold = sent.withhold.said(by) if sent.withhold else None
        return Ref("work", verbs.say_work(child=child, said=sent.said(), by=by, hold=hold).id)

    return _work_by_id(once(request, do, by).id, child, by)


@router.post(
    "/children/{reference}/pieces-of-work/{uuid:work_id}/withdraw",
    response={CREATED: WorkShown},
    operation_id="withdraw_work",
    summary="Say that the caller’s team does this no longer",
    openapi_extra=KEYED,
)
def withdraw_work(request: HttpRequest, reference: str, work_id: UUID, sent: WhyAsked) -> WorkShown:
    """Its visits and calls from today on go with it. Nothing is overwritten."""
    by = caller(request)
    child = find_child(reference=spoken(reference), by=by)

    def do(_key: str) -> Ref:
        verbs.withdraw_work(child=child, work_id=work_id, why=sent.why, by=by)
        return Ref("work", work_id)

    return _work_by_id(once(request, do, by).id, child, by)


@router.get(
    "/children/{reference}/contacts",
    response=Listed[ContactShown],
    operation_id="contacts",
    summary="Who sees or rings a child when",
)
def list_contacts(request: HttpRequest, reference: str, page: PageNo = 1, limit: Limit = 50) -> object:
    """In the order of the days, as the caller may see them; of a child at a safe address, for named people alone."""
    by = caller(request, "page", "limit")
    child = open_child(reference=spoken(reference), by=by, purpose=_PURPOSE)
    found, has_more = cut(contacts(child, by), page, limit)
    gone = withdrawals(child, by)
    return page_of([_contact(one, gone) for one in found], page=page, limit=limit, has_more=has_more)


@router.post(
    "/children/{reference}/contacts",
    response={CREATED: ContactShown},
    operation_id="arrange_contact",
    summary="Put a visit or call of the caller’s team into a child’s diary",
    openapi_extra=KEYED,
)
def arrange_contact(request: HttpRequest, reference: str, sent: ContactAsked) -> ContactShown:
    """For a piece of work that the caller's team does at present."""
    by = caller(request)
    child = find_child(reference=spoken(reference), by=by)

    def do(_key: str) -> Ref:
        return Ref("contact", verbs.arrange_contact(child=child, said=sent.said(), by=by).id)

    return _contact_by_id(once(request, do, by).id, child, by)


@router.post(
    "/children/{reference}/contacts/{uuid:contact_id}/withdraw",
    response={CREATED: ContactShown},
    operation_id="withdraw_contact",
    summary="Take a visit or call of the caller’s team out of a child’s diary",
    openapi_extra=KEYED,
)
def withdraw_contact(request: HttpRequest, reference: str, contact_id: UUID, sent: WhyAsked) -> ContactShown:
    """Nothing is overwritten."""
    by = caller(request)
    child = find_child(reference=spoken(reference), by=by)

    def do(_key: str) -> Ref:
        verbs.withdraw_contact(child=child, contact_id=contact_id, why=sent.why, by=by)
        return Ref("contact", contact_id)

    return _contact_by_id(once(request, do, by).id, child, by)


@router.get(
    "/children/{reference}/suggestions",
    response=list[SuggestionShown],
    operation_id="suggestions",
    summary="What one of several teams could do",
)
def list_suggestions(request: HttpRequest, reference: str) -> list[SuggestionShown]:
    """Those that stand by what the caller sees of the plan, the newest first."""
    by = caller(request)
    child = open_child(reference=spoken(reference), by=by, purpose=_PURPOSE)
    return [_suggestion(one, by) for one in asking.asked(child, by, plan_of(child, by))]


@router.post(
    "/children/{reference}/suggestions/{uuid:suggestion_id}/answers",
    response={CREATED: AnswerShown},
    operation_id="answer_suggestion",
    summary="Leave it to the others, or say why the caller’s team goes on",
    openapi_extra=KEYED,
)
def answer_suggestion(request: HttpRequest, reference: str, suggestion_id: UUID, sent: AnswerAsked) -> AnswerShown:
    """By a person, one answer a team. What was answered is not asked again unless something is added."""
    by = caller(request)
    child = find_child(reference=spoken(reference), by=by)

    def do(_key: str) -> Ref:
        if sent.answer == AnswerKind.DECLINE:
            made = verbs.go_on(child=child, suggestion_id=suggestion_id, why=sent.why, by=by)
        else:
            made = verbs.leave_to_others(
                child=child, suggestion_id=suggestion_id, why=sent.why, by=by, contact_ids=sent.contacts
            )
        return Ref("suggestion_answer", made.id)

    answered = asking.answer_of(once(request, do, by).id, by)
    if answered is None:
        raise NotFound
    return _answer(answered)


def _work_by_id(work_id: UUID, child: Child, by: Actor) -> WorkShown:
    found = works(child, by).filter(pk=work_id).first()
    if found is None:
        raise NotFound
    return _work(found, withdrawals(child, by).get(work_id))


def _contact_by_id(contact_id: UUID, child: Child, by: Actor) -> ContactShown:
    found = contacts(child, by).filter(pk=contact_id).first()
    if found is None:
        raise NotFound
    return _contact(found, withdrawals(child, by))


def _work(one: Work, gone: Withdrawal | None) -> WorkShown:
    same = ("id", "purpose", "words", "start", "until", "recorded_at")
    return WorkShown(
        **{name: getattr(one, name) for name in same},
        team=one.team.name,
        agency=one.team.agency.name,
        standing=gone is None,
        why=gone.why if gone else "",
    )


def _contact(one: Contact, gone: dict[UUID, Withdrawal]) -> ContactShown:
    return ContactShown(
        **{name: getattr(one, name) for name in ("id", "work_id", "on", "part", "way", "who")},
        team=one.team.name,
        agency=one.team.agency.name,
        standing=stands(one, gone),
    )


def _suggestion(one: asking.Asked, by: Actor) -> SuggestionShown:
    return SuggestionShown(
        id=one.suggestion.id,
        kind=one.suggestion.kind,
        week_from=one.suggestion.monday,
        work=[each.id for each in one.works],
        contacts=[each.id for each in one.contacts],
        answers=[_answer(each) for each in one.answers],
        may_answer=bool(one.waiting & set(by.team_ids)),
    )


def _answer(one: SuggestionAnswer) -> AnswerShown:
    return AnswerShown(team=one.team.name, answer=one.kind, why=one.why, answered_at=one.recorded_at)
