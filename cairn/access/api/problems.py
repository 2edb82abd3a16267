"""Refusals as `application/problem+json` (RFC 9457), each with a stable code; nothing of a failed call stays."""

import logging
from collections.abc import Iterable, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from cairn.access.guard import asked
from cairn.access.stale import as_refusal
from cairn.core.errors import CairnError, Conflict, NotAllowed, NotFound, Refused
from cairn.ui.sentences import sentence

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("django.request")
_STATUS: dict[type[CairnError], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Refused: 422}
# Whatever else fails on purpose could not be done at all, such as a search, and may be tried again.
_NOT_NOW = 503
_LONGEST_NAME = 60
_MOST_FIELDS = 50

_DETAILS: dict[str, Promise] = {
    "not_signed_in": _("Sign in first, or use a valid token."),
    "csrf_failed": _("A signed-in browser must send the page’s own token along. Load the page again."),
    "not_understood": _("This could not be read: it must be JSON."),
    "fields_wrong": _("Some parts cannot be taken as they are. Nothing was changed."),
    "too_large": _("This is too large. The limit is one megabyte."),
    "method_not_allowed": _("That cannot be done here."),
    "idempotency_key_missing": _("Send an Idempotency-Key, so that sending twice by accident does it once."),
    "idempotency_key_wrong": _("An Idempotency-Key has 1 to 80 visible characters of ASCII."),
    "revision_missing": _("Say in If-Match which version you have seen."),
    "revision_wrong": _('If-Match must hold the number of one version, such as "3".'),
    "failed": _("Something went wrong. Nothing was changed."),
}
# What is wrong with one field, by the code of the library that checks shapes; the value itself is never said back.
_FIELDS: dict[str, Promise] = {
    "missing": _("This is needed."),
    "extra_forbidden": _("There is no such part. Nothing is ignored, so it was refused."),
    "string_too_long": _("This is too long."),
    "string_too_short": _("Write something here."),
    "too_long": _("These are too many."),
    "too_short": _("At least one is needed."),
    "enum": _("This is not one of the values."),
    "literal_error": _("This is not one of the values."),
    "greater_than_equal": _("This number is too small."),
    "less_than_equal": _("This number is too large."),
    "words_needed": _("Write something here."),
    "day_wrong": _("Give a date that exists, such as 2026-11-20, and not before 1900."),
    "time_wrong": _("Give a time in ISO 8601 with its offset, such as 2026-11-20T16:30:00+00:00."),
    "time_without_offset": _("The time has no offset, so it could be two moments: add one, such as +00:00 or Z."),
    "time_in_future": _("That time has not come yet."),
    "one_of_these": _("Give only one of these."),
    "not_with_this_kind": _("That does not belong to this kind."),
    "needed_for_this_kind": _("This kind needs it."),
}
_FIELD_WRONG = _("This is not what belongs here.")


class FieldShown(BaseModel):
    """One part that cannot be taken: where it stands and why. What was sent is never said back."""

    location: list[str | int]
    code: str
    detail: str


class ProblemShown(BaseModel):
    """Why a call was refused (RFC 9457). `code` never changes its meaning; `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fields: list[FieldShown] | None = None


class Problem(Exception):
    """A call that no rule needs to see before it is refused: a missing header, a field that does not exist."""

    def __init__(self, status: int, code: str, fields: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(code)
        self.status, self.code, self.fields = status, code, fields


def field(code: str, *location: str | int) -> dict[str, Any]:
    """One wrong part of a call."""
    place = [part if isinstance(part, int) else part[:_LONGEST_NAME] for part in location]
    return {"location": place, "code": code, "detail": str(_FIELDS.get(code, _FIELD_WRONG))}


def problem(status: int, code: str, detail: str = "", fields: Iterable[dict[str, Any]] = ()) -> HttpResponse:
    """The answer that says why not. Refusing is an answer to the question who may see it, so the guard is content."""
    asked()
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or str(_DETAILS.get(code, _DETAILS["failed"])),
        "code": code,
    }
    if found := list(fields):
        body["fields"] = found[:_MOST_FIELDS]
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def install(api: NinjaAPI) -> None:
    """Give an API its refusals. Each undoes the transaction, which the library would otherwise commit."""
    for exception, handle in _HANDLERS:
        api.add_exception_handler(exception, partial(_undone, handle))


def refusal(error: CairnError) -> HttpResponse:
    """What a rule refused."""
    status = next((each for kind, each in _STATUS.items() if isinstance(error, kind)), _NOT_NOW)
    return problem(status, error.code, sentence(error))


def _undone(handle: Any, request: HttpRequest, error: Exception) -> HttpResponse:
    if connection.in_atomic_block:
        transaction.set_rollback(True)
    response: HttpResponse = handle(error)
    return response


def _wrong_shape(error: ValidationError) -> HttpResponse:
    return problem(422, "fields_wrong", fields=(field(each["type"], *_place(each["loc"])) for each in error.errors))


def _place(location: Sequence[str | int]) -> list[str | int]:
    # The library puts its own name for the whole body between "body" and the first field.
    source, *rest = location
    return [source, *(rest[1:] if source == "body" and rest[:1] == ["sent"] else rest)]


def _http(error: HttpError) -> HttpResponse:
    return problem(error.status_code, "not_understood")


def _fault(error: Exception) -> HttpResponse:
    told = as_refusal(error)
    if told is not None:
        return refusal(told)
    _log.error("a call of the API failed", exc_info=error)
    return problem(500, "failed")


_HANDLERS: tuple[tuple[type[Exception], Any], ...] = (
    (CairnError, refusal),
    (Problem, lambda error: problem(error.status, error.code, fields=error.fields)),
    (ValidationError, _wrong_shape),
    (AuthenticationError, lambda _error: problem(401, "not_signed_in")),
    (HttpError, _http),
    (RequestDataTooBig, lambda _error: problem(413, "too_large")),
    (UnreadablePostError, lambda _error: problem(400, "not_understood")),
    (RawPostDataException, lambda _error: problem(400, "not_understood")),
    (Exception, _fault),
)
