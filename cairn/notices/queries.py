"""What is in the inbox, and where the e-mail that says so goes."""

from uuid import UUID

from django.db.models import Case, IntegerField, Q, Value, When

from cairn.access.actor import Actor
from cairn.access.scopes import ScopedQuerySet
from cairn.ledger.models import Digest
from cairn.notices.models import Notice
from cairn.partnership.kinds import RoleName, TeamKind
from cairn.partnership.models import Membership, Team

_DESK_FIRST = Case(When(kind=TeamKind.DUTY_DESK, then=Value(0)), default=Value(1), output_field=IntegerField())


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


def digest(digest_id: UUID, *, actor: Actor) -> Digest | None:
    """A digest of the ledger as it was handed round; None when there is none."""
    found: Digest | None = Digest.objects.visible_to(actor).filter(pk=digest_id).first()
    return found


def keepers() -> list[tuple[UUID, UUID | None]]:
    """For every agency with teams, who keeps what is handed round: its data-protection leads, else its managers, else
    its duty desk, so that no agency is left out. Each a team and, but for the desk, a member of it."""
    found: dict[UUID, list[tuple[UUID, UUID | None]]] = {}
    for role in (RoleName.DATA_PROTECTION_LEAD, RoleName.MANAGER):
        members = Membership.objects.filter(role=role, ended_at=None, practitioner__is_active=True)
        members = members.exclude(agency_id__in=list(found))
        for agency_id, team_id, member_id in members.order_by("pk").values_list("agency_id", "team_id", "pk"):
            found.setdefault(agency_id, []).append((team_id, member_id))
    for agency_id, team_id in Team.objects.order_by(_DESK_FIRST, "slug").values_list("agency_id", "pk"):
        found.setdefault(agency_id, [(team_id, None)])
    return [each for kept in found.values() for each in kept]
