"""The API at /api/v1, put together from what every app offers; and whatever else is asked for below /api/."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI
from ninja.responses import NinjaJSONEncoder

from cairn.access.api import problems
from cairn.access.api.asking import AgencyToken, SignedInPerson
from cairn.access.guard import open_to_all
from cairn.children.api import asking, owed, reading, writing
from cairn.chronology import api as chronology
from cairn.concerns.api import operations as concerns
from cairn.config.api_description import DESCRIPTION, described
from cairn.core.errors import NotFound
from cairn.duties import api as duties
from cairn.outside import api as outside
from cairn.partnership.api import agencies
from cairn.planning import api as planning
from cairn.referrals import api as referrals
from cairn.sharing.api import gateways, withholding
from cairn.voice import api as voice

View = Callable[..., HttpResponseBase]
_PREFIX = "api/v1/"


class CairnAPI(NinjaAPI):
    """The API, whose description also says how it refuses."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> Any:
        """The description (OpenAPI 3.1), the same in every installation."""
        return described(super().get_openapi_schema(path_prefix=f"/{_PREFIX}", path_params=path_params))


api = CairnAPI(
    title="Cairn",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    docs_decorator=open_to_all,
    urls_namespace="api",
    auth=[AgencyToken(), SignedInPerson()],
)
_ALL = (
    concerns,
    reading,
    writing,
    asking,
    owed,
    chronology,
    voice,
    planning,
    gateways,
    withholding,
    outside,
    referrals,
    duties,
    agencies,
)
for _part in _ALL:
    api.add_router("", _part.router)
problems.install(api)


def description() -> str:
    """The description as text: what `cairn openapi` prints and docs/openapi.json holds."""
    return json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder, ensure_ascii=False, indent=2) + "\n"


@open_to_all
def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """There is nothing at this address."""
    return problems.refusal(NotFound())


unknown.csrf_exempt = True  # type: ignore[attr-defined]  # it does nothing, and says so in the API's own way


def _in_our_words(view: View) -> View:
    """What the library answers by itself becomes a problem like any other."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            said = problems.problem(405, "method_not_allowed")
            said["Allow"] = response["Allow"]
            return said
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # a session's calls are checked by SignedInPerson
    return answered


def _patterns() -> list[URLPattern | URLResolver]:
    patterns, _app, _namespace = api.urls
    for each in patterns:
        if isinstance(each, URLPattern):
            each.callback = _in_our_words(each.callback)
    return [each for each in patterns if each.name != "api-root"]  # type: ignore[union-attr]  # the library's patterns all have names


urlpatterns = [
    path(_PREFIX, (_patterns(), "ninja", "api")),
    re_path(r"^api/(?P<rest>[\s\S]*)$", unknown, name="api_unknown"),
]
