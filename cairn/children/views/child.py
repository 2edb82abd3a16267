"""A child's page: the card and the sections, or, for who has only told us something, their own part."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from cairn.access.permissions import Permission
from cairn.children.forms.looks import LooksFilterForm
from cairn.children.models import Child, InvolvementRequest
from cairn.children.presenters import tabs
from cairn.children.presenters.child import Contributed, OwnPart, now_section, sharing_section
from cairn.children.presenters.heading import heading
from cairn.children.views.opening import actor_of, opened
from cairn.core.errors import NotFound
from cairn.ledger import verbs as ledger


@require_safe
def child(request: HttpRequest, reference: str) -> HttpResponse:
    """The card first (R-001). Whoever does not see the story is told plainly what they see."""
    one, actor = opened(request, reference, tabs.NOW), actor_of(request)
    page = now_section(one, actor)
    if isinstance(page, Contributed):
        return render(request, "children/contributed.html", {"page": page, "parts": _rendered(request, page.parts)})
    return render(request, "children/now.html", {"page": page, "gaps": page.gaps})


@require_safe
def section(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """A section that a higher floor fills; honest emptiness while none does."""
    one, actor = opened(request, reference, code), actor_of(request)
    head = heading(one, actor, code)
    if not head.sight.sees_story:
        return HttpResponseRedirect(reverse("children:child", args=[one.reference]))
    filling = tabs.filling_of(code)
    shown = {"heading": head, "label": tabs.label_of(code)}
    if filling is None:
        return render(request, "children/empty_section.html", shown)
    return render(request, filling.template, {**shown, **filling.show(one, actor)})


@require_safe
def sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """Who is involved, who asks to be, who is responsible, who has looked (R-011, R-063)."""
    one, actor = opened(request, reference, tabs.SHARING), actor_of(request)
    form = LooksFilterForm(request.GET)
    page = sharing_section(one, actor, form.asked())
    if not page.heading.sight.sees_story:
        return HttpResponseRedirect(reverse("children:child", args=[one.reference]))
    may_hold = actor.may(Permission.WITHHOLD)
    shown = {"page": page, "looks": page.looks, "form": form, "why": None, "may_hold": may_hold}
    pages = tabs.sharing_pages(one.reference)
    return render(request, "children/sharing.html", {**shown, "pages": pages})


@require_safe
def by_id(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """From a notice or a duty to the child's page."""
    one = Child.objects.visible_to(actor_of(request)).filter(pk=child_id).first()
    if one is None:
        raise _hidden(request, "child", child_id)
    return HttpResponseRedirect(reverse("children:child", args=[one.reference]))


@require_safe
def request_by_id(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """From a notice or a duty to the question whether a team may work with the child."""
    rows = InvolvementRequest.objects.visible_to(actor_of(request)).select_related("child")
    asked = rows.filter(pk=request_id).first()
    if asked is None:
        raise _hidden(request, "involvement_request", request_id)
    return HttpResponseRedirect(reverse("children:sharing", args=[asked.child.reference]))


def _rendered(request: HttpRequest, parts: list[OwnPart]) -> list[SafeString]:
    # Templates of our own, escaped already: a page may not include a template by a computed name.
    return [mark_safe(render_to_string(one.template, one.content, request)) for one in parts]  # noqa: S308


def _hidden(request: HttpRequest, kind: str, asked_for: UUID) -> NotFound:
    ledger.not_found_or_hidden(by=actor_of(request), kind=kind, reference=asked_for)
    return NotFound()
