"""Making the partnership that all made-up children belong to."""

from django.db import transaction

from cairn.bench.rules import partnership as plans
from cairn.bench.rules.partnership import Around, Desk, TeamPlan
from cairn.partnership.kinds import Mark, Nation, RoleName, Sector
from cairn.partnership.models import Agency, Area, Membership, Practitioner, Team
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
    agency, _ = Agency.objects.get_or_create(
        slug=plan.agency,
        defaults={"name": plan.agency.title(), "sector": Sector.STATUTORY, "discipline": plan.discipline},
    )
    agency.areas.add(*Area.objects.filter(slug__in=plan.areas))
    team = Team.objects.create(
        agency=agency, slug=plan.slug, name=plan.slug.title(), kind=plan.kind, phone="01632 960000"
    )
    team.areas.set(Area.objects.filter(slug__in=plan.areas))
    members = tuple(str(_member(team, number, role).pk) for number in range(plan.members))
    return Desk(str(team.pk), str(agency.pk), members)


def _member(team: Team, number: int, role: RoleName) -> Membership:
    """A practitioner in the team. Both rows have one id, so that the seeder need remember only one."""
    email = f"{team.slug}-{number}@bench.example"
    person = Practitioner.objects.create_user(email, name=f"Practitioner {number} of {team.name}")
    return Membership.objects.create(pk=person.pk, practitioner=person, team=team, agency_id=team.agency_id, role=role)
