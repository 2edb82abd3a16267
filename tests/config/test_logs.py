"""What the log says of a fault, and what it never says."""

import json
import logging
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import ResolverMatch

from cairn.config.logs import PlainLines, logging_settings

NAME = "Nguyen Van Tang"


def line(record: logging.LogRecord) -> dict:
    written = PlainLines().format(record)
    assert "\n" not in written
    assert NAME not in written
    return json.loads(written)


def record(message, *args, name="django.request", exc_info=None, **more) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, exc_info)
    made.__dict__.update(more)
    return made


def fault():
    try:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"no such child: {NAME}") from error
    except ValueError:
        return sys.exc_info()


def test_an_exception_is_its_types_and_the_places_it_passed():
    told = line(record("%s: %s", "Internal Server Error", f"/children/{NAME}/", exc_info=fault()))
    assert told["exceptions"] == ["ValueError", "KeyError"]
    assert any(frame.startswith("tests/config/test_logs.py:") and frame.endswith(" fault") for frame in told["frames"])
    assert told["message"] == "%s: %s"


def test_an_exception_raised_from_none_does_not_name_what_was_set_aside():
    try:
        try:
            raise KeyError(NAME)
        except KeyError:
            raise ValueError(NAME) from None
    except ValueError:
        assert line(record("failed", exc_info=sys.exc_info()))["exceptions"] == ["ValueError"]


def test_a_message_that_is_the_exceptions_own_is_left_out():
    """Django writes the text of a suspicious request as the message itself."""
    assert "message" not in line(record(f"Invalid header: {NAME}", name="django.security", exc_info=fault()))
    assert "message" not in line(record(ValueError(NAME)))


def test_a_request_is_its_method_its_view_and_its_status():
    match = ResolverMatch(lambda: None, (), {"reference": NAME}, url_name="child", namespaces=["children"])
    request = SimpleNamespace(method="POST", resolver_match=match, path=f"/{NAME}", fault="F-4K7G", POST={"name": NAME})
    told = line(record("Not Found: %s", f"/{NAME}?name={NAME}", request=request, status_code=404))
    assert (told["method"], told["view"], told["status"], told["fault"]) == ("POST", "children:child", 404, "F-4K7G")


def test_our_own_words_are_whole():
    assert line(record("duty %s failed", "0192", name="cairn.duties"))["message"] == "duty 0192 failed"


@pytest.mark.parametrize("name", ["django", "django.server", "gunicorn.error", "procrastinate"])
def test_libraries_write_nowhere_else(name):
    assert settings.LOGGING["loggers"][name] == {"handlers": [], "level": "WARNING", "propagate": True}
    assert not logging.getLogger(name).handlers


def test_only_whoever_debugs_reads_whole_messages():
    assert logging_settings(is_debugging=False)["handlers"]["stderr"]["formatter"] == "plain_lines"
    assert logging_settings(is_debugging=True)["handlers"]["stderr"]["formatter"] == "whole"
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "plain_lines"
