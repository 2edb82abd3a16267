"""The made-up partnership as the seeder knows it: desks, and how often each is drawn into a child's circle."""

from dataclasses import dataclass

SMALL_SHARE = 0.01  # of the partners' circles: about 1,500 of 100,000 children
_AREAS = ("alderby", "brackenford", "coldwell", "dunsmere", "eskholt", "fenwick")


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """A team to be made. `members` is how many practitioners it has, `weight` how often it is in a circle."""

    agency: str
    discipline: str
    slug: str
    kind: str
    areas: tuple[str, ...]
    members: int = 3
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Desk:
    """A team that stands: ids as text, as COPY wants them."""

    team_id: str
    agency_id: str
    member_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """Everybody who can be around a child. The first desk is the busy one; the last partner is the small team."""

    area_ids: tuple[str, ...]
    desks: tuple[Desk, ...]
    partners: tuple[Desk, ...]
    weights: tuple[float, ...]
    hub: Desk

    @property
    def busy(self) -> Desk:
        """The duty team that is in half of all circles."""
        return self.desks[0]

    @property
    def small(self) -> Desk:
        """A charity's team that is in few circles."""
        return self.partners[-1]


def areas() -> tuple[str, ...]:
    """The areas by slug; the first has half of all children."""
    return _AREAS


def desks() -> list[TeamPlan]:
    """One duty desk for each area's authority; the first is the busy one and has forty members."""
    return [
        TeamPlan(f"{area}-social-care", "social_care", f"{area}-duty", "duty_desk", (area,), 5 if number else 40)
        for number, area in enumerate(_AREAS)
    ]


def partners() -> list[TeamPlan]:
    """The other teams that are drawn into circles, the small charity last."""
    found = [TeamPlan("police", "police", f"police-{area}", "other", (area,), weight=0.07) for area in _AREAS]
    found += [TeamPlan(f"{area}-health", "health", f"{area}-nurses", "other", (area,), weight=0.04) for area in _AREAS]
    found += [TeamPlan(f"{area}-schools", "education", f"{area}-dsl", "other", (area,), weight=0.04) for area in _AREAS]
    found.append(TeamPlan("guardians", "guardian", "guardians", "other", _AREAS, weight=0.09))
    found.append(TeamPlan("small-charity", "charity", "outreach", "other", _AREAS, weight=SMALL_SHARE))
    return found


def hub() -> TeamPlan:
    """The hub's duty desk."""
    return TeamPlan("hub", "hub", "hub-duty", "duty_desk", _AREAS, 2)
