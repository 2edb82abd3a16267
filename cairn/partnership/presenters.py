"""What the pages about signing in show, as plain values."""

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cairn.core import crypto
from cairn.core.clock import now
from cairn.partnership import queries
from cairn.partnership.models import Membership, Practitioner
from cairn.ui.shell import Contact, Shell, SignedIn


@dataclass(frozen=True, slots=True)
class Choice:
    """A membership one may choose. `value` is what the form sends."""

    value: str
    person: str
    title: str
    team: str
    agency: str
    is_current: bool = False


def choice(membership: Membership, *, current: Membership | None = None) -> Choice:
    """One line of the page on which a team, or at the demonstration's door a person, is chosen."""
    return Choice(
        value=str(membership.pk),
        person=membership.practitioner.name,
        title=membership.title or membership.get_role_display(),
        team=membership.team.name,
        agency=membership.agency.name,
        is_current=current is not None and current.pk == membership.pk,
    )


def shell_for(request: HttpRequest) -> Shell:
    """What surrounds a page, as far as the partnership knows it; a higher floor may add its navigation."""
    membership: Membership | None = getattr(request, "membership", None)
    is_demonstration = queries.is_demonstration()
    if membership is None:
        return _without_team(request, is_demonstration=is_demonstration)
    return Shell(
        signed_in=SignedIn(name=membership.practitioner.name, team=membership.team.name, agency=membership.agency.name),
        is_demonstration=is_demonstration,
        out_of_hours=_tonight(membership),
        sign_out_href=reverse("account_logout"),
        account_href=reverse("account"),
        activity_href=reverse("activity"),
        session_ends_in=seconds_left(request),
        draft_key=draft_key(membership.practitioner),
    )


def draft_key(practitioner: Practitioner) -> str:
    """This person's own key for what their device keeps while there is no connection: base64 of 32 bytes."""
    made = hmac.new(crypto.keyed_digest("drafts on a device"), practitioner.pk.bytes, sha256)
    return base64.b64encode(made.digest()).decode()


def door_href() -> str:
    """The address of “raise a concern without signing in”; empty where nothing is built at that name."""
    try:
        return reverse("concern_door")
    except NoReverseMatch:
        return ""


def seconds_left(request: HttpRequest) -> int:
    """Whole seconds until this session is over; 0 when there is none."""
    state = queries.session_state(request.session)
    return 0 if state is None else max(0, int((state.ends_at - now()).total_seconds()))


def _without_team(request: HttpRequest, *, is_demonstration: bool) -> Shell:
    if request.user.is_authenticated:
        return Shell(is_demonstration=is_demonstration, sign_out_href=reverse("account_logout"))
    return Shell(is_demonstration=is_demonstration, sign_in_href=reverse("account_login"))


def _tonight(membership: Membership) -> Contact | None:
    # A team of several areas has no one number for tonight, and the wrong area's would cost a child the night.
    numbers = queries.out_of_hours_numbers(areas=membership.team.areas.all())
    return Contact(name=numbers[0].team, number=numbers[0].phone) if len(numbers) == 1 else None
