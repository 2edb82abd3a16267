"""Opening for an hour because somebody is in danger, told to the lead at once; closing it (R-061, R-191)."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.children.verbs.probing import note_reference
from cairn.core.clock import today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.partnership.models import Membership, Team
from cairn.partnership.queries import data_leads, hub_desk, nation_of
from cairn.sharing.kinds import APART_BROKEN, APART_NEWS, GLASS_BROKEN, GLASS_ENDED, GLASS_NEWS, GLASS_TRIED
from cairn.sharing.models import Compartment, Grant
from cairn.sharing.queries.compartments import known_compartment
from cairn.sharing.queries.glass import breaks_apart, breaks_glass, done_lately, grants, may_break_glass
from cairn.sharing.queries.withholding import openable_in_danger
from cairn.sharing.rules.glass import glass_limits
from cairn.sharing.verbs import see_anew

LONGEST_WORDS = 1000
CLOCK = "glass_review"


@transaction.atomic
def break_glass(*, reference: str, danger: str, why_now: str, by: Actor) -> Grant | None:
    """Open a child that this person does not work with, for an hour, because somebody is in danger and cannot wait.

    The child is named by its reference, which somebody has told them: nothing is searched, and nothing is confirmed
    but by opening. The person sees the story as a working team does and decides nothing. The team that leads and the
    data-protection leads of both agencies are told at once, and another person owes a word on it by the clock
    `glass_review`. Records GLASS_BROKEN in the child's account of looks.

    None, the same for all, where there is no such child and where it stays closed in danger as well: one of whom
    nothing may be confirmed, one kept from this person, one wholly held back without a trace. Then GLASS_TRIED is
    recorded, and it counts as asking after a child out of sight. Raises NotAllowed for whoever may not at all. Refuses
    missing or over-long words, too many a day (`glass_too_often`) and a story in sight (`glass_not_needed`).
    """
    _require_may(by)
    asked = _asked(reference)
    words = (_words(danger, "glass_danger_needed"), _words(why_now, "glass_why_needed"))
    one_at_a_time(f"opened in danger by {by.practitioner_id}")  # or two at once would each be the last allowed
    limits = glass_limits(today())
    is_often = done_lately(by, GLASS_BROKEN) >= limits.opened_a_day
    if is_often or done_lately(by, GLASS_TRIED) >= limits.tried_a_day:
        raise Refused("glass_too_often")
    grant_id = uuid7()
    broken = breaks_glass(asked, grant_id, words, limits.minutes)
    if broken is None:
        ledger.record(GLASS_TRIED, by=by)
        note_reference(reference=asked, by=by)
        return None
    if broken.is_seen_already:
        raise Refused("glass_not_needed")
    about = Ref("grant", grant_id)
    ledger.record(GLASS_BROKEN, by=by, child_id=broken.child_id, makeup=broken.makeup, about=about)
    grant: Grant = grants(by).get(pk=grant_id)
    _tell(grant, GLASS_NEWS)
    _owe_review(grant)
    return grant


def find_closed(*, compartment_id: UUID, by: Actor) -> Compartment:
    """Fetch what is kept for named people as a thing that may be opened in danger: of which sort, and who holds it.

    Raises NotFound, and notes the refused id, for one that is not, where nobody may know that it is, and where its
    holder holds back all it has; NotAllowed for whoever may open nothing in danger.
    """
    _require_may(by)
    try:
        kept = known_compartment(compartment_id, by)
        if not openable_in_danger([kept], by):
            raise NotFound
    except NotFound:
        ledger.not_found_or_hidden(by=by, kind="compartment", reference=compartment_id)
        raise
    return kept


@transaction.atomic
def break_apart(*, compartment_id: UUID, danger: str, why_now: str, by: Actor) -> Grant:
    """Open what only named people read of one sort about a child, for an hour, because somebody is in danger.

    For whoever sees the child's story, also because it was opened in danger, and sees that this is kept apart. They
    read it as one who was let in does, and change nothing; what an agency holds back from theirs stays held back. The
    team that holds it, the team that leads and the data-protection leads of the three agencies are told at once, and
    another person owes a word on it by the clock `glass_review`. Records APART_BROKEN in the child's account of looks.

    Raises NotFound, the same for one that is not and for one that leaves no trace, and NotAllowed for whoever may open
    nothing in danger. Refuses missing or over-long words, too many a day (`glass_too_often`) and what they read
    already (`glass_apart_seen`).
    """
    kept = find_closed(compartment_id=compartment_id, by=by)
    words = (_words(danger, "glass_danger_needed"), _words(why_now, "glass_why_needed"))
    one_at_a_time(f"opened in danger by {by.practitioner_id}")
    limits = glass_limits(today())
    if done_lately(by, APART_BROKEN) >= limits.opened_a_day:
        raise Refused("glass_too_often")
    grant_id = uuid7()
    broken = breaks_apart(kept.pk, grant_id, words, limits.minutes)
    if broken is None:
        ledger.not_found_or_hidden(by=by, kind="compartment", reference=compartment_id)
        raise NotFound
    if broken.is_seen_already:
        raise Refused("glass_apart_seen")
    about = Ref("grant", grant_id)
    ledger.record(APART_BROKEN, by=by, child_id=broken.child_id, makeup=broken.makeup, about=about)
    see_anew()
    grant: Grant = grants(by).get(pk=grant_id)
    _tell(grant, APART_NEWS)
    _owe_review(grant)
    return grant


def _require_may(by: Actor) -> None:
    by.require(Permission.GLASS_BREAK)
    if not may_break_glass(by):
        raise NotAllowed


def _asked(reference: str) -> str:
    asked = "".join(reference.upper().split())
    if not asked:
        raise Refused("glass_reference_needed")
    return asked


def _words(typed: str, needed: str) -> str:
    words = typed.strip()
    if not words:
        raise Refused(needed)
    if len(words) > LONGEST_WORDS:
        raise Refused("glass_words_too_long", most=LONGEST_WORDS)
    return words


def _tell(grant: Grant, code: str) -> None:
    about = Ref("grant", grant.id)
    for team_id in dict.fromkeys(filter(None, (grant.holder_team_id, grant.lead_team_id))):
        notices.leave(team_id=team_id, code=code, about=about)
    for lead in {one.pk: one for agency in _agencies(grant) for one in data_leads(agency)}.values():
        notices.leave(team_id=lead.team_id, member_id=lead.pk, code=code, about=about)


def _agencies(grant: Grant) -> tuple[UUID, ...]:
    asked = (grant.agency_id, grant.holder_agency_id, grant.lead_agency_id)
    return tuple(dict.fromkeys(one for one in asked if one is not None))


def _owe_review(grant: Grant) -> None:
    """Owed by a lead for data protection, of the opener's agency if there is another person; else by who leads."""
    own = Membership.objects.get(pk=grant.opened_by_id).practitioner_id
    leads = (one for agency in _agencies(grant) for one in data_leads(agency))
    lead = next((one for one in leads if one.practitioner_id != own), None)
    team = lead.team if lead else _other_team(grant)
    duties.owe(
        kind=DutyKind.REVIEW_GLASS,
        about=Ref("grant", grant.id),
        policy=CLOCK,
        nation=nation_of(grant.team),
        owner_team=team,
        owner=lead,
        started_at=grant.opened_at,
    )


def _other_team(grant: Grant) -> Team:
    return hub_desk() if grant.lead_team_id == grant.team_id else grant.lead_team


@transaction.atomic
def end_glass(*, grant: Grant, by: Actor) -> None:
    """Close what was open in danger before its hour is over: who opened it, or who may say whether it was right.

    With a child's story closes whatever was opened of it beside.

    Records GLASS_ENDED. Raises NotFound or NotAllowed for others, Conflict once it is closed (`glass_ended_already`).
    """
    by.require(Permission.GLASS_BREAK if grant.opened_by_id == by.membership_id else Permission.GLASS_REVIEW, grant)
    one_at_a_time(grant.child_id)
    still = Grant.objects.visible_to(by).filter(pk=grant.pk, ended_at=None, until__gt=Now())
    if not still.update(ended_at=Now(), ended_by_id=by.membership_id):
        raise Conflict("glass_ended_already")
    ledger.record(GLASS_ENDED, by=by, child_id=grant.child_id, about=Ref("grant", grant.id))
    see_anew()
