"""Requests to see what is held, and who may answer them."""

from django.db.models import F, Q, QuerySet

from cairn.access.actor import Actor
from cairn.partnership.models import Membership
from cairn.stewardship.models import AccessRequest, Redaction


def requests(by: Actor) -> QuerySet[AccessRequest]:
    """Requests that the lead sees, open ones first, the soonest due first."""
    rows = AccessRequest.objects.visible_to(by).select_related("lead__practitioner", "second__practitioner", "agency")
    return rows.order_by(F("closed_at").desc(nulls_first=True), "due_at")


def may_be_second(request: AccessRequest) -> QuerySet[Membership]:
    """Leads, other than the first, who may be named second: of the agency responsible, or of the hub."""
    current = Membership.objects.filter(role="data_protection_lead", ended_at=None, practitioner__is_active=True)
    near = current.filter(Q(agency=request.agency_id) | Q(agency__discipline="hub")).exclude(pk=request.lead_id)
    return near.select_related("practitioner", "team").order_by("practitioner__name", "pk")


def undecided(request: AccessRequest, by: Actor) -> int:
    """How many proposals wait for a decision; none for a lead who was not named."""
    rows = Redaction.objects.visible_to(by).filter(request=request, ruling="")
    return rows.count()


def is_named_for(actor: Actor, request: AccessRequest) -> bool:
    """Whether this lead is one of the two who were named for the request; asked anew of the row each time."""
    named = Q(lead=actor.membership_id) | Q(second=actor.membership_id)
    return actor.membership_id is not None and AccessRequest.objects.filter(named, pk=request.pk).exists()
