"""Pages about a concern that was sent."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.access.actor import Actor
from cairn.access.permissions import Permission
from cairn.concerns import presenters, queries, verbs
from cairn.concerns.forms import CallBackForm, CallForm, UrgencyForm
from cairn.concerns.models import Concern
from cairn.concerns.views.acting import actor_of
from cairn.core.errors import NotFound
from cairn.ledger import verbs as ledger
from cairn.ui.fields import error_summary

_A_PAGE = 25


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What my team raised, newest first (R-022)."""
    by = actor_of(request)
    by.require(Permission.CHILD_OPEN)
    page = Paginator(queries.concerns_of_my_team(by), _A_PAGE).get_page(request.GET.get("page"))
    concerns = list(page)
    ledger.listed(by=by, child_ids=[one.child_id for concern in concerns for one in concern.subjects.all()])
    return render(request, "concerns/mine.html", presenters.mine(page, presenters.lines(concerns, by)))


@require_safe
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    """What the sender reads after Send: who has it, by when, whom to ring, what not to do (R-019, R-025)."""
    by = actor_of(request)
    concern = verbs.open_concern(reference=reference, by=by)
    if concern.team_id not in by.team_ids:
        ledger.not_found_or_hidden(by=by, kind="concern", reference=reference)
        raise NotFound
    deliveries = queries.deliveries_of([concern], by)[concern.id]
    shown = {
        "concern": concern,
        "tracks": presenters.first_tracks(deliveries),
        "is_danger": any(each.is_danger for each in deliveries),
        "tonight": presenters.tonight(concern),
        "call_form": CallForm(prefix="call") if by.may(Permission.ENTRY_ADD) else None,
    }
    return render(request, "concerns/sent.html", shown)


@require_safe
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    """Where a concern stands, with the answer once there is one (R-022)."""
    by = actor_of(request)
    return progress_page(request, verbs.open_concern(reference=reference, by=by), by)


def progress_page(
    request: HttpRequest,
    concern: Concern,
    by: Actor,
    *,
    call_form: CallForm | None = None,
    call_back_form: CallBackForm | None = None,
    urgency_form: UrgencyForm | None = None,
) -> HttpResponse:
    """The page, with what was just typed into one of its small forms where that could not be taken."""
    is_mine = concern.team_id in by.team_ids
    call_form, urgency_form = call_form or CallForm(prefix="call"), urgency_form or UrgencyForm(prefix="urgency")
    call_back_form = call_back_form or CallBackForm(prefix="back")
    shown = {
        "concern": concern,
        "is_mine": is_mine,
        "urgency": queries.urgency_now(concern),
        "tracks": presenters.tracks(queries.deliveries_of([concern], by)[concern.id]),
        "tonight": presenters.tonight(concern),
        "told": queries.told_by(concern, by),
        "call_form": call_form if is_mine and by.may(Permission.ENTRY_ADD) else None,
        "call_back_form": call_back_form if queries.is_call_back_owed(concern, by) else None,
        "urgency_form": urgency_form if by.may(Permission.CONCERN_URGENCY) else None,
        "errors": error_summary(call_form, call_back_form, urgency_form),
    }
    return render(request, "concerns/progress.html", shown)


@require_safe
def by_id(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """From what points at a concern, such as a line of the inbox, to its page."""
    by = actor_of(request)
    concern = queries.concerns_seen(by).filter(pk=concern_id).first()
    if concern is None:
        ledger.not_found_or_hidden(by=by, kind="concern", reference=concern_id)
        raise NotFound
    return redirect("concerns:progress", concern.reference)


@require_safe
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    """What I sent, to be printed for my own records."""
    by = actor_of(request)
    concern = verbs.copy_concern(reference=reference, by=by)
    copied = presenters.copy_of(concern, queries.told_by(concern, by))
    return render(request, "concerns/copy.html", {"concern": concern, "copied": copied})


@require_safe
def copy_text(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a plain text file."""
    by = actor_of(request)
    concern = verbs.copy_concern(reference=reference, by=by)
    copied = presenters.copy_of(concern, queries.told_by(concern, by))
    file = HttpResponse(presenters.as_text(concern, copied), content_type="text/plain; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="{concern.reference}.txt"'
    return file
