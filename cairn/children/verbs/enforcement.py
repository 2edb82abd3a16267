"""Asking about a child for immigration enforcement, passing it on, answering, a second person's look (R-060).

Nothing is ever shown by itself. Whoever asks is answered alike whether or not there is such a child.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds.enforcement import (
    ENFORCEMENT_ANSWERED,
    ENFORCEMENT_ASKED,
    ENFORCEMENT_ASKS,
    ENFORCEMENT_GIVEN,
    ENFORCEMENT_LOOKED_AT,
    ENFORCEMENT_PASSED,
    ENFORCEMENT_SECOND,
    ENFORCEMENT_SETTLED,
    SETTLED,
    EnforcementState,
    EnforcementWord,
)
from cairn.children.models import Child, EnforcementQuestion, EnforcementReply, EnforcementRequest, Record
from cairn.children.queries import enforcement as queries
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.jobs import defer
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import rules as clocks
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import hub_desk, nation_of
from cairn.sharing.queries.enforcement import is_used_here
from cairn.sharing.rules.gateways import enforcement_ground

CLOCK = "enforcement_request"
PURPOSE = "given to enforcement"
LONGEST_WORDS, LONGEST_REASON, MOST_A_DAY = 4000, 1000, 10
_KIND = DutyKind.ANSWER_ENFORCEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementSaid:
    """About which child (its exact reference), what, and on which ground of the register."""

    reference: str
    question: str
    ground: str


@transaction.atomic
def ask_for_enforcement(*, said: EnforcementSaid, by: Actor) -> EnforcementRequest:
    """Ask about a child for immigration enforcement. Records ENFORCEMENT_ASKED, with no child.

    Takes the same statements whether or not there is such a child: a job looks for it once this has been committed.
    Raises NotAllowed for whoever is no person. Refuses everything while the policy of the asking team's nation is off
    (`enforcement_off`), a missing or over-long reference or question, a ground that is none there and then
    (`enforcement_ground_needed`, `ground_not_known`, `ground_not_in_force`), and too many a day
    (`enforcement_too_often`).
    """
    by.require(Permission.ASK_SEND)
    if not by.is_person or by.team_id is None or by.membership_id is None:
        raise NotAllowed
    team = Team.objects.visible_to(by).select_related("agency").get(pk=by.team_id)
    _refuse_off(nation_of(team))
    reference, question = _asked(said.reference), _words(said.question, "enforcement_question_needed", LONGEST_WORDS)
    if not said.ground.strip():
        raise Refused("enforcement_ground_needed")
    case = queries.asking_case(team)
    ground = enforcement_ground(said.ground.strip(), case)
    one_at_a_time(f"asked for enforcement by {team.pk}")  # or two at once would each be the last allowed
    if queries.asked_lately(by) >= MOST_A_DAY:
        raise Refused("enforcement_too_often")
    made = EnforcementRequest(
        agency_id=team.agency_id,
        team=team,
        asked_by_id=by.membership_id,
        due_at=clocks.due(CLOCK, case.nation.value, now()).due_at,
        reference=reference,
        question=question,
        nation=case.nation.value,
        ground=ground.codes,
        sentence=ground.sentence,
    )
    made.save(force_insert=True)
    about = Ref("enforcement_request", made.id)
    ledger.record(ENFORCEMENT_ASKED, by=by, about=about, detail={"grounds": [ground.codes]})
    defer("children.pass_on_enforcement", request_id=str(made.id))
    return made


@transaction.atomic
def pass_on_enforcement(*, request_id: UUID, by: Actor) -> EnforcementQuestion | None:
    """Tell the team that leads, and whoever speaks for the child, what enforcement asks; the lead owes an answer.

    None where there is no such child: nobody is told then, and nobody learns it. Where the policy of the lead's nation
    is off, or the team that leads asks itself, it is settled at once, with nothing given; they are told all the same.
    Records ENFORCEMENT_PASSED. Run by the worker; running it twice tells nobody twice.
    """
    by.require(Permission.ASK_SEND)
    request = EnforcementRequest.objects.visible_to(by).filter(pk=request_id).first()
    child = queries.child_asked_for(request.reference, by) if request else None
    lead = queries.lead_of(child.id, by) if child else None
    record = queries.record_of_lead(child, lead.team, by) if child and lead else None
    if request is None or child is None or lead is None or record is None:
        return None
    one_at_a_time(child.id)
    if EnforcementQuestion.objects.visible_to(by).filter(request=request).exists():
        return None
    made = _question(request, record, lead.team)
    about = Ref("enforcement_question", made.id)
    ledger.record(ENFORCEMENT_PASSED, by=by, child_id=child.id, about=about)
    if made.state == EnforcementState.OPEN:
        _owe(made, lead.team, None)
    for team_id in {lead.team_id, *queries.who_represent(child, by)}:
        notices.leave(team_id=team_id, code=ENFORCEMENT_ASKS, about=about)
    return made


def find_enforcement(*, question_id: UUID, by: Actor) -> EnforcementQuestion:
    """Fetch what enforcement asked about a child, to be shown to those around it; the look is in the ledger (R-063).

    Raises NotFound, and notes it, when there is none or none that this actor may see: those who asked never do.
    """
    by.require(Permission.CHILD_OPEN)
    found: EnforcementQuestion | None = queries.questions_seen(by).filter(pk=question_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="enforcement_question", reference=question_id)
        raise NotFound
    ledger.looked(by=by, child_id=found.child_id, purpose="what enforcement asks")
    return found


def find_request(*, request_id: UUID, by: Actor) -> tuple[EnforcementRequest, EnforcementReply | None]:
    """Fetch what one's own team asked, with what was given; that look is in the child's account. Raises NotFound."""
    by.require(Permission.ASK_SEND)
    found: EnforcementRequest | None = EnforcementRequest.objects.visible_to(by).filter(pk=request_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="enforcement_request", reference=request_id)
        raise NotFound
    given = queries.given_to(found, by)
    if given is not None:
        ledger.looked(by=by, child_id=given.child_id, purpose=PURPOSE)
    return found, given


@transaction.atomic
def answer_enforcement(
    *, question: EnforcementQuestion, gives: bool, words: str, reason: str, revision: int, by: Actor
) -> EnforcementReply:
    """The team that leads gives nothing, or says what it would give: then a second person looks before anything goes.

    Records ENFORCEMENT_ANSWERED. `words` are exactly what would be read by those who asked; nothing is added to them.
    Raises NotAllowed outside the team that leads, Conflict when somebody answered first (`enforcement_moved_on`).
    Refuses no reason (`enforcement_reason_needed`), nothing to give (`enforcement_words_needed`), and giving anything
    while the policy is off (`enforcement_off`) or once the ground holds no longer (`ground_not_in_force`).
    """
    by.require(Permission.ASK_ANSWER, question)
    why = _words(reason, "enforcement_reason_needed", LONGEST_REASON)
    given = _words(words, "enforcement_words_needed", LONGEST_WORDS) if gives else ""
    if gives:
        _refuse_giving(question)
    state = EnforcementState.SECOND if gives else EnforcementState.NOT_GIVEN
    _move(question, EnforcementState.OPEN, state, revision)
    word = EnforcementWord.WOULD_GIVE if gives else EnforcementWord.NOT_GIVEN
    written = _write(question, word, given, why, by)
    about = Ref("enforcement_question", question.id)
    duties.close(kind=_KIND, about=about, by=by)
    ledger.record(ENFORCEMENT_ANSWERED, by=by, child_id=question.child_id, about=about, detail={"word": word.value})
    if gives:
        first = Membership.objects.get(pk=by.membership_id) if by.membership_id else None
        team, person = queries.who_looks_second(_team_of(by), first, now())
        _owe(question, team, person)
        member_id = person.pk if person else None
        notices.leave(team_id=team.pk, member_id=member_id, code=ENFORCEMENT_SECOND, about=about)
    else:
        _tell_settled(question, by)
    return written


@transaction.atomic
def agree_to_enforcement(
    *, question: EnforcementQuestion, agrees: bool, has_looked: bool, reason: str, revision: int, by: Actor
) -> EnforcementReply:
    """A second person agrees that the words go to those who asked, or not: then nothing does.

    Records ENFORCEMENT_LOOKED_AT. Only with this yes can those who asked read anything, and that is the words alone.
    Raises NotAllowed for anybody but a manager of the team that leads and the hub, Conflict when somebody looked first.
    Refuses whoever would give it, in whatever post (`enforcement_not_alone`), not agreeing without a reason, agreeing
    without having looked for what is kept apart (`enforcement_look_needed`), and what `answer_enforcement` refuses.
    """
    by.require(Permission.REFUSAL_REVIEW, question)
    proposed = queries.would_give(question, by)
    if proposed is None:
        raise Conflict("enforcement_moved_on")
    if proposed.recorded_by is None or proposed.recorded_by.practitioner_id == by.practitioner_id:
        raise Refused("enforcement_not_alone")
    why = "" if agrees else _words(reason, "enforcement_reason_needed", LONGEST_REASON)
    if agrees and not has_looked:
        raise Refused("enforcement_look_needed")
    if agrees:
        _refuse_giving(question)
    state = EnforcementState.GIVEN if agrees else EnforcementState.NOT_GIVEN
    _move(question, EnforcementState.SECOND, state, revision)
    word = EnforcementWord.AGREED if agrees else EnforcementWord.NOT_AGREED
    written = _write(question, word, proposed.words if agrees else "", why, by)
    about = Ref("enforcement_question", question.id)
    duties.close(kind=_KIND, about=about, by=by)
    ledger.record(ENFORCEMENT_LOOKED_AT, by=by, child_id=question.child_id, about=about, detail={"word": word.value})
    _tell_settled(question, by)
    if agrees:
        to = Ref("enforcement_request", question.request_id)
        notices.leave(team_id=question.asker_team_id, code=ENFORCEMENT_GIVEN, about=to)
    return written


def _refuse_off(nation: str) -> None:
    if not is_used_here(nation):
        desk = hub_desk()
        raise Refused("enforcement_off", team=desk.name, phone=desk.phone or desk.agency.phone)


def _refuse_giving(question: EnforcementQuestion) -> None:
    _refuse_off(question.nation)
    _refuse_off(nation_of(Team.objects.get(pk=question.team_id)))
    asker = Team.objects.select_related("agency").get(pk=question.asker_team_id)
    enforcement_ground(question.ground, queries.asking_case(asker))


def _asked(reference: str) -> str:
    asked = "".join(reference.upper().split())
    if not asked:
        raise Refused("enforcement_reference_needed")
    most: int = EnforcementRequest._meta.get_field("reference").max_length or 0
    if len(asked) > most:
        raise Refused("enforcement_too_long", most=most)
    return asked


def _words(typed: str, needed: str, most: int) -> str:
    words = typed.strip()
    if not words:
        raise Refused(needed)
    if len(words) > most:
        raise Refused("enforcement_too_long", most=most)
    return words


def _question(request: EnforcementRequest, record: Record, lead: Team) -> EnforcementQuestion:
    state = EnforcementState.OPEN if is_used_here(nation_of(lead)) else EnforcementState.OFF
    if lead.pk == request.team_id:
        state = EnforcementState.NOT_GIVEN
    made = EnforcementQuestion(
        record=record,
        child_id=record.child_id,
        agency_id=lead.agency_id,
        team=lead,
        request=request,
        asker_team_id=request.team_id,
        asked_by_id=request.asked_by_id,
        asked_at=request.asked_at,
        due_at=request.due_at,
        question=request.question,
        nation=request.nation,
        ground=request.ground,
        sentence=request.sentence,
        state=state,
        settled_at=now() if state in SETTLED else None,
    )
    made.save(force_insert=True)
    return made


def _owe(question: EnforcementQuestion, team: Team, person: Membership | None) -> None:
    # Owed to nobody: those who asked must not see by a duty that there is anything to decide.
    duties.owe(
        kind=_KIND,
        about=Ref("enforcement_question", question.id),
        policy=CLOCK,
        nation=nation_of(team),
        owner_team=team,
        owner=person,
        child_id=question.child_id,
        record_id=question.record_id,
    )


def _move(question: EnforcementQuestion, old: EnforcementState, new: EnforcementState, revision: int) -> None:
    one_at_a_time(question.id)
    changed = EnforcementQuestion.objects.filter(pk=question.pk, revision=revision, state=old).update(
        state=new, settled_at=now() if new in SETTLED else None, revision=F("revision") + 1
    )
    if not changed:
        raise Conflict("enforcement_moved_on")


def _write(
    question: EnforcementQuestion, word: EnforcementWord, words: str, reason: str, by: Actor
) -> EnforcementReply:
    team = _team_of(by)
    written = EnforcementReply(
        record_id=question.record_id,
        child_id=question.child_id,
        agency_id=team.agency_id,
        team=team,
        recorded_by_id=by.membership_id,
        question=question,
        request_id=question.request_id,
        asker_team_id=question.asker_team_id,
        word=word,
        words=words,
        reason=reason,
    )
    written.save(force_insert=True)
    return written


def _team_of(by: Actor) -> Team:
    if by.team_id is None:
        raise NotAllowed
    return Team.objects.select_related("agency").get(pk=by.team_id)


def _tell_settled(question: EnforcementQuestion, by: Actor) -> None:
    lead = queries.lead_of(question.child_id, by)
    told = {lead.team_id} if lead else set()
    for team_id in told | queries.who_represent(Child(pk=question.child_id), by):
        notices.leave(team_id=team_id, code=ENFORCEMENT_SETTLED, about=Ref("enforcement_question", question.id))
