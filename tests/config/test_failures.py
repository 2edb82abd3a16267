"""Pages for what went wrong: they say what happened, what was kept and what to do, whoever asks."""

import io
import json
import logging

import pytest
from django.core.exceptions import DisallowedHost, PermissionDenied
from django.http import HttpRequest
from django.template.loader import get_template
from django.test import Client
from django.views import defaults

from cairn.config.logs import PlainLines
from cairn.partnership.models import Practitioner
from tests.children.pages import NAME, browser


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html", "ui/stale_token.html"])
def test_a_page_needs_neither_request_nor_anybody(name):
    words = get_template(name).render()
    assert "<title>" in words
    assert "Back to my work" in words
    assert "999" in words


def test_a_request_that_nobody_was_found_for_gets_its_page():
    for view, error, status in (
        (defaults.page_not_found, Exception(NAME), 404),
        (defaults.permission_denied, PermissionDenied(NAME), 403),
        (defaults.bad_request, DisallowedHost(NAME), 400),
    ):
        answer = view(HttpRequest(), error)
        assert answer.status_code == status
        assert NAME not in answer.content.decode()
        assert "kept" in answer.content.decode() or status == 400


@pytest.mark.parametrize("who", ["amara", "dana", None])
def test_an_address_that_leads_nowhere(northmoor, who):
    client = browser(northmoor, who) if who else Client()
    answer = client.get(f"/{NAME}/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert NAME not in answer.content.decode()


def test_a_form_of_another_sign_in_says_so_and_what_is_kept(northmoor):
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser(northmoor, "amara").cookies
    answer = client.post("/children/find/", {"name": NAME})
    words = answer.content.decode()
    assert answer.status_code == 403
    assert "signed in as somebody else in another tab" in words
    assert "What you typed is still on the page before" in words
    assert NAME not in words


@pytest.fixture
def log(caplog):
    """What the log would hold of this test."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainLines())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_a_fault_has_a_number_that_the_log_has_and_names_nobody(northmoor, monkeypatch, log):
    def breaks(*_args, **_more):
        raise ValueError(f"could not look for {NAME}")

    monkeypatch.setattr("cairn.children.views.finding.finding.whom_to_ring", breaks)
    client = browser(northmoor, "amara")
    client.raise_request_exception = False
    answer = client.post("/children/find/?name=Nguyen", {"born": NAME})
    words = answer.content.decode()
    assert (answer.status_code, "Something went wrong on our side" in words) == (500, True)
    (written,) = [one for one in log.getvalue().splitlines() if "exceptions" in one]
    told = json.loads(written)
    assert told["fault"] in words
    assert (told["view"], told["exceptions"]) == ("children:find", ["ValueError"])
    assert "Nguyen" not in log.getvalue()
    assert "Nguyen" not in words


def test_a_fault_beneath_the_api_is_answered_in_its_own_way(monkeypatch, db, log):
    def breaks(*_args, **_more):
        raise ValueError(NAME)

    monkeypatch.setattr("cairn.access.api.problems.refusal", breaks)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/nothing")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert NAME not in log.getvalue()
    assert not Practitioner.objects.exists()
