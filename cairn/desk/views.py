"""My work, and the hub's duty list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.access.permissions import Permission
from cairn.desk import presenters
from cairn.desk.forms import NarrowForm, number_of, order_of
from cairn.ledger import verbs as ledger


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """What I owe, what is owed to me, what is new; of no child for those who see none, and a plain word why."""
    by = _actor(request)
    if not by.may(Permission.CHILD_OPEN):
        return render(request, "desk/no_child.html", {"work": presenters.work_apart(by)})
    page, awaited = (number_of(request.GET.get(name, "")) for name in ("page", "awaited"))
    work = presenters.work_of(by, page=page, awaited=awaited)
    ledger.listed(by=by, child_ids=work.listed, purpose="my work")
    may = {"may_raise": Permission.CONCERN_RAISE in by.permissions, "may_hold": Permission.WITHHOLD in by.permissions}
    return render(request, "desk/my_work.html", {"work": work, **may})


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Everything unanswered in the partnership."""
    by = _actor(request)
    by.require(Permission.HUB_DUTY_LIST)
    form = NarrowForm(request.GET)
    order, number = order_of(request.GET.get("sort", "")), number_of(request.GET.get("page", ""))
    shown = presenters.hub_list(by, **form.narrowed(), order=order, number=number)
    ledger.listed(by=by, child_ids=shown.listed, purpose="hub duty list")
    return render(request, "desk/hub.html", {"hub": shown, "form": form})


def _actor(request: HttpRequest) -> Any:
    return getattr(request, "actor", None)
