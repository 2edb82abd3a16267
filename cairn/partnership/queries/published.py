"""What is published to every member, what the sign-in page shows to anybody, and what the installation is for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from cairn.access.actor import Actor
from cairn.core.errors import Refused
from cairn.partnership.kinds import Discipline, Mark, TeamKind
from cairn.partnership.models import Agency, Area, Installation, Membership, Team

_THE_ONE = 1
_CAST: list[Callable[[], Iterable[str]]] = []


@dataclass(frozen=True, slots=True)
class OutOfHours:
    """Whom to ring tonight about a child in an area."""

    area: str
    team: str
    phone: str


def out_of_hours_numbers(*, areas: QuerySet[Area] | None = None) -> tuple[OutOfHours, ...]:
    """One number by area, as social care publishes them; an area without one is left out. Shown to anybody."""
    teams = Team.objects.filter(kind=TeamKind.OUT_OF_HOURS, agency__discipline=Discipline.SOCIAL_CARE)
    if areas is not None:
        teams = teams.filter(areas__in=areas)
    numbers: dict[str, OutOfHours] = {}
    rows = teams.exclude(phone="").order_by("areas__name", "slug").values_list("areas__name", "name", "phone")
    for area, team, phone in rows:
        if area is not None:
            numbers.setdefault(area, OutOfHours(area, team, phone))
    return tuple(numbers.values())


def directory(actor: Actor, *, area: Area | None = None) -> QuerySet[Agency]:
    """The partnership's agencies with areas and teams, by name; only those that serve `area` when it is given."""
    agencies = Agency.objects.visible_to(actor).prefetch_related("areas", "teams")
    return agencies if area is None else agencies.filter(areas=area)


def installation_mark() -> Mark | None:
    """What this database is for, or None while nobody has said."""
    mark = Installation.objects.filter(pk=_THE_ONE).values_list("mark", flat=True).first()
    return None if mark is None else Mark(mark)


def require_mark(needed: str) -> None:
    """Let a command go on only in a database marked as it needs. Refuses `wrong_mark`, for an unmarked one as well."""
    found = installation_mark()
    if found != Mark(needed):
        raise Refused("wrong_mark", found=found.label if found else "–", needed=Mark(needed).label)


def is_demonstration() -> bool:
    """Whether one-click sign-in may exist: the setting asks for it and the database's own mark agrees."""
    return bool(settings.CAIRN_DEMONSTRATION) and installation_mark() == Mark.DEMONSTRATION


def name_cast(source: Callable[[], Iterable[str]]) -> None:
    """Register who knows the e-mail addresses of the people offered at the demonstration's door."""
    _CAST[:] = [source]


def cast() -> QuerySet[Membership]:
    """The memberships offered at the demonstration's door, by name; everybody's where no cast has been named."""
    members = Membership.objects.filter(ended_at=None, practitioner__is_active=True)
    members = members.select_related("practitioner", "team", "agency").order_by("practitioner__name", "started_at")
    return members.filter(practitioner__email__in=list(_CAST[0]())) if _CAST else members
