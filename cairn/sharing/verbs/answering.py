"""Answering another agency's question, all or in part; refusing; and looking at a refusal (R-051)."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Conflict, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Team
from cairn.partnership.queries import nation_of
from cairn.sharing.kinds import (
    ASK_ANSWERED,
    ASK_CAME_BACK,
    ASK_REFUSED,
    ASK_REVIEWED,
    REFUSAL_REVIEWED,
    SETTLED,
    AskState,
    ReplyKind,
)
from cairn.sharing.models import Ask, AskAnswer
from cairn.sharing.queries.asking import answering_case, last_refusal, who_reviews
from cairn.sharing.rules.asking import ReplySaid, check_reply, state_after
from cairn.sharing.rules.gateways import Justified, justified
from cairn.sharing.verbs.asking import POLICY

REVIEW_POLICY = "refusal_review"
OnAnswered = Callable[[AskAnswer, Actor], None]
_ON_ANSWERED: list[OnAnswered] = []
_NOTHING = Justified("", "")


def on_answered(handler: OnAnswered) -> None:
    """Register who takes up what was answered, in the same transaction. A higher floor does, from its apps.py."""
    if handler not in _ON_ANSWERED:
        _ON_ANSWERED.append(handler)


@transaction.atomic
def answer_ask(*, ask: Ask, said: ReplySaid, revision: int, by: Actor) -> AskAnswer:
    """A person of the asked team answers, answers in part, or refuses with a ground. Records ASK_ANSWERED.

    A full answer ends what is owed; a part leaves the clock running for the rest; a refusal ends it and starts another:
    a manager who did not refuse, or the hub, owes a look at it. Raises NotAllowed outside the asked team, Conflict when
    somebody was faster (`ask_moved_on`). Refuses what `rules.asking.check_reply` and the register of grounds refuse.
    """
    by.require(Permission.ASK_ANSWER, ask)
    check_reply(said)
    one_at_a_time(ask.id)
    ground = _ground(ask, said)
    _move(ask, said.kind, revision, is_reply=True)
    written = _write(ask, said, ground, ask.to_team, by)
    about = Ref("ask", ask.id)
    if said.kind is not ReplyKind.PART:
        duties.close(kind=DutyKind.ANSWER_ASK, about=about, by=by)
    if said.kind is ReplyKind.REFUSED:
        _owe_review(ask, by)
    ledger.record(ASK_ANSWERED, by=by, child_id=ask.child_id, about=about, detail={"kind": said.kind.value})
    code = ASK_CAME_BACK if said.tells else ASK_REFUSED
    notices.leave(team_id=ask.team_id, member_id=ask.asked_by_id, code=code, about=about)
    if said.tells:
        for take_up in _ON_ANSWERED:
            take_up(written, by)
    return written


@transaction.atomic
def review_refusal(*, ask: Ask, stands: bool, why: str, revision: int, by: Actor) -> AskAnswer:
    """A manager of the team that refused, or the hub, looks at the refusal: it stands, or the question must be
    answered after all, by the clock anew. Records REFUSAL_REVIEWED; those who asked are told.

    Raises NotAllowed for anybody else, Conflict when somebody looked first (`ask_moved_on`). Refuses no reason
    (`review_words_needed`) and whoever refused (`review_not_alone`).
    """
    by.require(Permission.REFUSAL_REVIEW, ask)
    if not why.strip():
        raise Refused("review_words_needed")
    one_at_a_time(ask.id)
    refusal = last_refusal(ask, by)
    if refusal is not None and refusal.said_by_id == by.membership_id:
        raise Refused("review_not_alone")
    said = ReplySaid(kind=ReplyKind.STANDS if stands else ReplyKind.ANSWER_IT, words=why)
    _move(ask, said.kind, revision)
    written = _write(ask, said, _NOTHING, _team_of(ask, by), by)
    about = Ref("ask", ask.id)
    duties.close(kind=DutyKind.REVIEW_REFUSAL, about=about, by=by)
    if not stands:
        _owe_answer(ask)
    ledger.record(REFUSAL_REVIEWED, by=by, child_id=ask.child_id, about=about, detail={"kind": said.kind.value})
    for team_id, member_id in {(ask.team_id, ask.asked_by_id), (ask.to_team_id, None)}:
        notices.leave(team_id=team_id, member_id=member_id, code=ASK_REVIEWED, about=about)
    return written


def _ground(ask: Ask, said: ReplySaid) -> Justified:
    if not said.tells:
        return _NOTHING
    return justified(said.ground, answering_case(ask), is_sensitive=said.is_sensitive)


def _move(ask: Ask, kind: ReplyKind, revision: int, *, is_reply: bool = False) -> None:
    """Where the question stands from now on. Raises Conflict where it moved on meanwhile."""
    current = Ask.objects.filter(pk=ask.pk, revision=revision).values_list("state", flat=True).first()
    if current is None:
        raise Conflict("ask_moved_on")
    try:
        state = state_after(AskState(current), kind)
    except Refused as refused:
        raise Conflict(refused.code) from None
    moment = now()
    Ask.objects.filter(pk=ask.pk, revision=revision).update(
        state=state,
        settled_at=moment if state in SETTLED else None,
        first_reply_at=Coalesce(F("first_reply_at"), Value(moment)) if is_reply else F("first_reply_at"),
        revision=F("revision") + 1,
    )


def _write(ask: Ask, said: ReplySaid, ground: Justified, team: Team, by: Actor) -> AskAnswer:
    written = AskAnswer(
        ask=ask,
        child_id=ask.child_id,
        record_id=ask.record_id,
        asker_team_id=ask.team_id,
        asked_team_id=ask.to_team_id,
        team=team,
        agency_id=team.agency_id,
        said_by_id=by.membership_id,
        kind=said.kind,
        words=said.words.strip(),
        missing=said.missing.strip() if said.kind is ReplyKind.PART else "",
        known_from=said.known_from if said.tells else "",
        ground=ground.codes,
        sentence=ground.sentence,
        refusal_ground=said.refusal_ground if said.kind is ReplyKind.REFUSED else "",
    )
    written.save(force_insert=True)
    return written


def _owe_review(ask: Ask, by: Actor) -> None:
    team, manager = who_reviews(ask, by.membership_id, now())
    duties.owe(
        kind=DutyKind.REVIEW_REFUSAL,
        about=Ref("ask", ask.id),
        policy=REVIEW_POLICY,
        nation=nation_of(team),
        owner_team=team,
        owner=manager,
        owed_to_team_id=ask.team_id,
        owed_to_id=ask.asked_by_id,
        child_id=ask.child_id,
        record_id=ask.record_id,
    )


def _owe_answer(ask: Ask) -> None:
    duties.owe(
        kind=DutyKind.ANSWER_ASK,
        about=Ref("ask", ask.id),
        policy=POLICY,
        nation=nation_of(ask.to_team),
        owner_team=ask.to_team,
        owed_to_team_id=ask.team_id,
        owed_to_id=ask.asked_by_id,
        child_id=ask.child_id,
        record_id=ask.record_id,
    )


def _team_of(ask: Ask, by: Actor) -> Team:
    return ask.to_team if ask.to_team_id in by.team_ids else Team.objects.get(pk=by.team_id or ask.to_team_id)
