"""What is held back, in the API: how it is asked for with what is added, the register, and the answers (R-049)."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

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
    Slug,
    YesNo,
    cut,
    page_of,
)
from cairn.access.permissions import Permission
from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.partnership.api.receipts import CREATED, once
from cairn.partnership.api.versions import SEEN, revision_seen
from cairn.partnership.models import Agency
from cairn.sharing import queries, verbs
from cairn.sharing.kinds import Mode, Reason
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Withholding
from cairn.sharing.queries.compartments import apart_of
from cairn.sharing.rules import HoldBack

router = Router(tags=["Sharing"])


class WithholdAsked(Asked):
    """Why what is added is not shared with everybody: from which agencies (slugs), the reason, the ground, until when.

    `ground` is the code of a ground for not sharing that holds in the caller's nation today: `harm_to_child`,
    `harm_to_person`, `prejudice_investigation`, `confidence_owed`, `court_order`, `act_forbids`, and in England, once
    it is in force, `ca04_16la_detriment`. Anything else is refused (422). `ground_words` says which section or order
    exactly, and is needed with `court_order` and `act_forbids`.
    `without_trace` needs a second person, named by the address with which they sign in.
    """

    from_agencies: list[Slug]
    reason: Reason
    words: Needed
    ground: NeededLine
    ground_words: OneLine = ""
    until: Day
    keeps_from_later: YesNo = False
    without_trace: YesNo = False
    second: Short = ""

    def said(self, by: Actor) -> HoldBack:
        """The same, as the verb takes it. Refuses an unknown agency or second person."""
        found = dict(Agency.objects.filter(slug__in=self.from_agencies).values_list("slug", "pk"))
        if set(self.from_agencies) - set(found):
            raise Refused("withhold_no_such_agency")
        return HoldBack(
            agencies=frozenset(found.values()),
            reason=Reason(self.reason),
            ground=self.ground,
            ground_words=self.ground_words,
            words=self.words,
            until=self.until,
            mode=Mode.SILENT if self.without_trace else Mode.DECLARED,
            second=_second(self.second, by, "withhold_second_needed"),
            keeps_from_later=self.keeps_from_later,
        )


class HeldBackShown(Shown):
    """What stands in the place of what is held back from the caller's agency: who holds how much, until when."""

    team: str
    agency: str
    phone: str
    kind: str
    number: int
    until: date


class ApartAsked(Asked):
    """Why only named people may read what is added: what sort of thing it is, and why.

    What leaves no trace has a second person, named by the address with which they sign in: a manager of the own team
    where nobody is named.
    """

    kind: ApartKind
    why: Needed
    second: Short = ""

    def second_person(self, by: Actor) -> UUID | None:
        """Who is named as the second person. Raises Refused for somebody who cannot be."""
        return _second(self.second, by, "apart_second_needed")


def _second(email: str, by: Actor, refusal: str) -> UUID | None:
    if not email:
        return None
    named = email.casefold()
    people = queries.could_agree(by)
    found = next((one.pk for one in people if one.practitioner.email.casefold() == named), None)
    if found is None:
        raise Refused(refusal)
    return found


class KeptApartShown(Shown):
    """That something is kept for named people, which the caller is not: what sort of thing, and whom to ask."""

    kind: str
    team: str
    agency: str
    phone: str


class WithholdingShown(Shown):
    """Something that the caller's team holds back, or is asked to agree to. Reasons are read on the page alone."""

    id: UUID
    revision: int
    kind: str
    item: UUID
    mode: str
    state: str
    until: date
    team: str
    agency: str
    since: datetime


class AnswerAsked(Asked):
    """Whether it is rightly held back; why, where not."""

    agrees: YesNo
    words: Paragraph = ""


class EndAsked(Asked):
    """What has changed, so that it is shared now."""

    words: Paragraph = ""


def held_back(child_id: UUID, by: Actor) -> list[HeldBackShown]:
    """The placeholders about one child, for what is shown of the child."""
    return [
        HeldBackShown(
            team=one.team.name,
            agency=one.team.agency.name,
            phone=one.team.phone or one.team.agency.phone,
            kind=one.kind.value,
            number=one.number,
            until=one.until,
        )
        for one in queries.placeholders(child_id, by)
    ]


def kept_apart(child_id: UUID, by: Actor) -> list[KeptApartShown]:
    """What of a child only named people read, and the caller does not, for what is shown of the child."""
    return [
        KeptApartShown(
            kind=one.kind,
            team=one.team.name,
            agency=one.team.agency.name,
            phone=one.team.phone or one.team.agency.phone,
        )
        for one in apart_of(child_id, by).closed
    ]


@router.get(
    "/withholdings", response=Listed[WithholdingShown], operation_id="withholdings", summary="What is held back"
)
def withholdings(request: HttpRequest, page: PageNo = 1, limit: Limit = 50) -> object:
    """What the caller's team holds back and held back, and what it is asked to agree to, the newest first."""
    by = caller(request, "page", "limit")
    by.require(Permission.WITHHOLD)
    mine = queries.held_by(by.agency_id, by) if by.agency_id else []
    rows = {one.pk: one for one in (*queries.to_agree(by), *mine)}
    newest = sorted(rows.values(), key=lambda one: one.recorded_at, reverse=True)
    found, has_more = cut(newest, page, limit)
    return page_of(map(_shown, found), page=page, limit=limit, has_more=has_more)


@router.post(
    "/withholdings/{uuid:withholding_id}/answers",
    response={CREATED: WithholdingShown},
    operation_id="answer_withholding",
    summary="Agree, or not, that something is held back",
    openapi_extra=SEEN,
)
def answer_withholding(request: HttpRequest, withholding_id: UUID, sent: AnswerAsked) -> WithholdingShown:
    """By the second person. Not agreed to, it is shared at once."""
    by, revision = caller(request), revision_seen(request)
    one = verbs.open_withholding(withholding_id=withholding_id, by=by)

    def do(_key: str) -> Ref:
        verbs.answer_withholding(withholding=one, agrees=sent.agrees, words=sent.words, revision=revision, by=by)
        return Ref("withholding", one.id)

    return _shown(queries.open_withholding(once(request, do, by).id, by))


@router.post(
    "/withholdings/{uuid:withholding_id}/end",
    response={CREATED: WithholdingShown},
    operation_id="end_withholding",
    summary="Share what is held back",
    openapi_extra=SEEN,
)
def end_withholding(request: HttpRequest, withholding_id: UUID, sent: EndAsked) -> WithholdingShown:
    """By the team that holds it back or the second person; at once, for everybody it was held back from."""
    by, revision = caller(request), revision_seen(request)
    one = verbs.open_withholding(withholding_id=withholding_id, by=by)

    def do(_key: str) -> Ref:
        verbs.end_withholding(withholding=one, words=sent.words, revision=revision, by=by)
        return Ref("withholding", one.id)

    return _shown(queries.open_withholding(once(request, do, by).id, by))


def _shown(one: Withholding) -> WithholdingShown:
    return WithholdingShown(
        id=one.id,
        revision=one.revision,
        kind=one.item_kind,
        item=one.item_id,
        mode=one.mode,
        state=one.state,
        until=one.until,
        team=one.team.name,
        agency=one.team.agency.name,
        since=one.recorded_at,
    )
