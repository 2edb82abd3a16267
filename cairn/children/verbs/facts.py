"""Adding what somebody says, sees or shows about a child; saying it better; saying what one thinks of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.kinds import (
    FACT_ADDED,
    FACT_CORRECTED,
    FACT_MARKED,
    Basis,
    CareStatus,
    Check,
    FactKind,
    Sex,
    Status,
)
from cairn.children.models import Child, Claim, Record
from cairn.children.queries.facts import one_said
from cairn.children.queries.keys import keep_keys
from cairn.children.rules import PLACES, completed, marks_for, refuse_unfit, refuse_warning, years
from cairn.children.verbs.ages import owe_age_review
from cairn.children.verbs.people import owe_seeing_alone
from cairn.children.verbs.records import own_record
from cairn.children.verbs.shutting_out import shut_out_named
from cairn.core.clock import today
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.jobs import defer
from cairn.core.kept_sealed import HANDLING
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.ledger import verbs as ledger
from cairn.matching.births import OLDEST, parse_birth_bounds
from cairn.sharing import verbs as sharing
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.queries.compartments import gathers_by_rule

LONGEST = 15_000


@dataclass(frozen=True)
class Fact:
    """What is said, in its parts, which the Claim lists. `status` among them says with what doubt it is said.

    `born_from` and `born_to` are the earliest and the latest birth date that fit, for births only.
    """

    kind: FactKind
    text: str
    basis: Basis
    detail: dict[str, object] = field(default_factory=dict)
    born_from: date | None = None
    born_to: date | None = None
    said_at: datetime | None = None


@dataclass(frozen=True)
class Mark:
    """What somebody thinks of something that was said: how it stands, why, and how it was checked."""

    status: Status
    reason: str
    how: Sequence[Check] = ()
    basis: Basis = Basis.PROFESSIONAL_ESTIMATE


@dataclass(frozen=True)
class SaidWrong:
    """Something that was said of a child and that the person whom it is about says is wrong."""

    claim_id: UUID
    record_id: UUID
    child_id: UUID
    kind: FactKind
    detail: dict[str, object]


# What somebody can say instead in a few words; for anything else the team that wrote it is asked.
SAID_INSTEAD = (
    *(FactKind.NAME, FactKind.BIRTH, FactKind.SEX, FactKind.GENDER, FactKind.NATIONALITY, FactKind.LANGUAGE),
    *(FactKind.IDENTIFIER, FactKind.ADDRESS, FactKind.PHONE, FactKind.SCHOOL, FactKind.CARE_STATUS),
)
_KEPT_PARTS = ("kind", "scheme", "place_kind")


@transaction.atomic
def add_fact(
    *, record: Record, fact: Fact, by: Actor, told_together: UUID | None = None, compares: bool = True
) -> Claim:
    """Add a claim to a team's record of a child and make it findable. Records FACT_ADDED.

    Refuses nothing said (`fact_empty`), over 15,000 characters (`fact_too_long`), a birth in the future
    (`birth_in_future`) or more than 120 years ago (`born_too_long_ago`), and what `rules.refuse_unfit` and, of a
    warning, `rules.refuse_warning` refuse. A wrong-looking value is kept as said: it may be what the child was told to
    say. A view of the age that lies too far from another makes somebody look at them together (R-005); a person who
    says they are family or carer makes somebody see the child alone (R-006).
    """
    by.require(Permission.FACT_ADD, record)
    _refuse_unfit(fact)
    _refuse_warning(fact, is_again=False)
    claim = write_fact(record=record, fact=fact, by=by, told_together=told_together)
    keep_keys(record)
    defer("children.look_again", record_id=str(record.id))
    _owe(FactKind(claim.kind), record, by)
    if compares:
        shut_out_named(fact=claim, by=by)
    return claim


@transaction.atomic
def correct_fact(*, child: Child, claim_id: UUID, fact: Fact, by: Actor, compares: bool = True) -> Claim:
    """A team says better what it said itself: the earlier words stay, behind the new ones. Records FACT_CORRECTED.

    The new claim stands in the same record, so that both follow it; what others thought of the old one stays with the
    old one. Refuses what `add_fact` refuses, another team's claim (`not_your_teams_fact`) and another kind
    (`mark_not_for_this`), and one that was said better already (`fact_replaced_already`). Raises NotFound for one that
    is out of sight.
    """
    by.require(Permission.FACT_ADD, child)
    one_at_a_time(child.id)
    old = _fetched(child, claim_id, by)
    if old.team_id not in by.team_ids:
        raise Refused("not_your_teams_fact")
    if fact.kind != old.kind:
        raise Refused("mark_not_for_this")
    if old.replaced_by.exists():
        raise Refused("fact_replaced_already")
    _refuse_unfit(fact)
    _refuse_warning(fact, is_again=True)
    claim = _kept(Claim(**_columns(_as_secret(fact, old)), replaces=old), old.record, by, FACT_CORRECTED)
    sharing.follows(former=old.id, later=claim.id)
    keep_keys(old.record)
    defer("children.look_again", record_id=str(old.record_id))
    _owe(fact.kind, old.record, by)
    if compares:
        shut_out_named(fact=claim, by=by)
    return claim


@transaction.atomic
def mark_fact(*, child: Child, claim_id: UUID, mark: Mark, by: Actor) -> Claim:
    """Say what one thinks of something that was said, with the reason. Nobody's words change. Records FACT_MARKED.

    The latest mark counts; all are shown. Of what the child says nobody can say that it is false
    (`own_words_stand`), and only its own team can take something back (`not_your_teams_fact`). Refuses what cannot be
    said of this kind (`mark_not_for_this`), no reason (`mark_reason_needed`), and a person called checked without how
    (`check_needed`). Raises NotFound for a claim that is out of sight.
    """
    by.require(Permission.FACT_ADD, child)
    one_at_a_time(child.id)
    claim = _fetched(child, claim_id, by)
    is_own = claim.team_id in by.team_ids
    _refuse_mark(claim, mark, is_own=is_own)
    detail: dict[str, object] = {"status": str(mark.status)}
    if mark.how:
        detail["how"] = sorted({str(one) for one in mark.how})
    said = _as_secret(Fact(FactKind.STANDING, mark.reason, mark.basis, detail), claim)
    record = claim.record if is_own else own_record(child=child, by=by)
    made = _kept(Claim(**_columns(said), about=claim), record, by, FACT_MARKED)
    _owe(FactKind(claim.kind), record, by)
    return made


def correct_for_person(*, wrong: SaidWrong, words: str, reason: str, basis: Basis, by: Actor) -> Claim:
    """Write down what the person whom a record is about says instead; what was said before is disputed and stays.

    Both stand in the record of what was said, in the name of whoever enters them, who need not see the child. Inside a
    verb that has asked already. Records FACT_ADDED and FACT_MARKED. Refuses what `add_fact` refuses, a birth that
    cannot be read (`day_not_understood`) and kinds that are not SAID_INSTEAD (`mark_not_for_this`).
    """
    if wrong.kind not in SAID_INSTEAD:
        raise Refused("mark_not_for_this")
    parts = {part: wrong.detail[part] for part in _KEPT_PARTS if part in wrong.detail}
    born_from, born_to = _born(words) if wrong.kind is FactKind.BIRTH else (None, None)
    fact = Fact(wrong.kind, _coded(wrong.kind, words), basis, parts, born_from, born_to)
    _refuse_unfit(fact)
    claim = _entered(Claim(**_columns(fact)), wrong, by, FACT_ADDED)
    mark = Fact(FactKind.STANDING, reason, basis, {"status": str(Status.DISPUTED)})
    _entered(Claim(**_columns(mark), about_id=wrong.claim_id), wrong, by, FACT_MARKED)
    shut_out_named(fact=claim, by=by)
    return claim


def _coded(kind: FactKind, words: str) -> str:
    """The code of an answer that is one of several, by its name; other words as they are."""
    answers = {FactKind.SEX: Sex.choices, FactKind.CARE_STATUS: CareStatus.choices}.get(kind, [])
    return next((code for code, label in answers if str(label).casefold() == words.strip().casefold()), words)


def _born(words: str) -> tuple[date, date]:
    found = parse_birth_bounds(words, seen_on=today())
    if found is None:
        raise Refused("day_not_understood")
    return found.earliest, found.latest


def _entered(claim: Claim, wrong: SaidWrong, by: Actor, happening: str) -> Claim:
    claim.record_id, claim.child_id = wrong.record_id, wrong.child_id
    if by.team_id is None or by.agency_id is None:
        raise NotAllowed
    claim.team_id, claim.agency_id, claim.recorded_by_id = by.team_id, by.agency_id, by.membership_id
    claim.save(force_insert=True)
    about, detail = Ref("claim", claim.id), {"kind": str(claim.kind)}
    ledger.record(happening, by=by, child_id=wrong.child_id, about=about, detail=detail)
    return claim


@transaction.atomic
def key_again(*, record_id: UUID, by: Actor) -> None:
    """Make a record findable by all that is said in it now, and look again for a match; run by the worker."""
    by.require(Permission.FACT_ADD)
    record = Record.objects.visible_to(by).filter(pk=record_id).first()
    if record is not None:
        keep_keys(record)
        defer("children.look_again", record_id=str(record_id))


def write_fact(*, record: Record, fact: Fact, by: Actor, told_together: UUID | None = None) -> Claim:
    """What `add_fact` writes, inside a verb that has asked already and calls `keep_keys` once all facts are written.

    Refuses as little as can be: nothing stands between a sender and Send.
    """
    _refuse_impossible(fact)
    return _kept(Claim(**_columns(fact), told_together=told_together), record, by, FACT_ADDED)


def _as_secret(fact: Fact, other: Claim) -> Fact:
    """What is said of something sealed is sealed as well."""
    handling = other.detail.get(HANDLING)
    return replace(fact, detail={**fact.detail, HANDLING: handling}) if handling else fact


def _columns(fact: Fact) -> dict[str, object]:
    text = fact.text.strip()
    return {
        "kind": fact.kind,
        "text": text,
        "basis": fact.basis,
        "detail": completed(fact.kind, text, fact.detail),
        "born_from": fact.born_from,
        "born_to": fact.born_to,
        "said_at": fact.said_at,
    }


def _kept(claim: Claim, record: Record, by: Actor, happening: str) -> Claim:
    claim.record, claim.child_id = record, record.child_id
    claim.team_id, claim.agency_id, claim.recorded_by_id = record.team_id, record.agency_id, by.membership_id
    if claim.kind in PLACES and gathers_by_rule(record.child_id):
        claim.detail[HANDLING] = ApartKind.SAFE_ADDRESS.value
    claim.insert()
    detail = {"kind": str(claim.kind)}
    ledger.record(happening, by=by, child_id=record.child_id, about=Ref("claim", claim.id), detail=detail)
    return claim


def _fetched(child: Child, claim_id: UUID, by: Actor) -> Claim:
    claim = one_said(child, claim_id, by)
    if claim is None:
        ledger.not_found_or_hidden(by=by, kind="claim", reference=claim_id)
        raise NotFound
    return claim


def _owe(kind: FactKind, record: Record, by: Actor) -> None:
    if kind is FactKind.BIRTH:
        owe_age_review(record=record, by=by)
    if kind is FactKind.RELATIONSHIP:
        owe_seeing_alone(record=record, by=by)


def _refuse_impossible(fact: Fact) -> None:
    if not fact.text.strip():
        raise Refused("fact_empty")
    if len(fact.text) > LONGEST:
        raise Refused("fact_too_long", most=LONGEST)
    if fact.born_from is not None and fact.born_from > today():
        raise Refused("birth_in_future")


def _refuse_unfit(fact: Fact) -> None:
    _refuse_impossible(fact)
    if fact.born_to is not None and years(fact.born_to, today()) > OLDEST:
        raise Refused("born_too_long_ago", most=OLDEST)
    refuse_unfit(fact.kind, fact.text.strip(), fact.detail, today())


def _refuse_warning(fact: Fact, *, is_again: bool) -> None:
    if fact.kind == FactKind.WARNING:
        refuse_warning(fact.detail, today(), is_again=is_again)


def _refuse_mark(claim: Claim, mark: Mark, *, is_own: bool) -> None:
    if mark.status not in marks_for(claim.kind, claim.basis, is_own=is_own):
        raise Refused(_why_not(claim, mark, is_own=is_own))
    if not mark.reason.strip():
        raise Refused("mark_reason_needed")
    if len(mark.reason) > LONGEST:
        raise Refused("fact_too_long", most=LONGEST)
    if mark.status is Status.VERIFIED and not mark.how:
        raise Refused("check_needed")


def _why_not(claim: Claim, mark: Mark, *, is_own: bool) -> str:
    if mark.status is Status.IN_ERROR and not is_own:
        return "not_your_teams_fact"
    is_own_word = claim.basis == Basis.CHILD_SAYS and mark.status is Status.BELIEVED_FALSE
    return "own_words_stand" if is_own_word and claim.kind != FactKind.RELATIONSHIP else "mark_not_for_this"
