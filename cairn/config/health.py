"""Is it alive, is it ready: two addresses for whoever watches over the machine. They tell no secrets."""

from django.db import Error, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

from cairn.access.guard import open_to_all
from cairn.core.clock import now

_SKEW = 5  # seconds between the application's clock and the database's before we say so


# Neither may need the database before it has said that there is none.
@open_to_all
@transaction.non_atomic_requests
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all."""
    return JsonResponse({"live": True})


@open_to_all
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, is migrated, and agrees about the time; else 503 with what is wrong."""
    wrong = list(_faults())
    return JsonResponse({"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200)


def _faults() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select clock_timestamp(), to_regclass('ledger_event') is not null")
            at, is_migrated = cursor.fetchone()
    except Error:
        return ["the database does not answer"]
    faults = [] if is_migrated else ["the database has not been migrated"]
    if abs((at - now()).total_seconds()) > _SKEW:
        faults.append("the clocks of application and database differ")
    return faults


urlpatterns = [path("live", live, name="health_live"), path("ready", ready, name="health_ready")]
