"""Telling a story: each step is one call of the verb that a person would use."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, Capacity, Check, FactKind, Outcome, Status
from cairn.children.models import Child, Claim, Record
from cairn.children.verbs import Fact, Mark, add_fact, ask_to_work, mark_fact, open_record
from cairn.children.verbs.linking import decide_pair
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.verbs import Said, add_entry
from cairn.concerns.kinds import Urgency
from cairn.concerns.models import Concern
from cairn.concerns.rules import ConcernSaid, child_from, concern_from
from cairn.concerns.verbs import change_urgency, raise_concern
from cairn.concerns.verbs.facts import facts_of
from cairn.core.clock import now
from cairn.demo.rules import Step
from cairn.demo.verbs.colleagues import second_look, take_on
from cairn.demo.verbs.planning import Planning
from cairn.demo.verbs.sharing import Sharing
from cairn.demo.verbs.telling import tell, wait
from cairn.demo.verbs.written import entry_said
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import actor_for
from cairn.referrals.kinds import Answer, Purpose
from cairn.referrals.models import Referral
from cairn.referrals.verbs import AnswerGiven, acknowledge, answer, mark_read

_HUB = "farid"
_REACHED = {"spoke": "Spoke with", "message": "Left a message for", "no_answer": "No answer from"}


@dataclass
class Telling:
    """What has been told so far: the concerns by name, and which record each child's part of one became."""

    people: dict[str, list[Membership]]
    settled_before: datetime
    concerns: dict[str, Concern] = field(default_factory=dict)
    records: dict[tuple[str, str], Record] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Take one step. Whatever a verb refuses is a fault in the story and stops the telling."""
        by = actor_for(self._member(step))
        floors = (Sharing(self.people, self._own_record, self._told_child), Planning(self._told_child))
        shared = next((getattr(one, step.does) for one in floors if hasattr(one, step.does)), None)
        with acting_as(by):
            (shared or getattr(self, f"_{step.does}"))(step, by)

    def _member(self, step: Step) -> Membership:
        members = self.people[step.by]
        if len(members) == 1 or step.concern not in self.concerns:
            return members[0]
        asked = {one.to_team_id for one in self.concerns[step.concern].referrals.all()}
        return next((one for one in members if one.team_id in asked), members[0])

    def _raise_concern(self, step: Step, by: Actor) -> None:
        said = concern_from(step.written["payload"])
        concern = raise_concern(said=said, send_key=f"northmoor {step.concern}", by=by)
        self.concerns[step.concern] = concern
        for key, subject in zip(step.written["for"], concern.subjects.order_by("order"), strict=True):
            self.records[step.concern, key] = subject.record

    def _acknowledge(self, step: Step, by: Actor) -> None:
        for referral in self._sent_to(step, by):
            acknowledge(referral=referral, by=by)
        take_on(self.concerns[step.concern], self.people)

    def _answer(self, step: Step, by: Actor) -> None:
        written = step.written
        given = AnswerGiven(Answer(written["outcome"]), written["reasons"], written["to_sender"])
        for referral in self._sent_to(step, by, purpose=Purpose.CHILD_PROTECTION):
            mark_read(referral=referral, by=by)
            referral.refresh_from_db()
            answer(referral=referral, given=given, revision=referral.revision, by=by)
        take_on(self.concerns[step.concern], self.people)

    def _sent_to(self, step: Step, by: Actor, **more: Any) -> list[Referral]:
        sent = Referral.objects.visible_to(by).filter(concern=self.concerns[step.concern], to_team_id__in=by.team_ids)
        return list(sent.filter(**more).order_by("delivered_at", "id"))

    def _add_entry(self, step: Step, by: Actor) -> None:
        add_entry(record=self._own_record(step, by), said=entry_said(step), by=by)

    def _add_claim(self, step: Step, by: Actor) -> None:
        record, basis = self._own_record(step, by), Basis(step.written["basis"])
        nothing = ConcernSaid(what_happened="", urgency=Urgency.SOON, children=())
        for fact in facts_of(nothing, child_from(step.written["facts"]), seen_on=now().date()):
            add_fact(record=record, fact=fact, by=by)
        said = Said(EntryKind.OTHER, step.written["words"], HowKnown(basis), occurred_from=now())
        add_entry(record=record, said=said, by=by)

    def _say_facts(self, step: Step, by: Actor) -> None:
        record = self._own_record(step, by)
        for said in step.written["said"]:
            kind, text, basis = FactKind(said.pop("kind")), said.pop("text"), Basis(said.pop("basis"))
            add_fact(record=record, fact=Fact(kind, text, basis, said), by=by)

    def _mark_fact(self, step: Step, by: Actor) -> None:
        written, record = step.written, self._own_record(step, by)
        claim = Claim.objects.visible_to(by).filter(record=record, kind=written["kind"]).latest("recorded_at")
        how = [Check(each) for each in written["how"]]
        mark_fact(
            child=record.child, claim_id=claim.id, mark=Mark(Status(written["status"]), written["reason"], how), by=by
        )

    def _ask_to_join(self, step: Step, by: Actor) -> None:
        ask_to_work(record=self._own_record(step, by), doing=step.written["doing"], by=by)

    def _change_urgency(self, step: Step, by: Actor) -> None:
        written = step.written
        change_urgency(
            concern=self.concerns[step.concern], to=Urgency(written["urgency"]), reason=written["reason"], by=by
        )

    def _rang(self, step: Step, by: Actor) -> None:
        written = step.written
        team = Team.objects.get(slug=written["team"])
        words = f"{_REACHED[written['reached']]} {team.name}. {written['agreed']}"
        said = Said(EntryKind.CALL, words, HowKnown.SEEN, occurred_from=now())
        add_entry(record=self._own_record(step, by), said=said, by=by)

    def _tell_child(self, step: Step, by: Actor) -> None:
        tell(step, self._own_record(step, by).child, by)

    def _wait_to_tell(self, step: Step, by: Actor) -> None:
        wait(step, self._own_record(step, by).child, by)

    def _decide_link(self, step: Step, by: Actor) -> None:
        written = step.written
        one = self._child(step.concern, written["child"])
        other = self._child(written["with_concern"], written["with_child"])
        decision = decide_pair(
            child=one, other=other, outcome=Outcome(written["outcome"]), reason=written["reason"], by=by
        )
        if step.at < self.settled_before:
            second_look(decision, self.people)

    def _child(self, concern: str, key: str) -> Child:
        return _as_it_is_now(self.records[concern, key]).child

    def _told_child(self, step: Step) -> Child:
        """The child of a step as the hub finds it: whoever takes the step may not see it yet, or no more."""
        with acting_as(actor_for(self.people[_HUB][0])):
            return self._child(step.concern, step.written["child"])

    def _own_record(self, step: Step, by: Actor) -> Record:
        """The record through which this person's team writes about the child; opened when there is none."""
        told = self.records[step.concern, step.written.get("child") or self._first_child(step)]
        if told.team_id in by.team_ids:
            return _as_it_is_now(told)
        child = Child.objects.visible_to(by).filter(records=told.pk).first()
        found = (
            Record.objects.visible_to(by).filter(child=child, team_id__in=by.team_ids).order_by("-opened_at").first()
        )
        return found or self._brought_in(told, by)

    def _first_child(self, step: Step) -> str:
        return next(key for concern, key in self.records if concern == step.concern)

    def _brought_in(self, told: Record, by: Actor) -> Record:
        """The hub brings a team into the circle that works with the child and has written nothing yet."""
        hub = actor_for(self.people[_HUB][0])
        with acting_as(hub):
            child = _as_it_is_now(told).child
            team = Team.objects.get(pk__in=by.team_ids)
            return open_record(child=child, team=team, capacity=Capacity.CONTRIBUTOR, by=hub)


def _as_it_is_now(record: Record) -> Record:
    """The record with the child it belongs to by now: a step before may have linked it."""
    return Record.objects.select_related("child").get(pk=record.pk)
