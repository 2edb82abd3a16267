"""How a story goes on with what teams do with a child, who comes when, and what is looked for before a decision."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from cairn.access.actor import Actor
from cairn.children.models import Child
from cairn.core.clock import today
from cairn.demo.rules import Step
from cairn.partnership.kinds import Sector
from cairn.planning.kinds import ContactWay, PartOfDay
from cairn.planning.models import Work
from cairn.planning.queries.plans import plan_of
from cairn.planning.queries.suggestions import asked
from cairn.planning.rules.saying import ContactSaid, WorkSaid
from cairn.planning.verbs import arrange_contact, leave_to_others, say_work
from cairn.referrals.kinds import Purpose, Sought
from cairn.referrals.models import Corroboration, Referral
from cairn.referrals.verbs import Missing, ask_corroboration, meet_corroboration


@dataclass(frozen=True)
class Planning:
    """Takes the steps by which teams plan and look for what is missing; each is named as its step.

    `child_of` finds the child of a step.
    """

    child_of: Callable[[Step], Child]

    def say_work(self, step: Step, by: Actor) -> None:
        """A team says what it does with the child from that day on, for so many days; 0 says that no end is set."""
        written = step.written
        until = today() + timedelta(days=written["days"]) if written["days"] else None
        said = WorkSaid(purpose=written["purpose"], words=written["words"], start=today(), until=until)
        say_work(child=self.child_of(step), said=said, by=by)

    def arrange_visit(self, step: Step, by: Actor) -> None:
        """Somebody of the team comes, or rings, on a day after the first morning, for its work of that sort."""
        written, child = step.written, self.child_of(step)
        mine = Work.objects.visible_to(by).filter(child=child, team_id__in=by.team_ids, purpose=written["purpose"])
        said = ContactSaid(
            work_id=mine.latest("recorded_at").id,
            on=written["on"],
            who=written["who"],
            part=PartOfDay(written["part"]),
            way=ContactWay(written["way"]),
        )
        arrange_contact(child=child, said=said, by=by)

    def leave_to_others(self, step: Step, by: Actor) -> None:
        """Asked whether one of several can do it, the team leaves it to the others."""
        child = self.child_of(step)
        (one,) = (each for each in asked(child, by, plan_of(child, by)) if each.waiting & set(by.team_ids))
        leave_to_others(child=child, suggestion_id=one.suggestion.id, why=step.written["why"], by=by)

    def look_for(self, step: Step, by: Actor) -> None:
        """Before a decision, those who decide write down what is missing and from whom it is wanted."""
        written = step.written
        said = Missing(written["missing"], Sought(written["sought"]), written["why"])
        ask_corroboration(referral=self._put_to(step, by), said=said, by=by)

    def has_come(self, step: Step, by: Actor) -> None:
        """What was missing has come, and from which sector."""
        waited = Corroboration.objects.visible_to(by).filter(referral=self._put_to(step, by), met=None).get()
        sector, words = Sector(step.written["sector"]), step.written["words"]
        meet_corroboration(corroboration=waited, sector=sector, words=words, by=by)

    def _put_to(self, step: Step, by: Actor) -> Referral:
        mine = Referral.objects.visible_to(by).filter(child=self.child_of(step), to_team_id__in=by.team_ids)
        sent: Referral = mine.filter(purpose=Purpose.CHILD_PROTECTION).latest("delivered_at")
        return sent
