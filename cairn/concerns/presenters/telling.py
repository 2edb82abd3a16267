"""Whom to ring, and who was told."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.children.verbs import Hint
from cairn.concerns.models import Concern
from cairn.core.clock import now
from cairn.partnership.kinds import Discipline
from cairn.partnership.models import Area, Team
from cairn.partnership.queries import area_of, day_desk, hub_desk, team_on_duty
from cairn.ui.shell import Contact


def draft_href(draft_id: UUID) -> str:
    """The address of the page that reopens a draft."""
    return f"{reverse('concerns:new')}?draft={draft_id}"


def tonight(concern: Concern) -> Contact | None:
    """Who answers the telephone about this concern at this moment."""
    if concern.area is None:
        return None
    team = team_on_duty(concern.area, Discipline.SOCIAL_CARE, now())
    found = contact(team)
    return found if found.number else None


def hint_sentence(hint: Hint) -> str:
    """All that a hint ever says: no name, no agency, no other fact (house rules, "who sees what")."""
    words = _("Name and age agree with a child known here. Ring %(team)s: %(number)s.")
    return words % {"team": hint.ring.name, "number": hint.ring.phone}


def told_by_the_door(area_slug: str, *, is_danger: bool) -> list[Contact]:
    """Who was told when somebody who is not signed in raised a concern: whoever decides, and in danger who acts now."""
    hub = hub_desk()
    area = area_of(slug=area_slug, team=hub)
    teams = (
        [*_acting_now(area), day_desk(area, Discipline.SOCIAL_CARE), hub]
        if is_danger
        else [day_desk(area, Discipline.SOCIAL_CARE), hub]
    )
    return [contact(team) for team in dict.fromkeys(teams)]


def _acting_now(area: Area) -> list[Team]:
    return [team_on_duty(area, each, now()) for each in (Discipline.POLICE, Discipline.SOCIAL_CARE)]


def contact(team: Team) -> Contact:
    """A team and its number, or its agency's."""
    return Contact(name=f"{team.name}, {team.agency.name}", number=team.phone or team.agency.phone)
