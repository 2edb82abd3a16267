"""The frame of every page: where somebody may go, what they have not sent, whether the clock runs."""

from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.desk.presenters.places import draft_href, draft_words
from cairn.duties.kinds import DraftKind
from cairn.duties.models import Draft
from cairn.duties.queries import clock_state, unsent_drafts
from cairn.partnership import presenters
from cairn.ui.formats import day_and_time
from cairn.ui.shell import SIGNED_OUT, DraftNotice, NavItem, Shell

_OPENED = Q(kind=DraftKind.CONCERN, revision=1)  # a page that was opened and never typed in


def shell_for(request: HttpRequest) -> Shell:
    """What the partnership knows of the frame, with navigation, the unsent draft and the state of the clock."""
    if not hasattr(request, "user"):  # refused before anybody asked who sent it
        return SIGNED_OUT
    frame = presenters.shell_for(request)
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.is_person:
        return frame
    # In a context of its own: what the frame asks must not pass for what the page should have asked.
    return copy_context().run(_filled, frame, actor, request)


def _filled(frame: Shell, actor: Actor, request: HttpRequest) -> Shell:
    # A page that says what went wrong is drawn outside the request's own transaction, where nobody would be acting.
    with transaction.atomic(savepoint=False):
        draft: Draft | None = unsent_drafts(actor).exclude(_OPENED).first()
        warning = _clock_warning()
    notice = DraftNotice(text=draft_words(draft), href=draft_href(draft)) if draft else None
    return replace(frame, nav=tuple(_nav(actor, request)), draft=notice, clock_warning=warning)


def _nav(actor: Actor, request: HttpRequest) -> Iterator[NavItem]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    places = (
        ("desk:my_work", _("My work"), None),
        ("concerns:new", _("Raise a concern"), Permission.CONCERN_RAISE),
        ("children:find", _("Find a child"), Permission.CHILD_SEARCH),
        ("concerns:mine", _("Concerns we raised"), Permission.CONCERN_RAISE),
        ("children:guide", _("Why not share?"), Permission.CONCERN_RAISE),
        ("desk:hub", _("Hub list"), Permission.HUB_DUTY_LIST),
        ("sharing:silent", _("Held back without a trace"), Permission.WITHHOLDINGS_COUNT),
        ("stewardship:desk", _("Data protection"), Permission.DATA_PROTECT),
        ("agreements", _("Agreements"), Permission.AGREEMENT_KEEP),
        ("children:looks_of", _("Who has looked"), Permission.SEARCHES_REVIEW),
        ("children:unusual_looking", _("Unusual use"), Permission.SEARCHES_REVIEW),
        ("stewardship:exports", _("Facts taken out"), Permission.EXPORT_ASK),
        ("stewardship:report", _("Report a breach"), Permission.BREACH_REPORT),
    )
    for name, text, needed in places:
        if needed is None or needed in actor.permissions:
            yield NavItem(text=text, href=reverse(name), is_current=name == here)


def _clock_warning() -> str:
    clock = clock_state()
    if clock.is_late and clock.ran_at is None:
        return _(
            "Cairn’s clock is not running: nobody is told of late answers. Watch the deadlines yourself, and ring."
        )
    if clock.is_late and clock.ran_at is not None:
        words = _("Cairn’s clock stopped on %(since)s, so nobody is told of late answers. Watch deadlines, and ring.")
        return words % {"since": day_and_time(clock.ran_at)}
    if clock.is_skewed:
        return _("The clocks of server and database disagree: times on this page may be wrong.")
    return ""
