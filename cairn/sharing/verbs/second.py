"""Another second person for what is kept without a trace; and who is told when the second person has left (R-061)."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.access.roles import Role
from cairn.core.clock import now
from cairn.core.errors import NotFound, Refused
from cairn.core.locks import one_at_a_time
from cairn.core.ref import Ref
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.ledger import verbs as ledger
from cairn.notices import verbs as notices
from cairn.notices.models import Notice
from cairn.partnership.models import Membership
from cairn.sharing.kinds.apart import SECOND_GONE, SECOND_NAMED
from cairn.sharing.models import Admission, Compartment, CompartmentItem
from cairn.sharing.queries.compartments import second_named
from cairn.sharing.verbs.compartments import account_apart, ask_second, require_holder, require_words

REMIND_AFTER = timedelta(days=7)


@transaction.atomic
def name_second(*, compartment: Compartment, second: UUID | None, reason: str, by: Actor) -> Membership:
    """Name another second person for what the own team keeps without a trace, such as when the former one has left.

    The former one reads it no longer, unless they are of the team that holds it, and owes no word on it any more; the
    new one reads it and owes a word within the clock `withholding_agreement`: nobody has agreed until then. Without a
    name it is a manager of the own team. Records SECOND_NAMED. Refuses another team's (`apart_not_held`), no reason
    (`apart_why_needed`), what leaves a trace (`apart_second_spare`), what is shared already (`apart_taken_out`), the
    person that it is already (`apart_second_same`), and nobody there, whoever asks, and whoever put it there first
    (`apart_second_needed`).
    """
    require_holder(compartment, by)
    require_words(reason)
    one_at_a_time(compartment.child_id)
    standing = Compartment.objects.get(pk=compartment.pk)
    person = _another(standing, second, by)
    former = standing.second_id
    about = Ref("compartment", standing.pk)
    duties.close(kind=DutyKind.REVIEW_APART, about=about, by=by)
    Admission.objects.filter(compartment=standing, member_id=former, ended_at=None).update(ended_at=now())
    Compartment.objects.filter(pk=standing.pk).update(second=person, agreed_at=None)
    ask_second(standing, person)
    account_apart(standing, "second_named", reason, by)
    ledger.record(SECOND_NAMED, by=by, child_id=standing.child_id, about=about)
    return person


def remind_of_second(*, by: Actor) -> int:
    """Tell whoever leads a team that the second person of what it keeps without a trace has left their team or the
    partnership. Run by the worker each night; again after a week, until another one is named. Returns how many."""
    by.require(Permission.WITHHOLD)
    gone = Q(second__ended_at__isnull=False) | Q(second__practitioner__is_active=False)
    inside = CompartmentItem.objects.filter(compartment=OuterRef("pk"), is_active=True).exclude(item_kind="compartment")
    lately = Notice.objects.filter(code=SECOND_GONE, about_id=OuterRef("pk"), left_at__gt=now() - REMIND_AFTER)
    rows = Compartment.objects.visible_to(by).filter(gone, Exists(inside), ~Exists(lately), is_traceless=True)
    found = list(rows.order_by("opened_at", "id").values_list("pk", "team_id"))
    for compartment_id, team_id in found:
        _remind(compartment_id, team_id)
    return len(found)


@transaction.atomic
def _remind(compartment_id: UUID, team_id: UUID) -> None:
    leads = Membership.objects.filter(team_id=team_id, role=Role.MANAGER, ended_at=None, practitioner__is_active=True)
    about = Ref("compartment", compartment_id)
    found: list[UUID | None] = list(leads.order_by("started_at", "id").values_list("pk", flat=True))
    for member_id in found or [None]:
        notices.leave(team_id=team_id, member_id=member_id, code=SECOND_GONE, about=about)


def _another(standing: Compartment, named: UUID | None, by: Actor) -> Membership:
    if not standing.is_traceless:
        raise Refused("apart_second_spare")
    inside = CompartmentItem.objects.filter(compartment=standing, is_active=True).exclude(item_kind="compartment")
    if not inside.exists():
        raise Refused("apart_taken_out")
    try:
        person = second_named(named, by)
    except NotFound:
        raise Refused("apart_second_needed") from None
    if person.pk == standing.second_id:
        raise Refused("apart_second_same")
    if person.pk == standing.opened_by_id:
        raise Refused("apart_second_needed")
    return person
