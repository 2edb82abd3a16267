"""Send: a concern is written down, delivered and clocked in one transaction, or nothing of it is."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from cairn.access.actor import Actor, ActorKind
from cairn.access.permissions import Permission
from cairn.children.kinds import Capacity
from cairn.children.models import Record
from cairn.children.queries.keys import keep_keys
from cairn.children.verbs import Holders, ask_same_child, create_child, open_record, write_fact
from cairn.chronology.kinds import SOURCE_PROTECTED, EntryKind, HowKnown
from cairn.chronology.verbs import Said, write_entry
from cairn.concerns.kinds import CONCERN_RAISED
from cairn.concerns.models import Concern, ConcernSubject
from cairn.concerns.rules import ChildSaid, ConcernSaid
from cairn.concerns.verbs.facts import facts_of
from cairn.core.errors import Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.core.references import save_with_reference
from cairn.ledger import verbs as ledger
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Area, Team
from cairn.partnership.queries import area_of, day_desk, hub_desk

OnRaised = Callable[[Concern, list[ConcernSubject], Actor], None]
_ON_RAISED: list[OnRaised] = []


def on_raised(handler: OnRaised) -> None:
    """Register who delivers a concern, in the same transaction. A higher floor does, from its apps.py."""
    if handler not in _ON_RAISED:
        _ON_RAISED.append(handler)


@dataclass(frozen=True)
class _Sending:
    """The concern on its way: whose it is, where it goes, who holds its children from the first second."""

    concern: Concern
    said: ConcernSaid
    team: Team
    holders: Holders
    by: Actor


@transaction.atomic
def raise_concern(*, said: ConcernSaid, send_key: str, by: Actor) -> Concern:
    """Write a concern down, open a record for each child, deliver it and start its clocks (R-019, R-025, R-038).

    Held by the authority of the place where the child lives or is found, else of the sending team's area, else of the
    hub's (Children Act 1989 s47(1)). The same `send_key` from the same team gives the same concern again, however
    often it is sent. Records CONCERN_RAISED and one event for each row it makes.
    Refuses: nothing said (`words_needed`), no child at all (`child_needed`), an unknown area (`no_such_area`), a system
    whose agency has no team (`team_needed`), and what the entries and facts refuse.
    """
    by.require(Permission.CONCERN_RAISE)
    if not said.children:
        raise Refused("child_needed")
    team = _sending_team(by)
    one_at_a_time(f"{team.id} {send_key}")
    sent = Concern.objects.filter(team=team, send_key=send_key).first()
    if sent is not None:
        return sent
    area = area_of(slug=said.area, team=team)
    sending = _Sending(_write(said, team, area, send_key, by), said, team, _holders(area), by)
    subjects = [_write_child(sending, child, order) for order, child in enumerate(said.children)]
    ledger.record(CONCERN_RAISED, by=by, about=Ref("concern", sending.concern.id), detail={"children": len(subjects)})
    for deliver in _ON_RAISED:
        deliver(sending.concern, subjects, by)
    ask_same_child(records=[subject.record for subject in subjects], nation=area.nation, by=by)
    return sending.concern


def _sending_team(by: Actor) -> Team:
    # What comes in by the signed-out door belongs to the hub until somebody has rung back.
    if by.kind is ActorKind.DOOR:
        return hub_desk()
    if by.team_id is None:
        raise Refused("team_needed")
    return Team.objects.select_related("agency").get(pk=by.team_id)


def _holders(area: Area) -> Holders:
    desk = day_desk(area, Discipline.SOCIAL_CARE)
    return Holders(authority=desk, lead=desk, next=desk)


def _write(said: ConcernSaid, team: Team, area: Area, send_key: str, by: Actor) -> Concern:
    concern = Concern(
        agency_id=team.agency_id,
        team=team,
        raised_by_id=by.membership_id,
        send_key=send_key,
        urgency=said.urgency,
        area=area,
        nation=area.nation,
        where_text=said.where_text,
        postcode=said.postcode,
        other_children=said.other_children,
        adults=list(said.adults),
        vehicles=list(said.vehicles),
        must_not_be_told=list(said.must_not_be_told),
        child_wants=said.child_wants,
        child_knows=said.child_knows,
        parents_told=said.parents_told,
        exploitation_types=list(said.exploitation_types),
        source_protected=said.source_protected,
        emergency_log_no=said.emergency_log_no,
        sender_contact=said.sender_contact,
        call_back_needed=by.kind is ActorKind.DOOR,
    )
    save_with_reference(concern)
    return concern


def _write_child(sending: _Sending, told: ChildSaid, order: int) -> ConcernSubject:
    by, concern = sending.by, sending.concern
    child = create_child(holders=sending.holders, by=by)
    record = open_record(child=child, team=sending.team, capacity=Capacity.CONTRIBUTOR, by=by, is_confirmed=True)
    entry = write_entry(record=record, said=_entry_of(sending.said), by=by, told_together=concern.id)
    for fact in facts_of(sending.said, told, seen_on=concern.raised_at.date()):
        write_fact(record=record, fact=fact, by=by, told_together=concern.id)
    keep_keys(record)
    return _write_subject(concern, record, entry_id=entry.id, order=order, by=by)


def _write_subject(concern: Concern, record: Record, *, entry_id: UUID, order: int, by: Actor) -> ConcernSubject:
    subject = ConcernSubject(
        concern=concern,
        record=record,
        child_id=record.child_id,
        team_id=record.team_id,
        agency_id=record.agency_id,
        recorded_by_id=by.membership_id,
        entry_id=entry_id,
        order=order,
    )
    subject.save(force_insert=True)
    return subject


def _entry_of(said: ConcernSaid) -> Said:
    return Said(
        kind=EntryKind.CONCERN,
        words=said.what_happened,
        how_known=HowKnown(said.how_known),
        occurred_from=said.occurred_from,
        occurred_to=said.occurred_to,
        place=said.where_text,
        detail={SOURCE_PROTECTED: True} if said.source_protected else {},
    )
