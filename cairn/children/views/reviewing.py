"""How Cairn is used, never about a child: how matching does, and whose searching and looking is unusual."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.looks import FlagForm
from cairn.children.kinds import FlagOutcome
from cairn.children.presenters import flags, reviewing
from cairn.children.views.opening import actor_of, is_done, sent


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How our matching does: what people decided, by kind of fact and by recorded nationality."""
    by = actor_of(request)
    by.require(Permission.MATCHING_REVIEW)
    return render(request, "children/match_figures.html", {"page": reviewing.figures_page(by)})


@require_safe
def searching(request: HttpRequest) -> HttpResponse:
    """Whose searching was unusual, for the data-protection lead."""
    by = actor_of(request)
    found = verbs.review_searching(by=by)
    return render(request, "children/unusual_searching.html", {"page": reviewing.searching_page(found)})


@require_safe
def looking(request: HttpRequest, week_id: UUID | None = None) -> HttpResponse:
    """Whose looking was unusual in a week, for data-protection leads (R-191)."""
    by = actor_of(request)
    monday = verbs.read_looking(week_id=week_id, by=by)
    return render(request, "children/unusual_looking.html", {"page": flags.flags_page(monday, by)})


@require_http_methods(["GET", "HEAD", "POST"])
def looking_flag(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """One sign, and what came of asking about it."""
    by = actor_of(request)
    flag = verbs.open_flag(flag_id=flag_id, by=by)
    form = FlagForm(sent(request))

    def do() -> None:
        clean = form.cleaned_data
        verbs.review_flag(flag=flag, outcome=FlagOutcome(clean["outcome"]), reason=clean["reason"], by=by)

    if request.method == "POST" and is_done(form, do, {"reason_needed": "reason", "reason_too_long": "reason"}):
        messages.success(request, _("Noted."))
        return HttpResponseRedirect(reverse("children:unusual_looking"))
    return render(request, "children/look_flag.html", {"one": flags.flag_line(flag, {}, by), "form": form})
