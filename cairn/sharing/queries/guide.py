"""What the guide needs to know of whoever asks: where they work, for what sort of body, and who leads there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language

from cairn.access.actor import Actor
from cairn.core.clock import today
from cairn.core.errors import NotAllowed
from cairn.core.working_days import Nation
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import SharingAgreement, Team
from cairn.partnership.queries import nation_of
from cairn.sharing.kinds import Body
from cairn.sharing.rules.gateways import Case, Start, read_starts
from cairn.sharing.rules.not_sharing import grounds_on

_BODIES = {
    Discipline.SOCIAL_CARE: Body.LOCAL_AUTHORITY,
    Discipline.POLICE: Body.POLICE,
    Discipline.HEALTH: Body.HEALTH,
    Discipline.EDUCATION: Body.EDUCATION,
    Discipline.YOUTH_JUSTICE: Body.PUBLIC_BODY,
    Discipline.HOUSING: Body.PUBLIC_BODY,
    Discipline.IMMIGRATION: Body.BORDERS,
    Discipline.COMPETENT_AUTHORITY: Body.PUBLIC_BODY,
    Discipline.GUARDIAN: Body.CHARITY,
    Discipline.CHARITY: Body.CHARITY,
    Discipline.HUB: Body.PUBLIC_BODY,
}


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads on safeguarding and on data protection in an agency; empty where its agreement names nobody."""

    safeguarding: str
    data_protection: str


def starts() -> Mapping[str, Start]:
    """From which days this installation holds the grounds that wait for theirs (`CAIRN_GATEWAY_STARTS`).

    Raises ImproperlyConfigured where the file cannot be read or makes no sense; asked once when Cairn starts, so that
    a wrong file stops it then.
    """
    return _starts(settings.CAIRN_GATEWAY_STARTS)


def case_of(actor: Actor, *, was_asked: bool = False) -> Case:
    """Who shares, where and today, for the team that this actor writes for. Raises NotAllowed without a team."""
    teams = Team.objects.visible_to(actor).select_related("agency")
    if actor.team_id is None:
        raise NotAllowed
    return case_for(teams.get(pk=actor.team_id), was_asked=was_asked)


def case_for(team: Team, *, was_asked: bool = False, nation: str = "") -> Case:
    """The same for a team; by the law of a nation that is named, for teams that work in several."""
    return Case(
        nation=Nation(nation or nation_of(team)),
        day=today(),
        sharer=_BODIES[Discipline(team.agency.discipline)],
        was_asked=was_asked,
        starts=starts(),
    )


def grounds_offered(actor: Actor) -> list[tuple[str, str]]:
    """The grounds for not sharing that hold where and when the actor writes, each with its code.

    Nothing for whoever writes for no team.
    """
    if actor.team_id is None:
        return []
    case, language = case_of(actor), get_language() or "en"
    found = grounds_on(case.nation, case.day, case.starts)
    return [(one.code, one.label_in(language)) for one in found]


def leads_of(actor: Actor) -> Leads:
    """Whom to ask in the actor's own agency, by the newest line of its agreement that has begun (R-190)."""
    begun = SharingAgreement.objects.visible_to(actor).filter(valid_from__lte=today())
    agreements = begun.order_by("-number")
    signed = agreements.filter(agency_id=actor.agency_id).first() if actor.agency_id else None
    return Leads(signed.safeguarding_lead, signed.data_protection_lead) if signed else Leads("", "")


@lru_cache(maxsize=2)
def _starts(path: str) -> Mapping[str, Start]:
    try:
        return read_starts(Path(path).read_text(encoding="utf-8") if path else "")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(f"CAIRN_GATEWAY_STARTS names {path}, which cannot be taken: {error}") from error
