"""Making the partnership's directory: areas, agencies under signed terms, teams, and people (R-190)."""

import secrets
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.core.errors import Refused
from cairn.core.ref import Ref
from cairn.ledger.kinds import happening
from cairn.ledger.verbs import record
from cairn.partnership.kinds import Standing, TeamKind
from cairn.partnership.models import Agency, Area, Practitioner, SharingAgreement, Team
from cairn.partnership.rules import Details
from cairn.partnership.verbs.agreements import TEMPLATE, refuse_lacking

AREA_ADDED = happening("area.added", _("added an area to the partnership"))
AGENCY_JOINED = happening("agency.joined", _("let an agency join under signed terms"))
TEAM_ADDED = happening("team.added", _("added a team"))
PERSON_ADDED = happening("practitioner.added", _("added a practitioner"))


@dataclass(frozen=True)
class AgencySaid:
    """An agency as it joins. The same terms for statutory and voluntary bodies.

    `renew_by` is the last day of its agreement. Without the two names of those who signed, the agreement holds as one
    that is still to be signed; without the days there is none, and the agency sees nothing that others share.
    """

    slug: str
    name: str
    sector: str
    discipline: str
    areas: tuple[str, ...]
    signed_on: date | None = None
    renew_by: date | None = None
    safeguarding_lead: str = ""
    data_protection_lead: str = ""
    remit: str = ""
    is_first_responder: bool = False
    phone: str = ""
    terms: str = TEMPLATE
    signed_by: str = ""
    countersigned_by: str = ""


@dataclass(frozen=True)
class TeamSaid:
    """A team of an agency. Without hours somebody always answers."""

    slug: str
    agency: str
    name: str
    areas: tuple[str, ...]
    kind: str = TeamKind.OTHER
    function: str = ""
    phone: str = ""
    opens: time | None = None
    closes: time | None = None
    weekdays: str = "1234567"


@transaction.atomic
def add_area(*, slug: str, name: str, nation: str, by: Actor) -> Area:
    """Add a local authority's area with the nation whose law runs there. Records `area.added`."""
    by.require(Permission.PEOPLE_MANAGE)
    area = Area.objects.create(slug=slug, name=name, nation=nation)
    record(AREA_ADDED, by=by, about=Ref("area", area.pk))
    return area


@transaction.atomic
def let_join(*, said: AgencySaid, by: Actor) -> Agency:
    """Let an agency join under signed terms. Records `agency.joined`.

    Refuses an unknown area (`no_such_area`), and a signed agreement that lacks something (`agreement_lacks`).
    """
    by.require(Permission.PEOPLE_MANAGE)
    agency = Agency.objects.create(
        slug=said.slug,
        name=said.name,
        sector=said.sector,
        discipline=said.discipline,
        remit=said.remit,
        is_first_responder=said.is_first_responder,
        phone=said.phone,
    )
    agency.areas.set(_areas(said.areas))
    _first_line(agency=agency, said=said)
    record(AGENCY_JOINED, by=by, about=Ref("agency", agency.pk))
    return agency


def _first_line(*, agency: Agency, said: AgencySaid) -> None:
    if said.signed_on is None or said.renew_by is None:
        return
    is_signed = bool(said.signed_by.strip() and said.countersigned_by.strip())
    details = Details(said.remit, said.safeguarding_lead, said.data_protection_lead, said.is_first_responder)
    if is_signed:
        refuse_lacking(details)
    line = SharingAgreement(
        agency=agency,
        number=1,
        standing=Standing.SIGNED if is_signed else Standing.TO_BE_SIGNED,
        terms=said.terms,
        valid_from=said.signed_on,
        valid_until=said.renew_by,
        signed_by=said.signed_by.strip(),
        signed_on=said.signed_on,
        countersigned_by=said.countersigned_by.strip(),
        safeguarding_lead=said.safeguarding_lead,
        data_protection_lead=said.data_protection_lead,
        is_first_responder=said.is_first_responder,
    )
    line.save(force_insert=True)


@transaction.atomic
def add_team(*, said: TeamSaid, by: Actor) -> Team:
    """Add a team to an agency. Records `team.added`. Refuses `no_such_agency` and `no_such_area`."""
    by.require(Permission.PEOPLE_MANAGE)
    agency = Agency.objects.filter(slug=said.agency).first()
    if agency is None:
        raise Refused("no_such_agency", slug=said.agency)
    team = Team.objects.create(
        agency=agency,
        slug=said.slug,
        name=said.name,
        kind=said.kind,
        function=said.function,
        phone=said.phone,
        opens=said.opens,
        closes=said.closes,
        weekdays=said.weekdays,
    )
    team.areas.set(_areas(said.areas))
    record(TEAM_ADDED, by=by, about=Ref("team", team.pk))
    return team


@transaction.atomic
def stand_in(*, team: Team, by_night: Team, by: Actor) -> None:
    """Say which team answers while this one is closed."""
    by.require(Permission.PEOPLE_MANAGE)
    Team.objects.filter(pk=team.pk).update(stand_in=by_night)


@transaction.atomic
def add_practitioner(*, email: str, name: str, phone: str = "", by: Actor) -> tuple[Practitioner, str]:
    """Add a person and give back a first password, to be told them once and changed; nothing else keeps it.

    They can do nothing before they join a team and enrol a second factor. Records `practitioner.added`. Refuses an
    address that is known already (`address_known`).
    """
    by.require(Permission.PEOPLE_MANAGE)
    if Practitioner.objects.filter(email=email.lower()).exists():
        raise Refused("address_known")
    password = secrets.token_urlsafe(15)
    person = Practitioner.objects.create_user(email, password, name=name, phone=phone)
    record(PERSON_ADDED, by=by, about=Ref("practitioner", person.pk))
    return person, password


def _areas(slugs: tuple[str, ...]) -> list[Area]:
    found = list(Area.objects.filter(slug__in=slugs))
    for slug in set(slugs) - {area.slug for area in found}:
        raise Refused("no_such_area", slug=slug)
    return found
