"""Making the partnership that all made-up children belong to."""

from datetime import timedelta

from django.db import transaction

from cairn.bench.rules import partnership as plans
from cairn.bench.rules.partnership import Around, Desk, TeamPlan
from cairn.core.clock import today
from cairn.partnership.kinds import Mark, Nation, RoleName, Sector, Standing
from cairn.partnership.models import Agency, Area, Membership, Practitioner, SharingAgreement, Team
from cairn.partnership.verbs import mark_installation


@transaction.atomic
def make_around() -> Around:
    """Areas, agencies, teams and their members, in a database marked as a demonstration."""
    mark_installation(Mark.DEMONSTRATION)
    areas = [Area.objects.create(slug=slug, name=slug.title(), nation=Nation.ENGLAND) for slug in plans.areas()]
    partners = plans.partners()
    return Around(
        area_ids=tuple(str(one.pk) for one in areas),
        desks=tuple(_desk(plan) for plan in plans.desks()),
        partners=tuple(_desk(plan) for plan in partners),
        weights=tuple(plan.weight for plan in partners),
        hub=_desk(plans.hub(), RoleName.HUB_COORDINATOR),
    )


def _desk(plan: TeamPlan, role: RoleName = RoleName.PRACTITIONER) -> Desk:
    agency, is_new = Agency.objects.get_or_create(
        slug=plan.agency,
        defaults={"name": plan.agency.title(), "sector": Sector.STATUTORY, "discipline": plan.discipline},
    )
    if is_new:
        _agree(agency)
    agency.areas.add(*Area.objects.filter(slug__in=plan.areas))
    team = Team.objects.create(
        agency=agency, slug=plan.slug, name=plan.slug.title(), kind=plan.kind, phone="01632 960000"
    )
    team.areas.set(Area.objects.filter(slug__in=plan.areas))
    members = tuple(str(_member(team, number, role).pk) for number in range(plan.members))
    return Desk(str(team.pk), str(agency.pk), members)


def _agree(agency: Agency) -> None:
    """Made-up agencies have signed for long, so that what is measured is what people see who share."""
    signed_on = today()
    SharingAgreement.objects.create(
        agency=agency,
        number=1,
        standing=Standing.SIGNED,
        terms="template 1",
        valid_from=signed_on,
        valid_until=signed_on + timedelta(days=3650),
        signed_by="A director",
        signed_on=signed_on,
        countersigned_by="The chair",
        is_first_responder=True,
    )


def _member(team: Team, number: int, role: RoleName) -> Membership:
    """A practitioner in the team. Both rows have one id, so that the seeder need remember only one."""
    email = f"{team.slug}-{number}@bench.example"
    person = Practitioner.objects.create_user(email, name=f"Practitioner {number} of {team.name}")
    return Membership.objects.create(pk=person.pk, practitioner=person, team=team, agency_id=team.agency_id, role=role)
