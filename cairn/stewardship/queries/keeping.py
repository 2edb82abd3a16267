"""Records past their time, what holds them, and the papers of their disposal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from cairn.access.actor import Actor
from cairn.children.kinds import CareStatus, FactKind
from cairn.children.models import Child, Claim, Involvement, Record, Responsibility, at_present
from cairn.chronology.models import Entry
from cairn.concerns.kinds import Exploitation
from cairn.concerns.models import Concern
from cairn.core.clock import local, now, today
from cairn.core.working_days import Nation
from cairn.duties.models import Duty
from cairn.partnership.models import Agency, Membership, Team
from cairn.partnership.queries import data_leads, nation_of
from cairn.stewardship.kinds import DisposalState
from cairn.stewardship.models import AccessRequest, Certificate, Disposal, LegalHold
from cairn.stewardship.queries.holdings import CHILD_RECORD
from cairn.stewardship.rules.schedule import KeptUntil, Mark, RecordFacts, fewest_years, kept_until, schedule

MOST_SHOWN = 200
_CARE_BEGINS = list(CareStatus).index(CareStatus.ACCOMMODATED)
LOOKED_AFTER = frozenset({*list(CareStatus)[_CARE_BEGINS:], CareStatus.CARE_LEAVER})


@dataclass(frozen=True, slots=True)
class DeskChild:
    """What a lead learns of a child by its reference: that it is there, and which authority is responsible in law."""

    id: UUID
    reference: str
    agency_id: UUID
    nation: str


def desk_child(reference: str, by: Actor) -> DeskChild | None:
    """The child of a reference, if the lead's agency has a record of it or leads the hub; None otherwise."""
    spoken = reference.strip().upper()
    with connection.cursor() as cursor:
        cursor.execute("select child, agency, team from cairn_desk_child(%s)", [spoken])
        row = cursor.fetchone()
    if row is None:
        return None
    return DeskChild(row[0], spoken, row[1], nation_of(Team.objects.get(pk=row[2])))


def is_on_hold(child_id: UUID) -> bool:
    """Whether this child, or one ever joined with it, is on legal hold."""
    with connection.cursor() as cursor:
        cursor.execute("select cairn_on_hold(%s)", [child_id])
        return bool(cursor.fetchone()[0])


def holds(by: Actor) -> QuerySet[LegalHold]:
    """Holds that the lead sees: those that stand first, the newest first."""
    rows = LegalHold.objects.visible_to(by).select_related("agency", "placed_by__practitioner")
    return rows.order_by("-released_at", "-placed_at")


def disposals(by: Actor) -> QuerySet[Disposal]:
    """Records past their time that the lead sees, those longest due first."""
    rows = Disposal.objects.visible_to(by).select_related("agency", "proposed_by__practitioner")
    return rows.order_by("due_on", "id")


def certificates(by: Actor) -> QuerySet[Certificate]:
    """Certificates that the lead sees, the newest first."""
    return Certificate.objects.visible_to(by).select_related("disposal", "agency").order_by("-done_at")


def leads_of(agency: Agency) -> QuerySet[Membership]:
    """The data-protection leads of an agency at this moment; those of the hub where it has none of its own."""
    return data_leads(agency.pk)


def past_their_time(by: Actor) -> Iterator[tuple[Child, Responsibility, KeptUntil]]:
    """Children whose record is due today: nobody works with them, nothing is owed, nothing holds them, time is over.

    Run by the clock as the worker. Children with an open disposal, or kept longer by a decision, are left out.
    """
    for child in _at_rest(by).iterator(chunk_size=500):
        holder = _authority(child)
        found = due_under_schedule(child, holder)
        if found and found.on < today() and not is_on_hold(child.pk):
            yield child, holder, found


def is_still_due(disposal: Disposal, by: Actor) -> bool:
    """Whether a record that was due is due still: asked again in the very moment before it goes."""
    child = _resting(by).filter(pk=disposal.child_id).first()
    if child is None:
        return False
    found = due_under_schedule(child, _authority(child))
    return found is not None and found.on < today()


def due_under_schedule(child: Child, holder: Responsibility) -> KeptUntil | None:
    """Until when this child's record is kept, by the schedule of its nation."""
    facts = _facts(child, Nation(nation_of(holder.team)))
    return kept_until(facts, schedule().named(CHILD_RECORD).rules)


def _at_rest(by: Actor) -> QuerySet[Child]:
    kept = Q(state=DisposalState.KEPT, kept_until__gte=today())
    long_ago = now() - timedelta(days=365 * fewest_years(schedule().named(CHILD_RECORD).rules))
    decided = Disposal.objects.filter(Q(ended_at=None) | kept, child_id=OuterRef("pk"))
    # Nothing was written of a child before it was: most of those known here are too young to be looked at each night.
    return _resting(by).filter(~Exists(decided), created_at__lte=long_ago)


def _resting(by: Actor) -> QuerySet[Child]:
    """Awake children around whom nobody is but those responsible, and about whom nothing is owed or asked for."""
    responsible = Responsibility.objects.filter(child=OuterRef("child"), until=None, team=OuterRef("team"))
    at_work = Involvement.objects.filter(at_present(), child=OuterRef("pk")).filter(~Exists(responsible))
    owed = Duty.objects.filter(child_id=OuterRef("pk"), closed_at=None)
    awake = Child.objects.visible_to(by).filter(is_asleep=False)
    asked = AccessRequest.objects.filter(child_id=OuterRef("pk"), closed_at=None)
    return awake.filter(~Exists(at_work), ~Exists(owed), ~Exists(asked)).order_by("pk")


def _authority(child: Child) -> Responsibility:
    return Responsibility.objects.select_related("team", "agency").get(child=child, kind="authority", until=None)


def _facts(child: Child, nation: Nation) -> RecordFacts:
    births = Claim.objects.filter(child=child, kind=FactKind.BIRTH)
    written = [
        *Entry.objects.filter(child=child).aggregate(first=Min("recorded_at"), last=Max("recorded_at")).values(),
        *Claim.objects.filter(child=child).aggregate(first=Min("recorded_at"), last=Max("recorded_at")).values(),
        *Involvement.objects.filter(child=child).aggregate(last=Max("ended_at"), first=Min("started_at")).values(),
        *Record.objects.filter(child=child).aggregate(last=Max("opened_at")).values(),
    ]
    days = [_day(moment) for moment in (*written, child.created_at) if moment]
    return RecordFacts(
        nation=nation,
        born_to=births.aggregate(latest=Max("born_to"))["latest"],
        first_written_on=min(days),
        last_active_on=max(days),
        marks=frozenset(_marks(child)),
    )


def _marks(child: Child) -> Iterator[Mark]:
    if Claim.objects.filter(child=child, kind=FactKind.CARE_STATUS, text__in=LOOKED_AFTER).exists():
        yield Mark.LOOKED_AFTER
    concerns = Concern.objects.filter(subjects__child=child)
    if concerns.filter(exploitation_types__contains=[Exploitation.SEXUAL]).exists():
        yield Mark.SEXUAL_EXPLOITATION


def _day(moment: datetime) -> date:
    return local(moment).date()
