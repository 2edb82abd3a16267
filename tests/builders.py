"""A small Northmoor for tests, with the cast whose names tell the expected answer.

Amara (social worker, Eastmoor), Bilal (police, called to the same children), Chidi (nurse, another area),
Dana (administrator, sees no child), Efa (charity outreach, raises concerns), Farid (hub coordinator),
Gwen (guardian), Hana (analyst), Petra and Pavel (data-protection leads of the hub, see no child), Perla (of Westmoor).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Generic, TypeVar

from cairn.access.actor import Actor
from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.concerns.models import Concern
from cairn.concerns.rules import BornSaid, ChildSaid, ConcernSaid, NameSaid
from cairn.concerns.verbs import raise_concern
from cairn.core.ids import uuid7
from cairn.core.postgres import WORKER
from cairn.partnership.kinds import Discipline, Nation, RoleName, Sector, Standing, TeamKind
from cairn.partnership.models import Agency, Area, Membership, Practitioner, SharingAgreement, Team
from cairn.partnership.queries import actor_for
from cairn.sharing.models import Declaration

Served = TypeVar("Served", Agency, Team)
SEES_NO_CHILD = (RoleName.ADMINISTRATOR, RoleName.ANALYST, RoleName.DATA_PROTECTION_LEAD)
BY_DAY = {"opens": time(8, 45), "closes": time(17, 15)}
MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CAST = {
    "amara": ("eastmoor-duty", RoleName.PRACTITIONER),
    "amaras_manager": ("eastmoor-duty", RoleName.MANAGER),
    "bilal": ("police-desk", RoleName.PRACTITIONER),
    "chidi": ("westmoor-nurses", RoleName.PRACTITIONER),
    "dana": ("hub-office", RoleName.ADMINISTRATOR),
    "efa": ("outreach", RoleName.PRACTITIONER),
    "farid": ("hub-duty", RoleName.HUB_COORDINATOR),
    "fatima": ("hub-duty", RoleName.HUB_COORDINATOR),
    "gwen": ("guardians", RoleName.PRACTITIONER),
    "hana": ("hub-office", RoleName.ANALYST),
    "pavel": ("hub-stewards", RoleName.DATA_PROTECTION_LEAD),
    "perla": ("westmoor-stewards", RoleName.DATA_PROTECTION_LEAD),
    "petra": ("hub-stewards", RoleName.DATA_PROTECTION_LEAD),
    "rhys": ("aberddu-duty", RoleName.PRACTITIONER),
    "robin": ("eastmoor-duty", RoleName.READER),
    "wanda": ("westmoor-duty", RoleName.PRACTITIONER),
    "yusuf": ("eastmoor-night", RoleName.PRACTITIONER),
}


@dataclass(frozen=True)
class Northmoor:
    """The partnership of a test: areas, teams and memberships by short name."""

    areas: dict[str, Area]
    teams: dict[str, Team]
    memberships: dict[str, Membership]

    def actor(self, name: str) -> Actor:
        """The actor a member of the cast is at this moment."""
        return actor_for(self.memberships[name])

    def practitioner(self, name: str) -> Practitioner:
        """The person behind a member of the cast."""
        return self.memberships[name].practitioner

    def team(self, slug: str) -> Team:
        """A team by its slug."""
        return self.teams[slug]


def northmoor() -> Northmoor:
    """Three areas, a police force, a health team, a charity, guardians and a hub, with the cast in their teams."""
    nations = (("eastmoor", Nation.ENGLAND), ("westmoor", Nation.ENGLAND), ("aberddu", Nation.WALES))
    areas = {slug: Area(slug=slug, name=slug.title(), nation=nation) for slug, nation in nations}
    Area.objects.bulk_create(areas.values())
    agencies, teams = _Served(Agency), _Served(Team)
    for area in areas.values():
        _authority(area, agencies, teams)
    _others(areas, agencies, teams)
    agencies.save()
    SharingAgreement.objects.bulk_create(_agreement(agency, number=1) for agency in agencies.made.values())
    teams.save()
    return Northmoor(areas, teams.made, _members(teams.made))


class _Served(Generic[Served]):
    """Agencies or teams with the areas they serve, saved all at once: nearly every test begins with them."""

    def __init__(self, model: type[Served]) -> None:
        self.made: dict[str, Served] = {}
        self._model: type[Served] = model
        self._areas: list[tuple[Served, Area]] = []

    def add(self, one: Served, areas: Iterable[Area]) -> Served:
        """Another one, not yet saved."""
        self.made[one.slug] = one
        self._areas += [(one, area) for area in areas]
        return one

    def save(self) -> None:
        """Two statements."""
        self._model._default_manager.bulk_create(self.made.values())
        through, own = self._model.areas.through, f"{self._model._meta.model_name}_id"
        through._default_manager.bulk_create(through(**{own: one.pk, "area_id": area.pk}) for one, area in self._areas)


def _authority(area: Area, agencies: _Served[Agency], teams: _Served[Team]) -> None:
    agency = agencies.add(_agency_of(f"{area.slug}-social-care", Sector.STATUTORY, Discipline.SOCIAL_CARE), [area])
    night = teams.add(_team_of(agency, f"{area.slug}-night", TeamKind.OUT_OF_HOURS), [area])
    teams.add(_team_of(agency, f"{area.slug}-duty", TeamKind.DUTY_DESK, stand_in=night, **BY_DAY), [area])


def _others(areas: dict[str, Area], agencies: _Served[Agency], teams: _Served[Team]) -> None:
    everywhere = list(areas.values())
    for slug, sector, discipline, where in (
        ("northmoor-police", Sector.STATUTORY, Discipline.POLICE, everywhere),
        ("westmoor-health", Sector.STATUTORY, Discipline.HEALTH, [areas["westmoor"]]),
        ("safer-streets", Sector.VOLUNTARY, Discipline.CHARITY, [areas["eastmoor"]]),
        ("guardian-service", Sector.VOLUNTARY, Discipline.GUARDIAN, everywhere),
        ("northmoor-hub", Sector.STATUTORY, Discipline.HUB, everywhere),
    ):
        agencies.add(_agency_of(slug, sector, discipline), where)
    for agency, slug, kind, where in (
        ("northmoor-police", "police-desk", TeamKind.DUTY_DESK, everywhere),
        ("westmoor-health", "westmoor-nurses", TeamKind.OTHER, [areas["westmoor"]]),
        ("safer-streets", "outreach", TeamKind.OTHER, [areas["eastmoor"]]),
        ("guardian-service", "guardians", TeamKind.OTHER, everywhere),
        ("northmoor-hub", "hub-duty", TeamKind.DUTY_DESK, everywhere),
        ("northmoor-hub", "hub-office", TeamKind.OTHER, everywhere),
        ("northmoor-hub", "hub-stewards", TeamKind.OTHER, everywhere),
        ("westmoor-social-care", "westmoor-stewards", TeamKind.OTHER, [areas["westmoor"]]),
    ):
        teams.add(_team_of(agencies.made[agency], slug, kind), where)


def _members(teams: dict[str, Team]) -> dict[str, Membership]:
    made: dict[str, Membership] = {}
    for name, (slug, role) in CAST.items():
        person = Practitioner(email=f"{name}@northmoor.example", name=name.replace("_", " ").title())
        person.set_unusable_password()
        team = teams[slug]
        made[name] = Membership(practitioner=person, team=team, agency_id=team.agency_id, role=role)
    Practitioner.objects.bulk_create(one.practitioner for one in made.values())
    Membership.objects.bulk_create(made.values())
    return made


def an_agency(slug: str, sector: str, discipline: str, areas: list[Area]) -> Agency:
    """One more agency that serves these areas and has agreed to share."""
    agency = _agency_of(slug, sector, discipline)
    agency.save()
    agency.areas.set(areas)
    agreed(agency)
    return agency


def a_team(agency: Agency, slug: str, kind: str, areas: list[Area]) -> Team:
    """One more team of an agency."""
    team = _team_of(agency, slug, kind)
    team.save()
    team.areas.set(areas)
    return team


def _agency_of(slug: str, sector: str, discipline: str) -> Agency:
    name = slug.replace("-", " ").title()
    return Agency(slug=slug, name=name, sector=sector, discipline=discipline, phone="01632 960001")


def _team_of(agency: Agency, slug: str, kind: str, **more: object) -> Team:
    told = {"name": slug.replace("-", " ").title(), "phone": "01632 960002", "function": "keeps children safe"}
    return Team(agency=agency, slug=slug, kind=kind, **told, **more)


def agreed(
    agency: Agency, *, standing: Standing = Standing.SIGNED, until: date = date(2100, 1, 1), **more: object
) -> SharingAgreement:
    """The next line of an agency's agreement to share, as if two people had signed or ended it."""
    made = _agreement(agency, number=agency.agreements.count() + 1, standing=standing, until=until, **more)
    made.save(force_insert=True)
    return made


