"""The net under access, and the page that a refusal becomes."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, path
from django.views import View

from cairn.access import guard
from cairn.access.entrance import RefusalMiddleware
from cairn.access.guard import GuardMiddleware, NeverAsked, open_to_all
from cairn.children.models import Child
from cairn.children.verbs import CouldNotSearch
from cairn.core.errors import CairnError, Conflict, NotAllowed, NotFound, Refused
from cairn.duties.models import Draft
from cairn.duties.verbs import DraftMoved
from cairn.partnership.queries import door_actor


def forgetful(request, status=200):
    return HttpResponse("everything about everybody", status=status)


def asking(request):
    guard.asked()
    return HttpResponse("what you may see")


@open_to_all
def welcome(request):
    return HttpResponse("welcome")


@open_to_all
class Welcome(View):
    def get(self, request):
        return HttpResponse("welcome")


class Forgetful(View):
    def get(self, request):
        return HttpResponse("everything about everybody")


urlpatterns = [path("forgetful/", forgetful)]


def answered(view, *, status=200, is_known=True):
    """A view's answer as it leaves the guard."""
    request = RequestFactory().get("/somewhere/")

    def get_response(request):
        if is_known:
            request.resolver_match = ResolverMatch(view, (), {}, url_name="somewhere")
        return view(request, status) if view is forgetful else view(request)

    request.resolver_match = None
    return GuardMiddleware(get_response)(request)


@pytest.fixture
def in_production(settings):
    settings.CAIRN_GUARD_RAISES = False


def test_a_view_that_asked_passes():
    assert answered(asking).content == b"what you may see"


@pytest.mark.parametrize("view", [forgetful, Forgetful.as_view()])
@pytest.mark.parametrize("status", [200, 302])
def test_a_view_that_asked_nothing_raises_in_tests(view, status):
    with pytest.raises(NeverAsked, match="somewhere"):
        answered(view, status=status)


@pytest.mark.parametrize("view", [forgetful, Forgetful.as_view()])
def test_a_view_that_asked_nothing_gives_500_and_no_word_of_its_answer_in_production(view, in_production):
    answer = answered(view)
    assert answer.status_code == 500
    assert b"everybody" not in answer.content


def test_what_one_request_asked_does_not_count_for_the_next(in_production):
    guard.asked()
    assert answered(forgetful).status_code == 500
    assert answered(asking).status_code == 200
    assert answered(forgetful).status_code == 500


@pytest.mark.parametrize("view", [welcome, Welcome.as_view()])
def test_a_view_open_to_all_need_not_ask(view):
    assert answered(view).content == b"welcome"


def test_a_view_of_a_library_on_the_list_need_not_ask(settings):
    settings.CAIRN_OPEN_MODULES = (__name__,)
    assert answered(Forgetful.as_view()).status_code == 200
    settings.CAIRN_OPEN_MODULES = ("elsewhere.",)
    assert not guard.is_open(Forgetful.as_view())
    assert not guard.is_open(object())


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_shows_nothing_and_passes(status):
    assert answered(forgetful, status=status).status_code == status


def test_an_address_that_nobody_has_passes():
    assert answered(forgetful, is_known=False).status_code == 200


def refused(error):
    guard._asked.set(False)
    middleware = RefusalMiddleware(lambda request: HttpResponse("passed on"))
    request = RequestFactory().get("/")
    assert middleware(request).status_code == 200
    return middleware.process_exception(request, error)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound(), 404),
        (NotAllowed(), 403),
        (Conflict(), 409),
        (Conflict("answered_already"), 409),
        (DraftMoved(Draft()), 409),
        (Refused(), 422),
        (Refused("no_such_agency", slug="northmoor"), 422),
        (CouldNotSearch(), 422),
        (CairnError(), 422),
    ],
)
def test_a_refusal_becomes_a_status_and_a_sentence(monkeypatch, error, status):
    shown: dict[str, object] = {}

    def render(request, template, context, status):
        shown.update(context, template=template)
        return HttpResponse(status=status)

    monkeypatch.setattr("cairn.access.entrance.render", render)
    assert refused(error).status_code == status == shown["status"]
    assert shown["template"] == "ui/refusal.html"
    assert shown["sentence"]
    assert guard._asked.get(), "a refusal is an answer to whoever asked"


@pytest.mark.parametrize("error", [ValueError("a fault"), KeyError("another")])
def test_a_fault_is_not_made_to_look_like_a_refusal(error):
    assert refused(error) is None
    assert not guard._asked.get()


def test_fetching_is_asking(northmoor):
    guard._asked.set(False)
    Child.objects.visible_to(door_actor())
    assert guard._asked.get()
