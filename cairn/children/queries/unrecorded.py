"""Children of whom nobody has recorded what is to be recorded every time (R-016)."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from cairn.access.actor import Actor, ActorKind
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Claim, MyCircle
from cairn.children.queries.facts import names_in, with_marks
from cairn.children.rules import shown_name

PAGE = 50
_MOST_NAMES = 2000


def without_immigration_status(actor: Actor, page: int) -> tuple[list[Child], bool]:
    """The children whose story this actor sees and whose immigration status nobody has recorded, the oldest first.

    One page from 1, and whether there is a next. "Not known" and "not applicable" are recorded; a blank is not.
    """
    told = Claim.objects.visible_to(actor).filter(child_id=OuterRef("pk"), kind=FactKind.IMMIGRATION)
    rows = Child.objects.visible_to(actor).filter(~Exists(told), is_asleep=False)
    if not actor.is_hub and actor.kind is not ActorKind.JOB:
        # Whoever has only told us something does not see what others recorded, so a blank would mean nothing.
        mine = MyCircle.objects.visible_to(actor).filter(team_id__in=actor.team_ids, sees_story=True)
        rows = rows.filter(Q(pk__in=mine.values("child_id")))
    start = (page - 1) * PAGE
    # Ids are in the order of time, and the first page of them is found without sorting every child.
    found = list(rows.order_by("id")[start : start + PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def names_of(children: list[Child], actor: Actor) -> dict[UUID, str]:
    """The name that a page shows for each of these children; empty where nobody gave one."""
    ids = [child.pk for child in children]
    kinds = [FactKind.NAME.value, FactKind.STANDING.value]
    rows = Claim.objects.visible_to(actor).filter(child_id__in=ids, kind__in=kinds, replaced_by=None)
    said = with_marks(rows.order_by("-recorded_at", "-id")[:_MOST_NAMES])
    return {one: shown_name(names_in(claim for claim in said if claim.child_id == one)) for one in ids}
