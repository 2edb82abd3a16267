"""What is written to standard error: one line of JSON an event, and never anything that a person wrote.

Names come into a log by way of addresses, of values put into a message, and of the texts of exceptions. So none of
these is written: an exception is its type and the places in the code that it passed.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.urls import ResolverMatch

_TREE = Path(__file__).resolve().parent.parent.parent
_OURS = "cairn"  # our own messages hold ids and codes alone; what libraries put into theirs nobody has looked at
_MOST_FRAMES = 40


class PlainLines(logging.Formatter):
    """A record as one line of JSON: when, how bad, who says so, the words as they stand in the code; for a request its
    method, the name of its view and the status; for a fault the types of the exceptions and the frames."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _words(record),
            **_request(record),
            **_fault(record),
        }
        return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == _OURS:
        return record.getMessage()
    # A message that a library finished itself, beside an exception, is as a rule the exception's own text.
    is_finished = bool(record.exc_info) and not record.args
    return "" if is_finished or not isinstance(record.msg, str) else record.msg


def _request(record: logging.LogRecord) -> dict[str, Any]:
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    return {
        "status": getattr(record, "status_code", None),
        "method": getattr(request, "method", None),
        "view": match.view_name if isinstance(match, ResolverMatch) else None,
        "fault": getattr(request, "fault", None),
    }


def _fault(record: logging.LogRecord) -> dict[str, Any]:
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is None:
        return {}
    chain = list(_chain(error))
    frames = [_frame(one) for each in reversed(chain) for one in traceback.extract_tb(each.__traceback__)]
    return {"exceptions": [_name(type(each)) for each in chain], "frames": frames[-_MOST_FRAMES:]}


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, and what brought it about, each once."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def _name(kind: type[BaseException]) -> str:
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _frame(one: traceback.FrameSummary) -> str:
    path = Path(one.filename)
    place = path.relative_to(_TREE) if path.is_relative_to(_TREE) else Path(*path.parts[-3:])
    return f"{place}:{one.lineno} {one.name}"


def logging_settings(*, is_debugging: bool) -> dict[str, Any]:
    """Django's LOGGING: warnings and worse to standard error. Whoever debugs reads whole messages instead."""
    passed_on: dict[str, Any] = {"handlers": [], "level": "WARNING", "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain_lines": {"()": "cairn.config.logs.PlainLines"},
            "whole": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "whole" if is_debugging else "plain_lines",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        # These bring handlers of their own, which write addresses and the texts of exceptions.
        "loggers": {name: passed_on for name in ("django", "django.server", "gunicorn.error", "procrastinate")},
    }
