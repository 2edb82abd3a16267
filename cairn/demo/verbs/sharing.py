"""How a story goes on among the agencies: who is around a child, what is held back, asked, told outside, put right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from cairn.access.actor import Actor
from cairn.children.kinds import Basis, Capacity
from cairn.children.models import Child, Claim, Record
from cairn.children.queries.lines import own_place
from cairn.children.rules.circle import BroughtIn, Lines
from cairn.children.verbs import ask_others, break_glass, bring_in, correct_fact, end_glass, leave, say_lines
from cairn.children.verbs.apart import mark_safe_address
from cairn.chronology.models import Entry
from cairn.chronology.verbs import add_entry, correct_entry
from cairn.chronology.verbs.withholding import keep_entry_apart, withhold_entry
from cairn.concerns.kinds import Urgency
from cairn.concerns.rules import ConcernSaid, child_from
from cairn.concerns.verbs.facts import facts_of
from cairn.core.clock import now, pretending, today
from cairn.demo.rules import Step
from cairn.demo.verbs.written import entry_said
from cairn.outside.kinds import Way
from cairn.outside.queries.offering import offers
from cairn.outside.rules import digest_of_lines
from cairn.outside.verbs import Made, Recipient, ShareSaid, open_link, previewed, print_pack, share_outside
from cairn.partnership.models import Agency, Membership, Team
from cairn.sharing.kinds import Mode, Reason, Receiver, ReplyKind, State
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Ask, Compartment, Grant, Withholding
from cairn.sharing.rules import HoldBack
from cairn.sharing.rules.asking import ReplySaid
from cairn.sharing.verbs import (
    AskSaid,
    Whom,
    admit,
    answer_as_second,
    answer_ask,
    answer_withholding,
    extend_withholding,
)
from cairn.stewardship.verbs.glass import review_glass

_ADDRESS = "192.0.2.20"  # from which a link is opened; kept for documentation, nobody's own


@dataclass(frozen=True)
class Sharing:
    """Takes the steps by which agencies share; each is named as its step, and calls the verb that a person would use.

    `own_record` finds the record by which the person's own team writes, `child_of` the child itself.
    """

    people: Mapping[str, list[Membership]]
    own_record: Callable[[Step, Actor], Record]
    child_of: Callable[[Step], Child]

    def bring_in(self, step: Step, by: Actor) -> None:
        """A team comes into the circle, for so many days; 0 says that no end is set."""
        written, days = step.written, step.written["days"]
        until = today() + timedelta(days=days) if days else None
        said = BroughtIn(capacity=Capacity(written["capacity"]), basis=written["basis"], until=until)
        bring_in(child=self.child_of(step), team=_team(written["team"]), said=said, by=by)

    def leave_circle(self, step: Step, by: Actor) -> None:
        """The person's own team leaves."""
        place = own_place(self.child_of(step), by)
        if place is None:
            raise LookupError(f"{step.by} is not around the child of {step.concern}")
        leave(involvement=place, reason=step.written["reason"], by=by)

    def say_lines(self, step: Step, by: Actor) -> None:
        """A team says its three lines, and when it last met the child."""
        written = step.written
        said = Lines(
            why_here=written["why_here"],
            cannot_keep=written["cannot_keep"],
            cannot_do=written["cannot_do"],
            last_contact_on=written["met"].date(),
        )
        say_lines(child=self.child_of(step), said=said, by=by)

    def hold_back(self, step: Step, by: Actor) -> None:
        """Something is written and held back in the same moment; a second person is named."""
        written = step.written
        entry = add_entry(record=self.own_record(step, by), said=entry_said(step), by=by)
        said = HoldBack(
            agencies=frozenset(Agency.objects.filter(slug__in=written["kept_from"]).values_list("pk", flat=True)),
            reason=Reason(written["reason"]),
            ground=written["ground"],
            ground_words=written["ground_words"],
            words=written["why"],
            until=today() + timedelta(days=written["days"]),
            mode=Mode(written["mode"]),
            second=self.people[written["second"]][0].pk,
        )
        withhold_entry(entry=entry, said=said, by=by)

    def agree_holding(self, step: Step, by: Actor) -> None:
        """The second person agrees."""
        held = self._held(step, by, State.WAITING)
        answer_withholding(withholding=held, agrees=True, words=step.written["words"], revision=held.revision, by=by)

    def hold_longer(self, step: Step, by: Actor) -> None:
        """The second person looks again, and it stays held back for so many days more."""
        held, until = self._held(step, by, State.AGREED), today() + timedelta(days=step.written["days"])
        extend_withholding(withholding=held, until=until, words=step.written["words"], revision=held.revision, by=by)

    def keep_apart(self, step: Step, by: Actor) -> None:
        """Something is written that only named people read."""
        entry = add_entry(record=self.own_record(step, by), said=entry_said(step), by=by)
        kind = ApartKind(step.written["apart"])
        named = step.written["second"]
        second = self.people[named][0].pk if named else None
        kept = keep_entry_apart(entry=entry, kind=kind, reason=step.written["why"], by=by, second=second)
        self._admit(step, kept, by)

    def agree_apart(self, step: Step, by: Actor) -> None:
        """The second person of what leaves no trace agrees."""
        rows = Compartment.objects.visible_to(by).filter(child_id=self.child_of(step).id, kind=step.written["apart"])
        answer_as_second(compartment=rows.get(), agrees=True, words=step.written["words"], by=by)

    def safe_address(self, step: Step, by: Actor) -> None:
        """The child is at an address that only named people read."""
        self._admit(step, mark_safe_address(child=self.child_of(step), reason=step.written["why"], by=by), by)

    def ask_agency(self, step: Step, by: Actor) -> None:
        """A team of another agency is asked something, to be answered within so many days."""
        written = step.written
        said = AskSaid(
            to_team=_team(written["team"]),
            question=written["question"],
            purpose=written["purpose"],
            ground=written["ground"],
            needed_by=today() + timedelta(days=written["needed_in"]),
        )
        ask_others(child=self.child_of(step), said=said, by=by)

    def answer_ask(self, step: Step, by: Actor) -> None:
        """The team that was asked answers or refuses."""
        written = step.written
        asked = Ask.objects.visible_to(by).filter(to_team_id__in=by.team_ids).latest("asked_at")
        told = {key: written[key] for key in ("words", "known_from", "ground", "is_sensitive", "refusal_ground")}
        answer_ask(ask=asked, said=ReplySaid(kind=ReplyKind(written["reply"]), **told), revision=asked.revision, by=by)

    def tell_outside(self, step: Step, by: Actor) -> None:
        """Chosen parts go to one named person outside, who opens the link so many minutes later, or on paper."""
        written, child = step.written, self.child_of(step)
        chosen = [one.key for one in offers(child, by) if one.line.section in written["sections"]]
        lines = previewed(child=child, chosen=chosen, request=written["request"], by=by)
        said = ShareSaid(
            recipient=Recipient(**written["recipient"]),
            receiver=Receiver(written["receiver"]),
            purpose=written["purpose"],
            ground=written["ground"],
            chosen=chosen,
            way=Way(written["way"]),
            days=written["days"],
            seen=digest_of_lines(lines),
            send_key=uuid5(NAMESPACE_URL, f"northmoor {step.concern} {step.at}"),
            request=written["request"],
        )
        self._arrives(share_outside(child=child, said=said, by=by), step, by)

    def open_in_danger(self, step: Step, by: Actor) -> None:
        """Somebody who does not work with the child opens it in danger, and closes it when the danger is over."""
        written, reference = step.written, self.child_of(step).reference
        grant = break_glass(reference=reference, danger=written["danger"], why_now=written["why_now"], by=by)
        if grant is None:
            raise LookupError(f"nothing opened for {step.by}")
        end_glass(grant=grant, by=by)

    def review_opening(self, step: Step, by: Actor) -> None:
        """Another person says whether that was right; openings tell the database's own time, and so does this."""
        grant = Grant.objects.visible_to(by).latest("opened_at")
        with pretending(grant.opened_at + timedelta(seconds=1)):
            review_glass(grant=grant, finding=step.written["finding"], words=step.written["words"], by=by)

    def correct_entry(self, step: Step, by: Actor) -> None:
        """What the own team wrote is said again, and rightly."""
        mine = Entry.objects.visible_to(by).filter(child=self.child_of(step), team_id__in=by.team_ids)
        wrong = next(one for one in mine if step.written["was"] in one.words)
        said = replace(entry_said(step), known_at=wrong.known_at)
        correct_entry(entry=wrong, said=said, by=by)

    def correct_fact(self, step: Step, by: Actor) -> None:
        """What the own team said of the child is said better."""
        written, child = step.written, self.child_of(step)
        mine = Claim.objects.visible_to(by).filter(child=child, kind=written["kind"], team_id__in=by.team_ids)
        nothing = ConcernSaid(what_happened="", urgency=Urgency.SOON, children=())
        fact = next(facts_of(nothing, child_from(written["facts"]), seen_on=today()))
        told = replace(fact, basis=Basis(written["basis"]))
        correct_fact(child=child, claim_id=mine.latest("recorded_at").id, fact=told, by=by)

    def _held(self, step: Step, by: Actor, state: State) -> Withholding:
        return Withholding.objects.visible_to(by).filter(child_id=self.child_of(step).id, state=state).get()

    def _admit(self, step: Step, compartment: Compartment, by: Actor) -> None:
        for one in step.written["admits"]:
            whom = Whom(member_id=self.people[one["who"]][0].pk, reason=one["reason"])
            admit(compartment=compartment, whom=whom, by=by)

    def _arrives(self, made: Made, step: Step, by: Actor) -> None:
        if made.share.way == Way.PRINT:
            print_pack(share=made.share, by=by)
            return
        with pretending(now() + timedelta(minutes=step.written["opened_after"])):
            open_link(token=made.token, code=made.code, address=_ADDRESS)


def _team(slug: str) -> Team:
    return Team.objects.select_related("agency").get(slug=slug)
