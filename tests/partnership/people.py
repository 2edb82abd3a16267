"""A small partnership for these tests, and ways of signing in."""

from dataclasses import dataclass
from datetime import datetime, time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from cairn.access.actor import job
from cairn.core.clock import now
from cairn.partnership import verbs
from cairn.partnership.kinds import Discipline, Nation, RoleName, Sector, TeamKind
from cairn.partnership.models import Agency, Area, Membership, Practitioner, Team
from tests.builders import agreed

PASSWORD = "three quiet harbour stones"
SECRET = "JBSWY3DPEHPK3PXP"
EAST = {"opens": time(8, 45), "closes": time(17, 15)}
CLERK = job("these tests")


@dataclass(frozen=True)
class Northmoor:
    """One area, its social care with a desk by day and a team by night, and a hub."""

    area: Area
    social_care: Agency
    desk: Team
    night: Team
    hub: Agency
    hub_desk: Team


def northmoor(nation: Nation = Nation.ENGLAND) -> Northmoor:
    area = Area.objects.create(slug="eastmoor", name="Eastmoor", nation=nation)
    social_care = agency("eastmoor-social-care", Discipline.SOCIAL_CARE, area)
    night = team(social_care, "eastmoor-night", area, kind=TeamKind.OUT_OF_HOURS, phone="0808 157 0001")
    desk = team(social_care, "eastmoor-duty", area, kind=TeamKind.DUTY_DESK, stand_in=night, **EAST)
    hub = agency("northmoor-hub", Discipline.HUB, area)
    return Northmoor(area, social_care, desk, night, hub, team(hub, "hub-duty", area, kind=TeamKind.DUTY_DESK))


def agency(slug: str, discipline: Discipline, area: Area) -> Agency:
    made = Agency.objects.create(slug=slug, name=slug.title(), sector=Sector.STATUTORY, discipline=discipline)
    made.areas.add(area)
    agreed(made)
    return made


def team(of: Agency, slug: str, area: Area, **fields) -> Team:
    made = Team.objects.create(agency=of, slug=slug, name=slug.title(), **fields)
    made.areas.add(area)
    return made


def person(name: str = "Amara Okafor") -> Practitioner:
    first = name.split(maxsplit=1)[0].lower()
    return Practitioner.objects.create_user(f"{first}@northmoor.example", PASSWORD, name=name)


def member(of: Team, who: Practitioner | None = None, role: RoleName = RoleName.PRACTITIONER) -> Membership:
    return verbs.join_team(practitioner=who or person(), team=of, role=role, by=CLERK)


def with_app(who: Practitioner) -> Practitioner:
    """Give somebody an authenticator app whose secret the tests know."""
    TOTP.activate(who, SECRET)
    return who


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """The code that the app shows now, or so many half minutes later."""
    counter = next(iter(yield_hotp_counters_from_time())) + steps
    return format_hotp_value(hotp_value(secret, counter))


def password(client: Client, who: Practitioner, given: str = PASSWORD, **more):
    return client.post("/account/sign-in/", {"login": who.email, "password": given, **more})


def second_step(client: Client, given: str):
    return client.post("/account/second-factor/authenticate/", {"code": given})


def sign_in(client: Client, who: Practitioner, *, at: datetime | None = None) -> Client:
    """Somebody signed in, as if password and app had been shown at `at`."""
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    verbs.begin_session(session, at=at or now())
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0, "type": Authenticator.Type.TOTP}]
    session["account_authentication_methods_user"] = str(who.pk)
    session.save()
    return client
