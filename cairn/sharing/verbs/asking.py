"""Asking another agency about a child, opening the question, withdrawing it (R-051)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now, today
from cairn.core.errors import Conflict, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.working_days import at_local_time
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Team
from cairn.partnership.queries import nation_of
from cairn.sharing.kinds import ASK_SENT, ASK_TAKEN_BACK, ASK_WITHDRAWN, ASKED_OF_YOU, WAITING, AskState
from cairn.sharing.models import Ask
from cairn.sharing.queries.asking import asks_seen, earlier_asks
from cairn.sharing.queries.guide import case_for
from cairn.sharing.rules.gateways import AND, justified

POLICY = "information_request"
PURPOSE = "question to another agency"
_END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSaid:
    """What is asked of whom, what for, and on what ground. `is_new` says that earlier questions were looked at.

    `for_enforcement`: whether it is to enforce immigration law, for which there is another way to ask (R-060).
    """

    to_team: Team
    question: str
    purpose: str
    ground: str
    is_sensitive: bool = False
    needed_by: date | None = None
    is_new: bool = False
    for_enforcement: bool = False


@dataclass(frozen=True, slots=True)
class AskedFrom:
    """The record from which is asked: which child it belongs to now, and whose it is."""

    record_id: UUID
    child_id: UUID
    team: Team


@transaction.atomic
def ask(*, said: AskSaid, asked_from: AskedFrom, by: Actor) -> Ask:
    """Ask a team of another agency about a child, on a lawful ground, by a clock. Records ASK_SENT.

    The asked team owes an answer by the policy `information_request`, earlier where `needed_by` says so. Called by a
    higher floor, which has asked whether `by` sees the child. Refuses nothing asked (`question_needed`), no purpose
    (`purpose_needed`), a team of one's own agency (`ask_own_agency`), a day gone by (`needed_by_past`), a ground that
    is none there and then (`ground_not_known`, `ground_not_in_force`), and a question to an agency that was asked about
    this child before, unless it is said to be new (`asked_already`, R-051). A question for immigration enforcement is
    refused here whatever else it says (`enforcement_on_its_own_page`, R-060).
    """
    by.require(Permission.ASK_SEND)
    _refuse_unready(said, asked_from)
    one_at_a_time(asked_from.child_id)
    if not said.is_new and earlier_asks(asked_from.child_id, said.to_team.agency_id, by).exists():
        raise Refused("asked_already")
    made = _made(said, asked_from, by)
    about = Ref("ask", made.id)
    owed = duties.owe(
        kind=DutyKind.ANSWER_ASK,
        about=about,
        policy=POLICY,
        nation=nation_of(said.to_team),
        owner_team=said.to_team,
        owed_to_team_id=made.team_id,
        owed_to_id=by.membership_id,
        child_id=made.child_id,
        record_id=made.record_id,
        started_at=made.asked_at,
        due_at=_end_of(said.needed_by),
    )
    made.due_at = owed.due_at
    made.save(force_insert=True)
    detail = {"to_team": str(said.to_team.pk), "grounds": made.ground.split(AND)}
    ledger.record(ASK_SENT, by=by, child_id=made.child_id, about=about, detail=detail)
    notices.leave(team_id=said.to_team.pk, code=ASKED_OF_YOU, about=about)
    return made


def find_ask(*, ask_id: UUID, by: Actor) -> Ask:
    """Fetch one question with who asks and who is asked. Shows nothing yet: see `open_ask`.

    Raises NotFound, and notes it, when there is none or none that this actor may see.
    """
    by.require(Permission.CHILD_OPEN)
    found: Ask | None = asks_seen(by).filter(pk=ask_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="ask", reference=ask_id)
        raise NotFound
    return found


@transaction.atomic(savepoint=False)
def open_ask(*, ask_id: UUID, by: Actor) -> Ask:
    """Fetch one question to be shown. It tells of a child, so the look is in the ledger before it is shown (R-063).

    Raises NotFound as `find_ask` does.
    """
    found = find_ask(ask_id=ask_id, by=by)
    ledger.looked(by=by, child_id=found.child_id, purpose=PURPOSE)
    return found


@transaction.atomic
def withdraw_ask(*, ask: Ask, reason: str, revision: int, by: Actor) -> None:
    """Take a question back: nobody owes an answer any more. What came back stays. Records ASK_WITHDRAWN.

    Raises NotAllowed outside the team that asked. Refuses no reason (`withdraw_reason_needed`). Raises Conflict when it
    was answered meanwhile (`ask_moved_on`).
    """
    by.require(Permission.ASK_SEND, ask)
    if not reason.strip():
        raise Refused("withdraw_reason_needed")
    one_at_a_time(ask.id)
    open_ones = Ask.objects.filter(pk=ask.pk, revision=revision, state__in=[*WAITING, AskState.REFUSED])
    changed = open_ones.update(
        state=AskState.WITHDRAWN, withdrawn_reason=reason.strip(), settled_at=now(), revision=F("revision") + 1
    )
    if not changed:
        raise Conflict("ask_moved_on")
    about = Ref("ask", ask.id)
    for kind in (DutyKind.ANSWER_ASK, DutyKind.REVIEW_REFUSAL):
        duties.close(kind=kind, about=about, by=by)
    ledger.record(ASK_WITHDRAWN, by=by, child_id=ask.child_id, about=about)
    notices.leave(team_id=ask.to_team_id, code=ASK_TAKEN_BACK, about=about)


def _refuse_unready(said: AskSaid, asked_from: AskedFrom) -> None:
    if said.for_enforcement:
        raise Refused("enforcement_on_its_own_page")
    if not said.question.strip():
        raise Refused("question_needed")
    if not said.purpose.strip():
        raise Refused("purpose_needed")
    if said.to_team.agency_id == asked_from.team.agency_id:
        raise Refused("ask_own_agency")
    if said.needed_by is not None and said.needed_by < today():
        raise Refused("needed_by_past")


def _made(said: AskSaid, asked_from: AskedFrom, by: Actor) -> Ask:
    case = case_for(asked_from.team)
    ground = justified(said.ground, case, is_sensitive=said.is_sensitive)
    return Ask(
        child_id=asked_from.child_id,
        record_id=asked_from.record_id,
        team=asked_from.team,
        agency_id=asked_from.team.agency_id,
        asked_by_id=by.membership_id,
        to_team=said.to_team,
        to_agency_id=said.to_team.agency_id,
        question=said.question.strip(),
        purpose=said.purpose.strip(),
        nation=case.nation.value,
        ground=ground.codes,
        sentence=ground.sentence,
    )


def _end_of(day: date | None) -> datetime | None:
    return at_local_time(day, _END_OF_DAY) if day else None
