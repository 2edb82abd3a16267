"""Who looks after an agency's data."""

from uuid import UUID

from django.db.models import QuerySet

from cairn.partnership.kinds import Discipline, RoleName
from cairn.partnership.models import Membership


def data_leads(agency_id: UUID) -> QuerySet[Membership]:
    """The data-protection leads of an agency at this moment; those of the hub where it has none of its own."""
    role = RoleName.DATA_PROTECTION_LEAD
    current = Membership.objects.filter(role=role, ended_at=None, practitioner__is_active=True)
    own = current.filter(agency_id=agency_id)
    found = own if own.exists() else current.filter(agency__discipline=Discipline.HUB)
    return found.select_related("practitioner", "team__agency").order_by("started_at", "id")
