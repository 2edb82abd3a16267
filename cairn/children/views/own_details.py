"""What a practitioner asks to be kept from, on a page of their account (R-191)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cairn.access.permissions import Permission
from cairn.children import verbs
from cairn.children.forms.own_details import OwnDetailsForm
from cairn.children.queries.knowing import number_of_own
from cairn.children.views.opening import actor_of, is_done, sent


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_details(request: HttpRequest) -> HttpResponse:
    """Names, addresses and telephones of one's own; only how many were said is shown again."""
    by = actor_of(request)
    by.require(Permission.CHILD_OPEN)
    if request.method == "POST" and "forget" in request.POST:
        verbs.end_own_details(by=by)
        messages.success(request, _("Taken back. Children who are kept from you already stay so: ring their lead."))
        return HttpResponseRedirect(reverse("children:own_details"))
    form = OwnDetailsForm(sent(request))
    if request.method == "POST" and is_done(form, lambda: verbs.add_own_details(told=form.told(), by=by)):
        messages.success(request, _("Noted. Children in whose records they stand are kept from you."))
        return HttpResponseRedirect(reverse("children:own_details"))
    number = number_of_own(by)
    said = ngettext("%(number)s is noted.", "%(number)s are noted.", number) % {"number": number}
    return render(request, "children/own_details.html", {"form": form, "said": said, "number": number})
