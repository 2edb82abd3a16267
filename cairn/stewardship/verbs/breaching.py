"""The breach log: reported by anybody, rated, followed up, told to the regulator or not, closed with an outcome."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import rules as clocks
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Agency, Team
from cairn.partnership.queries import hub_desk, nation_of
from cairn.stewardship import kinds
from cairn.stewardship.kinds import BreachOutcome, BreachStep, Risk
from cairn.stewardship.models import Breach, BreachNote
from cairn.stewardship.queries.keeping import leads_of
from cairn.stewardship.verbs.reasons import reason_given

CLOCK = "breach_report"
LONGEST_WORDS = 4000
_ABOUT_REGULATOR = (BreachStep.REGULATOR_TOLD, BreachStep.REGULATOR_NOT_TOLD)
_ABOUT_PEOPLE = (BreachStep.PEOPLE_TOLD, BreachStep.PEOPLE_NOT_TOLD)


@transaction.atomic
def report_breach(
    *,
    what_happened: str,
    known_at: datetime,
    by: Actor,
    happened_at: datetime | None = None,
    how_many: int | None = None,
    decision_id: UUID | None = None,
) -> Breach:
    """Say that something went where it should not have gone. Anybody may; the clock runs from when it was known.

    The leads of the reporter's agency, or the hub's, are told at once and owe the decision whether the regulator must
    be told. Records BREACH_REPORTED. Refuses no words (`breach_words_needed`), words too long, a moment to come
    (`known_in_future`) and one that lies before it happened (`happened_after_known`).
    """
    by.require(Permission.BREACH_REPORT)
    if by.membership_id is None or by.agency_id is None:
        raise NotAllowed
    words = _words(what_happened)
    if known_at > now():
        raise Refused("known_in_future")
    if happened_at is not None and happened_at > known_at:
        raise Refused("happened_after_known")
    nation = nation_of(Team.objects.get(pk__in=by.team_ids[:1]))
    breach = Breach(
        agency_id=by.agency_id,
        what_happened=words,
        how_many=how_many,
        happened_at=happened_at,
        known_at=known_at,
        reported_by_id=by.membership_id,
        decision_id=decision_id,
        due_at=clocks.due(CLOCK, nation, known_at).due_at,
    )
    breach.save(force_insert=True)
    ledger.record(kinds.BREACH_REPORTED, by=by, about=Ref("breach", breach.pk))
    _tell_leads(breach, nation)
    return breach


def _tell_leads(breach: Breach, nation: str) -> None:
    about = Ref("breach", breach.pk)
    leads = list(leads_of(Agency.objects.get(pk=breach.agency_id)))
    # Where nobody has been named yet, the hub must at least know that there is something, and find somebody.
    team = leads[0].team if leads else hub_desk()
    duties.owe(
        kind=DutyKind.BREACH, about=about, policy=CLOCK, nation=nation, owner_team=team, started_at=breach.known_at
    )
    for lead in leads:
        notices.leave(team_id=lead.team_id, member_id=lead.pk, code=kinds.BREACH_NEWS, about=about)
    if not leads:
        notices.leave(team_id=team.pk, code=kinds.BREACH_NEWS, about=about)


@transaction.atomic
def rate_breach(*, breach: Breach, risk: str, by: Actor) -> None:
    """Say how much a breach can harm. May be said anew as more is known. Records BREACH_RATED.

    Refuses an unknown answer (`risk_unknown`) and a closed breach.
    """
    by.require(Permission.DATA_PROTECT, breach)
    if risk not in Risk.values:
        raise Refused("risk_unknown")
    _change(_open(breach, by), by, risk=risk)
    ledger.record(kinds.BREACH_RATED, by=by, about=Ref("breach", breach.pk), detail={"risk": risk})


@transaction.atomic
def note_breach(*, breach: Breach, step: str, words: str, by: Actor) -> BreachNote:
    """Note what was done or decided. Telling the regulator, or deciding not to, ends the clock. Records BREACH_NOTED.

    Refuses no words, an unknown step (`step_unknown`) and a closed breach (`breach_closed_already`).
    """
    by.require(Permission.DATA_PROTECT, breach)
    if by.membership_id is None:
        raise NotAllowed
    if step not in BreachStep.values:
        raise Refused("step_unknown")
    said = _words(words)
    fresh = _open(breach, by)
    note = BreachNote(breach=fresh, agency_id=fresh.agency_id, step=step, words=said, noted_by_id=by.membership_id)
    note.save(force_insert=True)
    if step in _ABOUT_REGULATOR:
        duties.close(kind=DutyKind.BREACH, about=Ref("breach", breach.pk), by=by)
    ledger.record(kinds.BREACH_NOTED, by=by, about=Ref("breach", breach.pk), detail={"step": step})
    return note


@transaction.atomic
def close_breach(*, breach: Breach, outcome: str, reason: str, by: Actor) -> None:
    """Close a breach with its outcome. Records BREACH_CLOSED.

    Refuses no reason, an unknown outcome (`outcome_unknown`), no risk (`risk_needed`), no word on the regulator
    (`regulator_undecided`), none on the people where harm is likely (`people_undecided`), and a closed breach.
    """
    by.require(Permission.DATA_PROTECT, breach)
    if outcome not in BreachOutcome.values:
        raise Refused("outcome_unknown")
    why, fresh = reason_given(reason), _open(breach, by)
    steps = set(BreachNote.objects.visible_to(by).filter(breach=fresh).values_list("step", flat=True))
    if not fresh.risk:
        raise Refused("risk_needed")
    if not steps.intersection(_ABOUT_REGULATOR):
        raise Refused("regulator_undecided")
    if fresh.risk == Risk.HIGH and not steps.intersection(_ABOUT_PEOPLE):
        raise Refused("people_undecided")
    _change(fresh, by, outcome=outcome, outcome_reason=why, closed_at=now(), closed_by_id=by.membership_id)
    ledger.record(kinds.BREACH_CLOSED, by=by, about=Ref("breach", breach.pk), detail={"outcome": outcome})


def find_breach(*, breach_id: UUID, by: Actor) -> Breach:
    """Fetch a breach to be shown. Raises NotFound, and notes the refused id, when there is none in sight."""
    by.require(Permission.DATA_PROTECT)
    rows = Breach.objects.visible_to(by).select_related("agency", "reported_by__practitioner", "reported_by__team")
    found: Breach | None = rows.filter(pk=breach_id).first()
    if found is None:
        ledger.not_found_or_hidden(by=by, kind="breach", reference=breach_id)
        raise NotFound
    return found


def _open(breach: Breach, by: Actor) -> Breach:
    one_at_a_time(breach.pk)
    fresh: Breach = Breach.objects.visible_to(by).get(pk=breach.pk)
    if fresh.closed_at is not None:
        raise Refused("breach_closed_already")
    return fresh


def _change(breach: Breach, by: Actor, **to: object) -> None:
    rows = Breach.objects.visible_to(by).filter(pk=breach.pk, revision=breach.revision)
    if not rows.update(**to, revision=F("revision") + 1):
        raise Conflict("breach_closed_already")


def _words(given: str) -> str:
    words = given.strip()
    if not words:
        raise Refused("breach_words_needed")
    if len(words) > LONGEST_WORDS:
        raise Refused("breach_words_too_long", most=LONGEST_WORDS)
    return words
