"""The guide "why not share?" with a child at hand or without one, and the register of lawful grounds (R-050)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.access import guard
from cairn.children.forms.guide import GuideForm, answers_in
from cairn.children.presenters import tabs
from cairn.children.presenters.guide import GuidePage, grounds_page, guide_page
from cairn.children.presenters.heading import heading
from cairn.children.views.opening import actor_of, opened
from cairn.sharing.queries.guide import case_of

_PURPOSE = "guide"


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """One question a page, at most five, without a child: what is typed holds nothing of anybody."""
    return render(request, "children/guide.html", _shown(request, reverse("children:guide")))


@require_safe
def child_guide(request: HttpRequest, reference: str) -> HttpResponse:
    """The same beside a child, from where one may go on with the ground filled in."""
    one, by = opened(request, reference, _PURPOSE), actor_of(request)
    here = reverse("children:child_guide", args=[one.reference])
    shown = _shown(request, here, one.reference)
    return render(request, "children/child_guide.html", {"heading": heading(one, by, tabs.SHARING), **shown})


@require_safe
def grounds(request: HttpRequest) -> HttpResponse:
    """Every lawful ground in the register, with its source and how sure we are of it."""
    guard.asked()  # published to every member; holds nothing of a child
    return render(request, "children/grounds.html", {"page": grounds_page()})


def guide_form(request: HttpRequest, page: GuidePage) -> GuideForm | None:
    """The question of a page, with its error where it was sent on without an answer; None where none is left."""
    if page.question is None:
        return None
    typed = {one.value: answer for one, answer in page.before.items()}
    return GuideForm(typed if "next" in request.GET else None, question=page.question, before=page.before)


def _shown(request: HttpRequest, here: str, reference: str = "") -> dict[str, object]:
    by = actor_of(request)
    page = guide_page(case_of(by), by, answers_in(request.GET), here, reference=reference)
    return {"page": page, "form": guide_form(request, page)}
