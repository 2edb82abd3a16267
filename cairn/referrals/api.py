"""What was sent to be decided, the answer to it, and the routes that exist."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from cairn.access import guard
from cairn.access.actor import Actor
from cairn.access.api.asking import caller
from cairn.access.api.shapes import Asked, Day, Limit, Listed, Needed, PageNo, Paragraph, Shown, YesNo, cut, page_of
from cairn.core.errors import NotFound
from cairn.core.ref import Ref
from cairn.duties import rules as clocks
from cairn.duties.api import PolicyShown, policy_shown
from cairn.partnership.api.receipts import CREATED, once
from cairn.partnership.api.versions import SEEN, revision_seen
from cairn.referrals.kinds import Answer, Purpose
from cairn.referrals.models import Decision, Referral
from cairn.referrals.verbs import AnswerGiven, answer, find_referral, look_at

router = Router(tags=["Referrals"])

# Which clock each route starts at Send.
_CLOCKS = {Purpose.CHILD_PROTECTION: "referral_decision", Purpose.DANGER: "danger_acknowledgement"}


class AnswerAsked(Asked):
    """The answer: an outcome of the nation, the reasons, and words for the person who raised it."""

    outcome: Answer
    reasons: Needed
    feedback: Needed
    would_change: Paragraph = ""
    no_capacity: YesNo = False
    review_on: Day | None = None

    def given(self) -> AnswerGiven:
        """The same, as the verb takes it."""
        return AnswerGiven(
            outcome=Answer(self.outcome),
            reasons=self.reasons,
            feedback=self.feedback,
            would_change=self.would_change,
            no_capacity=self.no_capacity,
            review_on=self.review_on,
        )


class ReferralShown(Shown):
    """One child of a concern, put to one team."""

    id: UUID
    revision: int
    concern: str
    child: str
    purpose: str
    nation: str
    to_team: str
    to_agency: str
    from_team: str
    from_agency: str
    delivered_at: datetime
    read_at: datetime | None
    acknowledged_at: datetime | None
    answered_at: datetime | None


class DecisionShown(Shown):
    """The receiving team's answer."""

    id: UUID
    referral: UUID
    outcome: str
    reasons: str
    feedback: str
    would_change: str
    no_capacity: bool
    review_on: date | None
    team: str
    decided_at: datetime


class RouteShown(Shown):
    """A way on which something is sent, and the clock that it starts."""

    code: str
    label: str
    policy: str
    versions: list[PolicyShown]


@router.get(
    "/referrals/{uuid:referral_id}", response=ReferralShown, operation_id="referral", summary="One child put to a team"
)
def referral(request: HttpRequest, referral_id: UUID, response: HttpResponse) -> ReferralShown:
    """With its version as ETag. The look is remembered; opened by a person of the receiving team, it counts as read."""
    by = caller(request)
    one = find_referral(referral_id=referral_id, by=by)
    look_at(referral=one, by=by)
    one.refresh_from_db(fields=["read_at", "revision"])
    response["ETag"] = f'"{one.revision}"'
    return _referral_shown(one)


@router.post(
    "/referrals/{uuid:referral_id}/decisions",
    response={CREATED: DecisionShown},
    operation_id="answer_referral",
    summary="Answer what was sent",
    openapi_extra=SEEN,
)
def decide(request: HttpRequest, referral_id: UUID, sent: AnswerAsked) -> DecisionShown:
    """By a person of the team that was asked; a system never decides for one. The sender is told."""
    by = caller(request)
    revision = revision_seen(request)

    def do(_key: str) -> Ref:
        one = find_referral(referral_id=referral_id, by=by)
        return Ref("decision", answer(referral=one, given=sent.given(), revision=revision, by=by).id)

    return _decision_shown(once(request, do, by), by)


@router.get("/routes", response=Listed[RouteShown], operation_id="routes", summary="The ways to send something")
def routes(request: HttpRequest, page: PageNo = 1, limit: Limit = 50) -> object:
    """The routes that exist, each with every version of the clock it starts."""
    caller(request, "page", "limit")
    guard.asked()  # published to every member; holds nothing of a child
    found, has_more = cut(list(Purpose), page, limit)
    return page_of(map(_route_shown, found), page=page, limit=limit, has_more=has_more)


def _referral_shown(one: Referral) -> ReferralShown:
    return ReferralShown(
        id=one.id,
        revision=one.revision,
        concern=one.concern.reference,
        child=one.child.reference,
        purpose=one.purpose,
        nation=one.nation,
        to_team=one.to_team.name,
        to_agency=one.to_team.agency.name,
        from_team=one.team.name,
        from_agency=one.team.agency.name,
        delivered_at=one.delivered_at,
        read_at=one.read_at,
        acknowledged_at=one.acknowledged_at,
        answered_at=one.answered_at,
    )


def _decision_shown(made: Ref, by: Actor) -> DecisionShown:
    one = Decision.objects.visible_to(by).select_related("team").filter(pk=made.id).first()
    if one is None:
        raise NotFound
    return DecisionShown(
        id=one.id,
        referral=one.referral_id,
        outcome=one.outcome,
        reasons=one.reasons,
        feedback=one.feedback,
        would_change=one.would_change,
        no_capacity=one.no_capacity,
        review_on=one.review_on,
        team=one.team.name,
        decided_at=one.recorded_at,
    )


def _route_shown(purpose: Purpose) -> RouteShown:
    policy = _CLOCKS[purpose]
    versions = [policy_shown(each) for each in clocks.every_policy() if each.code == policy]
    return RouteShown(code=purpose.value, label=str(purpose.label), policy=policy, versions=versions)
