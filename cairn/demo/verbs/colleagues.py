"""What colleagues do beside the people whom the stories name: the other desk takes it on, a second person confirms."""

from collections.abc import Mapping
from datetime import timedelta

from cairn.access.binding import acting_as
from cairn.access.permissions import Permission
from cairn.children.kinds import Standing
from cairn.children.models import Child, LinkDecision
from cairn.children.verbs import declare_about
from cairn.children.verbs.linking import confirm_link
from cairn.concerns.models import Concern
from cairn.core.clock import now, pretending
from cairn.partnership.models import Membership
from cairn.partnership.queries import actor_for
from cairn.referrals.kinds import Purpose
from cairn.referrals.models import Referral
from cairn.referrals.verbs import acknowledge

COORDINATORS = ("farid", "ines")
_NEXT_DAY = timedelta(hours=20)

People = Mapping[str, list[Membership]]


def take_on(concern: Concern, people: People) -> None:
    """Every other team that was called to a danger says "I have it" as well."""
    on_duty = {member.team_id: member for members in people.values() for member in reversed(members)}
    for team_id in concern.referrals.filter(purpose=Purpose.DANGER).values_list("to_team_id", flat=True).distinct():
        if team_id in on_duty:
            _say_it(concern, on_duty[team_id])


def second_look(decision: LinkDecision, people: People) -> None:
    """On the next day the other coordinator confirms that two records are one child."""
    if decision.standing != Standing.PROVISIONAL:
        return
    others = (people[key][0] for key in COORDINATORS)
    by = actor_for(next(one for one in others if one.pk != decision.decided_by_id))
    with acting_as(by), pretending(now() + _NEXT_DAY):
        confirm_link(decision=decision, revision=decision.revision, by=by)


def know_nobody(people: People) -> int:
    """Whoever sees a child of the stories has said that they know nobody there in person; returns how many answers."""
    answers = 0
    for member in {one.pk: one for members in people.values() for one in members}.values():
        by = actor_for(member)
        if not by.may(Permission.CHILD_OPEN):
            continue
        with acting_as(by):
            for child in Child.objects.visible_to(by).order_by("created_at"):
                declare_about(child=child, knows=False, by=by)
                answers += 1
    return answers


def _say_it(concern: Concern, member: Membership) -> None:
    by = actor_for(member)
    with acting_as(by):
        called = Referral.objects.visible_to(by).filter(concern=concern, purpose=Purpose.DANGER, acknowledged_at=None)
        for referral in called.filter(to_team_id__in=by.team_ids):
            acknowledge(referral=referral, by=by)
