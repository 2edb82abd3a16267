"""Known forms of names that the partnership adds to those that come with Cairn (R-002)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.name_forms import NameFormsForm, RetireForm
from cairn.children.presenters.name_forms import line, names_page
from cairn.children.views.opening import actor_of, is_done, sent
from cairn.core.errors import Conflict
from cairn.ui.sentences import sentence

_METHODS = ["GET", "HEAD", "POST"]
_LONGEST_NUMBER = 4
_AT_FORMS = (
    *("forms_needed", "too_many_forms", "form_too_long", "form_not_a_name", "form_of_several_words"),
    "form_known_already",
)


@require_http_methods(_METHODS)
def name_forms(request: HttpRequest) -> HttpResponse:
    """Every group in use, who added it, when and why; and a form to add one."""
    by = actor_of(request)
    by.require(Permission.NAMES_EXTEND)
    form = NameFormsForm(sent(request))

    def do() -> None:
        clean = form.cleaned_data
        verbs.add_name_forms(forms=form.typed(), reason=clean["reason"], despite=clean["despite"], by=by)

    places = {**dict.fromkeys(_AT_FORMS, "forms_of_name"), "forms_reason_needed": "reason"}
    if request.method == "POST" and is_done(form, do, places):
        messages.success(request, _("Added. Matching takes them for one name from now on."))
        return HttpResponseRedirect(reverse("children:name_forms"))
    number = request.GET.get("page", "")
    page = names_page(by, int(number) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else 1)
    return render(request, "children/name_forms.html", {"page": page, "form": form})


@require_http_methods(_METHODS)
def one_group(request: HttpRequest, forms_id: UUID) -> HttpResponse:
    """One group, and a form to take it out of use."""
    by = actor_of(request)
    group = verbs.open_name_forms(forms_id=forms_id, by=by)
    form = RetireForm(sent(request))

    def do() -> None:
        verbs.retire_name_forms(forms=group, reason=form.cleaned_data["reason"], by=by)

    try:
        if request.method == "POST" and is_done(form, do, {"forms_reason_needed": "reason"}):
            messages.success(request, _("Out of use. It stays to be read."))
            return HttpResponseRedirect(reverse("children:name_forms"))
    except Conflict as conflict:
        form.add_error(None, sentence(conflict))
    return render(request, "children/name_group.html", {"group": line(group), "form": form})
