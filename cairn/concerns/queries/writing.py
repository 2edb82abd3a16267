"""What the page for writing a concern needs: the areas, who decides there, and the words of an unsent draft."""

from uuid import UUID

from django.utils.datastructures import MultiValueDict

from cairn.access.actor import Actor
from cairn.duties import queries as duties
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.partnership.kinds import Discipline, TeamKind
from cairn.partnership.models import Area, Team


def area_choices() -> list[tuple[str, str]]:
    """The partnership's areas by name, as choices of a list."""
    return list(Area.objects.order_by("name").values_list("slug", "name"))


def own_area(actor: Actor) -> str:
    """The one area of the actor's team, where its concerns belong; empty for a team that serves several."""
    own = list(Area.objects.filter(teams=actor.team_id).values_list("slug", flat=True)[:2])
    slugs = own or list(Area.objects.filter(agencies=actor.agency_id).values_list("slug", flat=True)[:2])
    return slugs[0] if len(slugs) == 1 else ""


def desks_by_area() -> list[Team]:
    """The social care desks by day, one row for each, for those who must ring. Shown to anybody."""
    desks = Team.objects.filter(agency__discipline=Discipline.SOCIAL_CARE, kind=TeamKind.DUTY_DESK).exclude(phone="")
    return list(desks.select_related("agency").order_by("agency__name", "name"))


def draft_of(draft_id: UUID, actor: Actor) -> Draft | None:
    """This person's own draft of a concern, sent or not; None for anybody else's."""
    return Draft.objects.visible_to(actor).filter(pk=draft_id, kind=DraftKind.CONCERN, discarded_at=None).first()


def words_of(draft: Draft, actor: Actor) -> MultiValueDict[str, str]:
    """What the draft holds, by the name of the box it was typed into."""
    content = duties.content_of(draft, by=actor)
    lists = {name: typed if isinstance(typed, list) else [typed] for name, typed in content.items()}
    return MultiValueDict({name: [str(each) for each in typed] for name, typed in lists.items()})
