"""What the pages about signing in and about agreements show, as plain values."""

import base64
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.access.actor import Actor
from cairn.core import crypto
from cairn.core.clock import now, today
from cairn.core.errors import Refused
from cairn.partnership import queries
from cairn.partnership.kinds import AgreementState, TeamKind
from cairn.partnership.models import Membership, Practitioner
from cairn.ui.formats import day
from cairn.ui.parts import Column
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


@dataclass(frozen=True, slots=True)
class AccountLink:
    """A page of one's own that a higher floor adds to the account, by the name of its address."""

    text: Promise | str
    address: str


_ACCOUNT_LINKS: list[AccountLink] = []


def add_account_link(link: AccountLink) -> None:
    """Register a page of one's own. A higher floor does, from its apps.py."""
    if link not in _ACCOUNT_LINKS:
        _ACCOUNT_LINKS.append(link)


def account_links() -> list[tuple[Promise | str, str]]:
    """The pages that higher floors added, each with its address; left out where nothing is built at that name."""
    return [(one.text, href) for one in _ACCOUNT_LINKS if (href := _href(one.address))]


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
        agreement_note=_no_agreement(getattr(request, "actor", None), membership),
        agreement_href=reverse("agreement", args=[membership.agency_id]),
    )


def _no_agreement(actor: Actor | None, membership: Membership) -> str:
    """For members of an agency whose agreement does not hold: why they see little, on every page; else nothing."""
    if actor is None or actor.is_agreed:
        return ""
    if membership.team.kind == TeamKind.ENFORCEMENT:
        return _("You can raise concerns. What others shared to protect a child is not shown to your team.")
    return why_so_little(queries.standing_of_agency(membership.agency))


def why_so_little(standing: queries.AgreementStanding) -> str:
    """In plain words: what is the matter with the agreement, what an agency still can do, and what it cannot."""
    what = _("Your agency has no agreement to share.")
    if standing.line is not None and standing.state is AgreementState.LAPSED:
        what = _("Your agency’s agreement to share ended on %(day)s.") % {"day": day(standing.line.valid_until)}
    elif standing.line is not None and standing.state is AgreementState.ENDED:
        what = _("Your agency’s agreement to share was ended on %(day)s.") % {"day": day(standing.line.valid_from)}
    still = _(
        "You can raise concerns, read the answers, and answer what you are asked. You do not see what others shared."
    )
    return f"{what} {still}"


def whom_to_ring() -> Contact | None:
    """The hub's desk, which can say how an agreement is renewed; None where the partnership has no hub."""
    try:
        desk = queries.hub_desk()
    except Refused:
        return None
    number = desk.phone or desk.agency.phone
    return Contact(name=desk.name, number=number) if number else None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agency in the list of agreements: how it stands, how long it still holds in words, what is missing."""

    name: str
    href: str
    state: str
    label: str
    until: date | None
    left: str
    lacking: tuple[str, ...]
    holds: bool


_ORDER = (
    *(AgreementState.ENDED, AgreementState.LAPSED, AgreementState.NONE),
    *(AgreementState.TO_BE_SIGNED, AgreementState.ENDS_SOON, AgreementState.HOLDS),
)


def agreement_line(standing: queries.AgreementStanding) -> AgreementLine:
    """One agency's agreement as it stands today."""
    ended = standing.line is None or standing.state is AgreementState.ENDED
    return AgreementLine(
        name=standing.agency.name,
        href=reverse("agreement", args=[standing.agency.pk]),
        state=standing.state.value,
        label=str(standing.state.label),
        until=None if ended or standing.line is None else standing.line.valid_until,
        left=_left(standing.days_left),
        lacking=tuple(str(one.label) for one in standing.lacking),
        holds=standing.holds,
    )


def agreement_lines() -> list[AgreementLine]:
    """Every agency, those first who see nothing, then those whose agreement ends soonest."""
    found = sorted(queries.standings(), key=lambda one: (_ORDER.index(one.state), one.days_left or 0, one.agency.name))
    return [agreement_line(one) for one in found]


def agreement_columns() -> tuple[Column, ...]:
    """What the list of agreements shows of each agency."""
    return tuple(Column(label=label) for label in (_("Agency"), _("Stands"), _("Last day"), _("Days"), _("Missing")))


def _left(days: int | None) -> str:
    if days is None:
        return ""
    if days < 0:
        return ngettext("lapsed %(days)s day ago", "lapsed %(days)s days ago", -days) % {"days": -days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days} if days else _("last day today")


def renewal(standing: queries.AgreementStanding) -> dict[str, Any]:
    """What a form to sign or renew begins with: for a year, from today or from the day after the one that holds."""
    line = standing.line
    begins = line.valid_until + timedelta(days=1) if line is not None and standing.holds else today()
    words = {}
    if line is not None:
        said = line.is_first_responder
        words = {
            "safeguarding_lead": line.safeguarding_lead,
            "data_protection_lead": line.data_protection_lead,
            "is_first_responder": "" if said is None else "yes" if said else "no",
        }
    days = {"signed_on": today(), "valid_from": begins, "valid_until": begins + timedelta(days=364)}
    return {"remit": standing.agency.remit, "number": standing.number, **words, **days}


def draft_key(practitioner: Practitioner) -> str:
    """This person's own key for what their device keeps while there is no connection: base64 of 32 bytes."""
    made = hmac.new(crypto.keyed_digest("drafts on a device"), practitioner.pk.bytes, sha256)
    return base64.b64encode(made.digest()).decode()


def door_href() -> str:
    """The address of “raise a concern without signing in”; empty where nothing is built at that name."""
    return _href("concern_door")


def _href(address: str) -> str:
    try:
        return reverse(address)
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
