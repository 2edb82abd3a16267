"""What is in the inbox, and where the e-mail that says so goes."""

from uuid import UUID

from django.db.models import Q

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.notices.models import Notice
from cairn.partnership.models import Membership


def inbox(actor: Actor) -> ScopedQuerySet[Notice]:
    """What was left for this person's team or for this person alone, the newest first, read or not."""
    mine = Q(member=None)
    if actor.membership_id:
        mine |= Q(member_id=actor.membership_id)
    rows: ScopedQuerySet[Notice] = Notice.objects.visible_to(actor)
    return rows.filter(mine, team_id__in=actor.team_ids).order_by("-left_at", "-id")


def unread(actor: Actor) -> ScopedQuerySet[Notice]:
    """What nobody of the team, or not yet this person, has read."""
    return inbox(actor).filter(read_at=None)


def waiting_with(notice_id: UUID, *, actor: Actor) -> list[Notice]:
    """A notice that waits for its e-mail and all that waits for the same readers with it, held until commit.

    Empty when its e-mail was sent, or when it was read already and no e-mail is needed.
    """
    rows = Notice.objects.visible_to(actor)
    notice = rows.filter(pk=notice_id, emailed_at=None, read_at=None).first()
    if notice is None:
        return []
    same = rows.filter(team_id=notice.team_id, member_id=notice.member_id, emailed_at=None, read_at=None)
    held = list(same.select_for_update(of=("self",)).select_related("team").order_by("pk"))
    return held if any(one.pk == notice_id for one in held) else []


def addresses_for(notice: Notice) -> tuple[str, ...]:
    """Where the e-mail goes: to the member named; else to the team's own address; else to each of its members."""
    here = Membership.objects.filter(team_id=notice.team_id, ended_at=None, practitioner__is_active=True)
    addresses = here.order_by("practitioner__email").values_list("practitioner__email", flat=True).distinct()
    named = tuple(addresses.filter(pk=notice.member_id)) if notice.member_id else ()
    if named or not notice.team.email:
        return named or tuple(addresses)
    return (notice.team.email,)
