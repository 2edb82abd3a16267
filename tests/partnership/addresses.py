"""Addresses for tests of what stands before every view: a page, the API, and something open to all."""

from django.http import HttpResponse
from django.urls import include, path

from cairn.access.guard import asked, open_to_all


def page(request):
    asked()
    return HttpResponse(str(request.actor.kind))


def api(request):
    asked()
    return HttpResponse(str(request.actor.kind) if request.actor else "nobody", status=200 if request.actor else 401)


@open_to_all
def door(request):
    return HttpResponse("open")


def forgetful(request):
    return HttpResponse("this view asked nobody")


urlpatterns = [
    path("", page),
    path("api/v1/thing", api),
    path("door/", door, name="concern_door"),
    path("forgetful/", forgetful),
    path("", include("cairn.partnership.urls")),
]
