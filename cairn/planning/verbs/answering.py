"""Answering whether one team can do it: leaving it to the others, or going on and saying why (R-012)."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.planning.kinds import ONE_DOES_IT, SUGGESTION_ACCEPTED, SUGGESTION_DECLINED, AnswerKind
from cairn.planning.models import Contact, SuggestionAnswer, Work
from cairn.planning.queries.plans import plan_of
from cairn.planning.queries.suggestions import Asked, asked, suggestions
from cairn.planning.rules.saying import refuse_why
from cairn.planning.verbs.planning import beside
from cairn.planning.verbs.suggesting import owe_no_more, settle
from cairn.planning.verbs.withdrawing import take_out


@transaction.atomic
def leave_to_others(
    *, child: Child, suggestion_id: UUID, why: str, by: Actor, contact_ids: Collection[UUID] = ()
) -> SuggestionAnswer:
    """The own team leaves it to the others: its work, or the chosen visits of its own, are taken out.

    Records SUGGESTION_ACCEPTED, and each thing that is taken out; the other teams are told. Refuses no reason
    (`withdraw_why_needed`), a second answer (`suggestion_answered`), a suggestion that stands no more
    (`suggestion_over`), and of a full week no visit of the own team (`withdraw_which_needed`). Raises NotAllowed for an
    agency's system: a person says it.
    """
    by.require(Permission.PLAN_ANSWER, child)
    one_at_a_time(child.id)
    before = asked(child, by, plan_of(child, by))
    one = _standing(before, suggestion_id, child, by)
    things = _own(one, contact_ids, by)
    answer = _answer(one, AnswerKind.WITHDRAW, why, by)
    take_out(child=child, things=things, why=why, by=by, suggestion=one.suggestion)
    settle(child=child, before=before, by=by)
    owe_no_more(one.suggestion, by)
    for team_id in one.teams.keys() - set(by.team_ids):
        notices.leave(team_id=team_id, code=ONE_DOES_IT, about=_ref(one))
    ledger.record(SUGGESTION_ACCEPTED, by=by, child_id=child.id, about=_ref(one), detail={"out": len(things)})
    return answer


@transaction.atomic
def go_on(*, child: Child, suggestion_id: UUID, why: str, by: Actor) -> SuggestionAnswer:
    """The own team goes on with its work or visits, and says why. Records SUGGESTION_DECLINED.

    The others may still answer. It is not asked again unless something is added. Refuses what `leave_to_others` does.
    """
    by.require(Permission.PLAN_ANSWER, child)
    one_at_a_time(child.id)
    one = _standing(asked(child, by, plan_of(child, by)), suggestion_id, child, by)
    answer = _answer(one, AnswerKind.DECLINE, why, by)
    owe_no_more(one.suggestion, by)
    ledger.record(SUGGESTION_DECLINED, by=by, child_id=child.id, about=_ref(one))
    return answer


def _standing(standing: list[Asked], suggestion_id: UUID, child: Child, by: Actor) -> Asked:
    one = next((each for each in standing if each.suggestion.id == suggestion_id), None)
    if one is None:
        if any(each.id == suggestion_id for each in suggestions(child, by)):
            raise Refused("suggestion_over")
        ledger.not_found_or_hidden(by=by, kind="shared_work", reference=suggestion_id)
        raise NotFound
    mine = one.teams.keys() & set(by.team_ids)
    if not mine:
        raise NotAllowed
    if not mine & one.waiting:
        raise Refused("suggestion_answered")
    return one


def _own(one: Asked, contact_ids: Collection[UUID], by: Actor) -> list[Work | Contact]:
    works: list[Work | Contact] = [each for each in one.works if each.team_id in by.team_ids]
    visits = [each for each in one.contacts if each.team_id in by.team_ids and each.id in contact_ids]
    if not works and not visits:
        raise Refused("withdraw_which_needed")
    return [*works, *visits]


def _answer(one: Asked, kind: AnswerKind, why: str, by: Actor) -> SuggestionAnswer:
    refuse_why(why)
    mine = next(each for each in (*one.works, *one.contacts) if each.team_id in by.team_ids)
    answer = SuggestionAnswer(**beside(mine, by), suggestion=one.suggestion, kind=kind, why=why.strip())
    answer.save(force_insert=True)
    return answer


def _ref(one: Asked) -> Ref:
    return Ref("shared_work", one.suggestion.id)
