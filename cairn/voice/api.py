"""Telling a child who knows what and why, in the API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
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
    Paragraph,
    Short,
    Shown,
    Words,
    YesNo,
    cut,
    page_of,
    spoken,
)
from cairn.children.models import Child
from cairn.children.verbs import find_child, open_child
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.partnership.api.receipts import CREATED, KEYED, once
from cairn.voice import verbs
from cairn.voice.kinds import Copy, HandOver, Interpreting, NotYet, SheetLanguage, View
from cairn.voice.kinds import Shown as HowShown
from cairn.voice.models import Telling
from cairn.voice.queries import speaking
from cairn.voice.queries.tellings import own_words, tellings
from cairn.voice.rules.saying import NotYetSaid, SheetSaid, ToldSaid
from cairn.voice.rules.sheet import Part

router = Router(tags=["Telling the child"])
_PURPOSE = "api"
Told = Annotated[Needed, Field(max_length=4000)]
Name = Annotated[OneLine, Field(max_length=200)]


class SheetAsked(Asked):
    """Which sheet: the language; `kind` is `together`, or, only if it is safe to be found, `away` for a copy that the
    child takes away, and by whose hand. A person of a team that works with the child asks for it."""

    language: SheetLanguage
    kind: Copy = Copy.TOGETHER
    safe_to_take_away: YesNo = False
    hand_over: HandOver | None = None

    def said(self) -> SheetSaid:
        """The same, as the verb takes it."""
        return SheetSaid(
            language=SheetLanguage(self.language),
            copy=Copy(self.kind),
            is_safe=self.safe_to_take_away,
            hand_over=HandOver(self.hand_over) if self.hand_over else None,
        )


class ToldAsked(Asked):
    """A conversation in which the child was told. `words` are the child's own, as they were said; `english` is what an
    interpreter made of them."""

    told_on: Day
    language: Annotated[Short, Field(min_length=1)]
    told: Told
    shown: HowShown = HowShown.SPOKEN
    alone: YesNo
    present: OneLine = ""
    interpreting: Interpreting = Interpreting.NONE
    interpreter: Name = ""
    words: Words = ""
    english: Words = ""
    view: View = View.NOT_SAID
    disputes: Paragraph = ""
    objects_to: OneLine = ""
    weighed: Paragraph = ""
    minds_no_more: YesNo = False
    questions: Paragraph = ""

    def said(self) -> ToldSaid:
        """The same, as the verb takes it."""
        rest = self.model_dump(exclude={"alone", "shown", "interpreting", "view"})
        return ToldSaid(
            **rest,
            is_alone=self.alone,
            shown=HowShown(self.shown),
            interpreting=Interpreting(self.interpreting),
            view=View(self.view),
        )


class NotYetAsked(Asked):
    """Why the child was not told yet, and the day on which somebody looks again, within four weeks."""

    reason: NotYet
    why: NeededLine
    review_on: Day

    def said(self) -> NotYetSaid:
        """The same, as the verb takes it."""
        return NotYetSaid(reason=NotYet(self.reason), why=self.why, review_on=self.review_on)


class PersonShown(Shown):
    """Somebody around the child, in the child's words."""

    who: str
    agency: str
    lines: list[str]


class PartShown(Shown):
    """One part of a sheet."""

    heading: str
    paragraphs: list[str]
    points: list[str]
    people: list[PersonShown]


class SheetShown(Shown):
    """A sheet in the child's language, part by part. `checked` says whether somebody who grew up with the language has
    read the translation; `direction` is `ltr` or `rtl`."""

    id: UUID
    made_at: datetime
    language: str
    direction: str
    checked: bool
    kind: str
    hand_over: str
    title: str
    introduction: list[str]
    parts: list[PartShown]
    note: str


class TellingShown(Shown):
    """A conversation, or why there was none yet (`kind` is `told` or `not_yet`). `words` are the child's own."""

    id: UUID
    kind: str
    team: str
    agency: str
    recorded_at: datetime
    told_on: date
    language: str
    shown: str
    alone: bool
    present: str
    interpreting: str
    interpreter: str
    told: str
    words: str
    view: str
    disputes: str
    objects_to: str
    weighed: str
    minds_no_more: bool
    questions: str
    reason: str
    why: str
    review_on: date | None