def _agreement(
    agency: Agency,
    *,
    number: int,
    standing: Standing = Standing.SIGNED,
    until: date = date(2100, 1, 1),
    **more: object,
) -> SharingAgreement:
    return SharingAgreement(
        agency=agency,
        number=number,
        standing=standing,
        terms="template 1",
        valid_from=date(2020, 1, 1),
        valid_until=until,
        signed_on=date(2020, 1, 1),
        signed_by="A director",
        countersigned_by="The chair",
        is_first_responder=True,
        reason="These tests" if standing == Standing.ENDED else "",
        **{"safeguarding_lead": "Head of safeguarding", "data_protection_lead": "Data protection lead", **more},
    )


def said(words: str = "A girl of about eleven was in a van behind the market.", **more: object) -> ConcernSaid:
    """What a sender says; override any part of it."""
    child = ChildSaid(names=(NameSaid("Nguyen Van Tang"),), born=BornSaid(age_from=14, age_to=14))
    whole: dict[str, object] = {"what_happened": words, "urgency": "today", "children": (child,), "area": "eastmoor"}
    return ConcernSaid(**{**whole, **more})


def raised(by: Actor, words: str = "A girl of about eleven was in a van behind the market.", **more: object) -> Concern:
    """A concern that somebody has raised."""
    with acting_as(by):
        concern = raise_concern(said=said(words, **more), send_key=str(uuid7()), by=by)
    nobody_knows(concern.subjects.model.objects.filter(concern=concern))
    return concern


def nobody_knows(subjects) -> None:
    """The whole cast has said that they know nobody of these children in person, so that they may open them."""
    from tests.conftest import become

    with become(WORKER):
        children = {one.child_id for one in subjects}
        Declaration.objects.bulk_create(
            Declaration(practitioner_id=one.practitioner_id, membership=one, child_id=child_id, knows=False)
            for one in Membership.objects.exclude(role__in=SEES_NO_CHILD)
            for child_id in children
        )


def child_of(concern: Concern, by: Actor) -> Child:
    """The first child of a concern, as one of those who may see it finds it."""
    with acting_as(by):
        return Child.objects.visible_to(by).get(pk=concern.subjects.order_by("order")[0].child_id)
