"""Taking a duty and going to what it is about."""

import pytest
from django.test import Client
from django.urls import reverse

from cairn.access.binding import acting_as
from tests.duties.owing import owed
from tests.partnership.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_person(northmoor):
    return lambda name: sign_in(Client(), northmoor.practitioner(name))


def test_who_takes_a_duty(northmoor, as_person):
    duty = owed(northmoor)
    url = reverse("duties:take", args=[duty.pk])
    expected = {"chidi": 404, "robin": 403, "farid": 403, "efa": 403, "amara": 302}
    assert {name: as_person(name).post(url, {"revision": 1}).status_code for name in expected} == expected
    with acting_as(northmoor.actor("amara")):
        duty.refresh_from_db()
    assert duty.owner_id == northmoor.memberships["amara"].pk


def test_the_second_to_take_it_hears_so(northmoor, as_person):
    url = reverse("duties:take", args=[owed(northmoor).pk])
    assert as_person("amara").post(url, {"revision": 1}).status_code == 302
    assert as_person("amaras_manager").post(url, {"revision": 1}).status_code == 409
    assert as_person("amara").post(url).status_code == 422


def test_who_goes_to_what_a_duty_is_about(northmoor, as_person):
    url = reverse("duties:duty", args=[owed(northmoor).pk])
    expected = {"chidi": 404, "robin": 302, "farid": 302, "efa": 302, "amara": 302}
    assert {name: as_person(name).get(url).status_code for name in expected} == expected