@router.post(
    "/children/{reference}/sheets",
    response={CREATED: SheetShown},
    operation_id="make_sheet",
    summary="Make a sheet for the child of who knows what and why",
    openapi_extra=KEYED,
)
def make_sheet(request: HttpRequest, reference: str, sent: SheetAsked) -> SheetShown:
    """By a person whose team works with the child. A copy to take away never goes through a carer or an interpreter."""
    by = caller(request)
    child = find_child(reference=spoken(reference), by=by)

    def do(_key: str) -> Ref:
        return Ref("sheet", verbs.make_sheet(child=child, said=sent.said(), by=by).id)

    return _sheet(once(request, do, by).id, child, by)


@router.get(
    "/children/{reference}/sheets/{uuid:sheet_id}",
    response=SheetShown,
    operation_id="sheet",
    summary="A sheet that the caller’s team made",
)
def sheet(request: HttpRequest, reference: str, sheet_id: UUID) -> SheetShown:
    """As it reads now. The look is remembered."""
    by = caller(request)
    return _sheet(sheet_id, open_child(reference=spoken(reference), by=by, purpose=_PURPOSE), by)


@router.get(
    "/children/{reference}/tellings",
    response=Listed[TellingShown],
    operation_id="tellings",
    summary="Whether the child was told who knows what, and what the child says",
)
def told(request: HttpRequest, reference: str, page: PageNo = 1, limit: Limit = 50) -> object:
    """The newest first, as the caller may see it."""
    by = caller(request, "page", "limit")
    child = open_child(reference=spoken(reference), by=by, purpose=_PURPOSE)
    found, has_more = cut(tellings(child, by), page, limit)
    words = own_words(found, by)
    return page_of([_shown(one, words) for one in found], page=page, limit=limit, has_more=has_more)


@router.post(
    "/children/{reference}/tellings",
    response={CREATED: TellingShown},
    operation_id="note_told",
    summary="Write down that the child was told, and what the child said",
    openapi_extra=KEYED,
)
def note_told(request: HttpRequest, reference: str, sent: ToldAsked) -> TellingShown:
    """By a person whose team works with the child. The child's words become an entry of the story."""
    by = caller(request)
    child = find_child(reference=spoken(reference), by=by)

    def do(_key: str) -> Ref:
        return Ref("telling", verbs.note_told(child=child, said=sent.said(), by=by).id)

    return _made(once(request, do, by).id, child, by)


@router.post(
    "/children/{reference}/tellings/not-yet",
    response={CREATED: TellingShown},
    operation_id="note_not_yet",
    summary="Write down why the child was not told yet",
    openapi_extra=KEYED,
)
def note_not_yet(request: HttpRequest, reference: str, sent: NotYetAsked) -> TellingShown:
    """By a person whose team works with the child. The team owes it to look again by that day."""
    by = caller(request)
    child = find_child(reference=spoken(reference), by=by)

    def do(_key: str) -> Ref:
        return Ref("telling", verbs.note_not_yet(child=child, said=sent.said(), by=by).id)

    return _made(once(request, do, by).id, child, by)


def _sheet(sheet_id: UUID, child: Child, by: Actor) -> SheetShown:
    made, laid_out = verbs.open_sheet(sheet_id=sheet_id, child=child, by=by)
    language = SheetLanguage(made.language)
    return SheetShown(
        id=made.id,
        made_at=made.recorded_at,
        language=language.value,
        direction=speaking.direction(language),
        checked=speaking.is_checked(language),
        kind=made.copy,
        hand_over=made.hand_over,
        title=laid_out.title,
        introduction=list(laid_out.introduction),
        parts=[_part(one) for one in laid_out.parts],
        note=laid_out.note,
    )


def _part(one: Part) -> PartShown:
    people = [PersonShown(who=each.who, agency=each.agency, lines=list(each.lines)) for each in one.people]
    return PartShown(heading=one.heading, paragraphs=list(one.paragraphs), points=list(one.points), people=people)


def _made(telling_id: UUID, child: Child, by: Actor) -> TellingShown:
    one = tellings(child, by).filter(pk=telling_id).first()
    if one is None:
        raise NotFound
    return _shown(one, own_words([one], by))


def _shown(one: Telling, words: dict[UUID, str]) -> TellingShown:
    same = ("id", "kind", "recorded_at", "told_on", "language", "shown", "present", "interpreting", "interpreter")
    heard = ("told", "view", "disputes", "objects_to", "weighed", "minds_no_more", "questions")
    later = ("reason", "why", "review_on")
    return TellingShown(
        **{name: getattr(one, name) for name in (*same, *heard, *later)},
        team=one.team.name,
        agency=one.team.agency.name,
        alone=one.is_alone,
        words=words.get(one.id, ""),
    )
