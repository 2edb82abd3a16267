"""Comparing what was said with children known here: on Send, for a list of candidates, in a search (R-002)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from cairn.access.actor import Actor, job
from cairn.access.permissions import Permission
from cairn.children.models import Child, LinkQuestion, Record
from cairn.children.queries.candidates import MOST_SHOWN, Candidate, Compared, compared, comparison
from cairn.children.queries.keys import facts_of, person
from cairn.children.queries.standing_in import children_on_shift
from cairn.children.verbs.facts import Fact
from cairn.children.verbs.probing import note_asking
from cairn.core.clock import now
from cairn.core.errors import CairnError, Refused
from cairn.core.jobs import defer
from cairn.core.ref import Ref
from cairn.duties import rules
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.matching.asking import is_askable
from cairn.matching.evidence import Evidence
from cairn.matching.kinds import Band
from cairn.matching.scoring import MODEL_VERSION
from cairn.matching.yardstick import Yardstick
from cairn.partnership.models import Team
from cairn.partnership.queries import hub_desk, shift_of

MOST_ASKED = 5  # questions about one new child
LINK_CLOCK = "link_decision"


class CouldNotSearch(CairnError):
    """The search itself failed: nobody may take that for "no such child"."""

    code = "could_not_search"


@dataclass(frozen=True, slots=True)
class Found:
    """A child that a search showed, and why; `yardstick` is that of the search, the same for all."""

    child: Child
    candidate: Candidate
    yardstick: Yardstick = field(repr=False)


@transaction.atomic
def ask_same_child(*, records: Sequence[Record], nation: str, by: Actor) -> None:
    """On Send: for each new child of a concern, ask the hub whether it is a child known here already.

    At most five questions a child, and one duty for the hub by the clock `link_decision`. The children of one concern
    are never taken for one another. The same statements are run whatever is found, and nothing is given back, so that
    a sender learns nothing. Called inside the verb that sends, which has asked already.
    """
    together = {record.child_id for record in records}
    for record in records:
        facts = facts_of(record.id)
        found = compared(facts, besides=together, by=by)
        likely = [each for each in found if each.candidate.band is not Band.WEAK][:MOST_ASKED]
        _note(record, found, likely, by)
        note_asking(facts=facts, found=found, way="concern", by=by)
        owed = link_duty(child_id=record.child_id, record_id=record.id, nation=nation, team=hub_desk())
        ask(questions=[question_of(record.child_id, each.candidate) for each in likely], duty=owed)
        defer("children.tell_of_questions", record_id=str(record.id))


@transaction.atomic
def candidates_for(*, record: Record, by: Actor) -> tuple[Candidate, ...]:
    """Whom a record's child may be, among children that the actor may see; the strongest first, at most 20.

    A child out of sight and a child that is not there take the same statements. Records `matched`.
    """
    by.require(Permission.CONCERN_RAISE, record)
    found = compared(facts_of(record.id), besides=[record.child_id], by=by)
    shown = tuple(each.candidate for each in found if each.is_seen)[:MOST_SHOWN]
    ledger.matched(by=by, child_ids=[each.child_id for each in shown], about=Ref("record", record.id))
    return shown


@transaction.atomic
def search_children(*, said: Iterable[Fact], by: Actor) -> tuple[Found, ...]:
    """Look for a child among those the actor may see, by whatever is known; the likeliest first, at most 20.

    No hints: a child out of sight is not there. Records `matched` with the children shown, and CHILD_SEARCHED.
    Refuses facts by which nobody can be found (`search_needs_more`): a name, a number or a phone is needed. Raises
    CouldNotSearch when the search failed, which is something else than finding nobody.
    """
    by.require(Permission.CHILD_SEARCH)
    facts = person((str(each.kind), each.text, each.detail, each.born_from, each.born_to) for each in said)
    if not is_askable(facts):
        raise Refused("search_needs_more")
    try:
        told = comparison(facts, besides=(), by=by)
    except DatabaseError as error:
        raise CouldNotSearch from error
    seen = [(each.child, each.candidate) for each in told.found if each.child is not None][:MOST_SHOWN]
    ledger.matched(by=by, child_ids=[child.id for child, _ in seen])
    note_asking(facts=facts, found=told.found, way="search", by=by)
    return tuple(Found(child, candidate, told.yardstick) for child, candidate in seen)


@transaction.atomic
def search_on_shift(*, said: Iterable[Fact], by: Actor) -> tuple[str, ...]:
    """The references of children out of sight that fit and for whom the actor stands in on this shift; at most 20.

    Nothing else of them is told: whoever opens one takes a place around it for the length of the shift. Empty off
    shift. Asked beside `search_children`, which refuses what it cannot look for. Records `matched`.
    """
    by.require(Permission.CHILD_SEARCH)
    shift = shift_of(by.team_ids, now()) if by.is_person and by.may(Permission.INVOLVEMENT_ASK) else None
    if shift is None:
        return ()
    facts = person((str(each.kind), each.text, each.detail, each.born_from, each.born_to) for each in said)
    likely = (each for each in compared(facts, besides=(), by=by) if not each.is_seen)
    fitting = [each.candidate.child_id for each in likely if each.candidate.band is not Band.WEAK]
    near = children_on_shift(fitting[:MOST_SHOWN], shift, by)
    ledger.matched(by=by, child_ids=[each.child_id for each in near])
    return tuple(each.reference for each in near)


def question_of(child_id: UUID, candidate: Candidate) -> LinkQuestion:
    """The question whether a child is this candidate, not yet saved."""
    return LinkQuestion(
        child_id=child_id,
        candidate_id=candidate.child_id,
        weight=candidate.weight,
        evidence=written(candidate.evidence),
        model_version=MODEL_VERSION,
        band=candidate.band,
    )


def written(evidence: Iterable[Evidence]) -> list[dict[str, object]]:
    """Evidence as it is stored: which fact, how well it agrees, what that is worth. No values."""
    return [{"field": str(each.field), "level": str(each.level), "weight": each.weight} for each in evidence]


def link_duty(*, child_id: UUID, record_id: UUID | None, nation: str, team: Team) -> Duty:
    """The hub's duty to decide, not yet saved; the question it is about is filled in where it is."""
    started = now()
    due = rules.due(LINK_CLOCK, nation, started)
    return Duty(
        kind=DutyKind.LINK,
        about_kind="link_question",
        child_id=child_id,
        record_id=record_id,
        owner_team=team,
        owner_agency_id=team.agency_id,
        policy=LINK_CLOCK,
        policy_version=due.policy.version,
        nation=due.policy.nation,
        started_at=started,
        due_at=due.due_at,
    )


def ask(*, questions: Sequence[LinkQuestion], duty: Duty) -> None:
    """Write the questions that nobody has answered yet, and the duty if there is one. One statement, always."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select cairn_ask_same_child(%s::jsonb, %s::jsonb)",
            [json.dumps([row(each) for each in questions], cls=DjangoJSONEncoder), dumped(row(duty))],
        )


def row(thing: Model) -> dict[str, object]:
    """A thing's columns and values, for the database functions that write rows which the actor may not read."""
    return {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}


def dumped(columns: dict[str, object]) -> str:
    """Columns as the JSON that those functions take."""
    return json.dumps(columns, cls=DjangoJSONEncoder)


def _note(record: Record, found: Sequence[Compared], likely: Sequence[Compared], by: Actor) -> None:
    """The sender's own trail holds the children they see; the trail of a child that was found names no sender.

    People may read their own events: one that listed every candidate would tell a sender what they may not know.
    """
    about = Ref("record", record.id)
    ledger.matched(by=by, child_ids=[each.candidate.child_id for each in found if each.is_seen], about=about)
    matching = job("matching of a concern")
    ledger.matched(by=matching, child_ids=[each.candidate.child_id for each in likely], about=about)
