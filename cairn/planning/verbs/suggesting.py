"""Asking several teams whether one of them can do it, and no longer asking what has changed (R-012)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.models import Child
from cairn.children.queries.circle import works_with
from cairn.core.clock import today
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import queries as owed
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Team
from cairn.partnership.queries import nation_of
from cairn.planning.kinds import COULD_BE_ONE, SUGGESTED, SuggestionKind
from cairn.planning.models import Contact, Suggestion, Work
from cairn.planning.queries.plans import compared, plan_of
from cairn.planning.queries.suggestions import Asked, asked, suggestions
from cairn.planning.rules.lists import week_limit_on
from cairn.planning.rules.overlap import FullWeek, Pair, Piece, Visit, full_weeks, is_new, monday_of, same_work

POLICY = "shared_work"


def look(*, child: Child, by: Actor) -> None:
    """Compare what is planned with a child, and ask the teams where one could do it. Records SUGGESTED once each.

    Called inside the verb that changed the plan. Compares what everybody who sees the story may see, and nothing for
    whoever sees only their own. What was asked before is asked again only when something was added.
    """
    if not works_with(by, child):
        return
    plan, may_be_shown = plan_of(child, by), compared(child)
    works = {one.id: one for one in plan.works if one.id in may_be_shown}
    visits = {one.id: one for one in plan.contacts if one.id in may_be_shown and one.on >= monday_of(today())}
    made = suggestions(child, by)
    for pair in sorted(same_work(map(_piece, works.values())) - _pairs(made), key=lambda one: (one.one, one.other)):
        _suggest_one(works[pair.one], works[pair.other], by)
    limit = week_limit_on(today())
    waiting = {one.suggestion.monday: one for one in asked(child, by, plan) if one.contacts and one.waiting}
    for week in full_weeks((Visit(one.id, one.on) for one in visits.values()), limit.most):
        if week.monday in waiting:
            _join(waiting[week.monday], by)
        elif is_new(week, _weeks(made)):
            _suggest_fewer(week, [visits[each] for each in sorted(week.visits)], limit.version, by)


def settle(*, child: Child, before: Iterable[Asked], by: Actor) -> None:
    """Ask no longer what the plan has made idle: the suggestions that stood before and stand no more; and nothing of
    the own team where it is not concerned any more. Called inside the verb that changed the plan."""
    now = {one.suggestion.id: one for one in asked(child, by, plan_of(child, by))}
    for each in before:
        left = now.get(each.suggestion.id)
        if left is None:
            duties.close(kind=DutyKind.SHARE_WORK, about=_ref(each.suggestion), by=by)
        elif not left.teams.keys() & set(by.team_ids):
            owe_no_more(left.suggestion, by)


def owe_no_more(suggestion: Suggestion, by: Actor) -> None:
    """The own team has answered, or is not concerned any more; what others owe stays."""
    about = _ref(suggestion)
    for one in owed.open_about(about, actor=by):
        if one.duty.owner_team_id in by.team_ids:
            duties.finish(duty=one.duty, by=by)


def look_over_all(*, by: Actor) -> int:
    """Look again at every child with whom anything is planned, for what came by a link, by joining the circle or by
    time. Run by the worker each night. Returns at how many children it looked."""
    by.require(Permission.PLAN_ADD)
    ids = list(Work.objects.visible_to(by).order_by("child_id").values_list("child_id", flat=True).distinct())
    for child_id in ids:
        _look_over(child_id, by)
    return len(ids)


@transaction.atomic
def _look_over(child_id: UUID, by: Actor) -> None:
    one_at_a_time(child_id)
    child = Child.objects.visible_to(by).get(pk=child_id)
    may_be_shown = compared(child)
    standing = {
        one.suggestion.id
        for one in asked(child, by, plan_of(child, by))
        if one.waiting and may_be_shown.issuperset(each.id for each in (*one.works, *one.contacts))
    }
    for each in suggestions(child, by):
        if each.id not in standing:
            duties.close(kind=DutyKind.SHARE_WORK, about=_ref(each), by=by)
    look(child=child, by=by)


def _suggest_one(one: Work, other: Work, by: Actor) -> None:
    made = Suggestion(
        **_from(one),
        kind=SuggestionKind.SAME_WORK,
        one=one,
        other=other,
        other_record_id=other.record_id,
        policy_version=one.list_version,
    )
    _make(made, {one.team_id: one.team, other.team_id: other.team}, by)


def _suggest_fewer(week: FullWeek, visits: list[Contact], version: str, by: Actor) -> None:
    made = Suggestion(
        **_from(visits[-1]),
        kind=SuggestionKind.FULL_WEEK,
        monday=week.monday,
        visits=[str(one.id) for one in visits],
        policy_version=version,
    )
    _make(made, {one.team_id: one.team for one in visits}, by)


def _make(made: Suggestion, teams: dict[UUID, Team], by: Actor) -> None:
    made.save(force_insert=True)
    about = _ref(made)
    for team in teams.values():
        _owe(made, team)
        if team.id not in by.team_ids:
            notices.leave(team_id=team.id, code=COULD_BE_ONE, about=about)
    ledger.record(SUGGESTED, by=by, child_id=made.child_id, about=about, detail={"kind": made.kind})


def _join(one: Asked, by: Actor) -> None:
    """Nobody is asked anew while an answer is waited for; whoever has come into the week meanwhile owes one too."""
    known = {each.duty.owner_team_id for each in owed.open_about(_ref(one.suggestion), actor=by)}
    for team_id in (one.waiting & set(by.team_ids)) - known:
        _owe(one.suggestion, one.teams[team_id])


def _owe(made: Suggestion, team: Team) -> None:
    duties.owe(
        kind=DutyKind.SHARE_WORK,
        about=_ref(made),
        policy=POLICY,
        nation=nation_of(team),
        owner_team=team,
        child_id=made.child_id,
        record_id=made.record_id,
    )


def _ref(one: Suggestion) -> Ref:
    return Ref("shared_work", one.id)


def _from(row: Work | Contact) -> dict[str, UUID | None]:
    # By nobody: a rule found it.
    names = ("record_id", "child_id", "team_id", "agency_id")
    return {name: getattr(row, name) for name in names}


def _piece(one: Work) -> Piece:
    return Piece(one.id, one.agency_id, one.purpose, one.words, one.start, one.until)


def _pairs(made: Iterable[Suggestion]) -> set[Pair]:
    return {Pair(one.one_id, one.other_id) for one in made if one.one_id and one.other_id}


def _weeks(made: Iterable[Suggestion]) -> list[FullWeek]:
    return [FullWeek(one.monday, frozenset(map(UUID, one.visits))) for one in made if one.monday]
