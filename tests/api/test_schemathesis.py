"""Whatever the description allows, and much that it does not: no call breaks, every answer is as described."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cairn.access.binding import acting_as
from cairn.config.api import description
from cairn.config.wsgi import application
from cairn.referrals.models import Referral

CONFIG = schemathesis.Config()
# One call for each branch of the description would be many hundreds; a few well-mixed ones find what we look for.
CONFIG.projects.default.phases.coverage.enabled = False
CONFIG.projects.default.phases.examples.enabled = False
described = schemathesis.openapi.from_dict(json.loads(description()), config=CONFIG)
described.app = application
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# Every other call is about something that there is.
EVERY = 2


@pytest.fixture
def places(raised, northmoor):
    hub = northmoor.actor("farid")
    with acting_as(hub):
        referral = Referral.objects.visible_to(hub).get()
    subject = raised["subjects"][0]
    return {
        "/children/": ("reference", subject["child"]),
        "/concerns/": ("reference", raised["reference"]),
        "/records/": ("record_id", subject["record"]),
        "/referrals/": ("referral_id", str(referral.id)),
    }


@described.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_call_of_a_charitys_system_breaks(case, charity, places, calls_made):
    calls_made.append(case)
    for part, (name, value) in places.items():
        if part in case.path and name in (case.path_parameters or {}) and len(calls_made) % EVERY:
            case.path_parameters[name] = value
    response = case.call(headers=charity.headers)
    case.validate_response(response, checks=CHECKS)


@pytest.fixture
def calls_made():
    """What was called so far; meanwhile no call ends the transaction that the test is in, as with Django's client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield []
    for signal in signals:
        signal.connect(close_old_connections)
