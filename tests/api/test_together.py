"""The same call many times in the same moment."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction
from django.test import Client

from cairn.access.binding import acting_as
from cairn.concerns.models import Concern
from tests import builders
from tests.api import calls

MANY = 8


def test_eight_calls_with_one_key_make_one_concern(own_database):
    northmoor = builders.northmoor()
    secret = calls.system(northmoor, "safer-streets").headers

    def call(_number):
        try:
            return calls.Caller(Client(), secret).post("/concerns", calls.CONCERN, key="together")
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as threads:
        answers = list(threads.map(call, range(MANY)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["reference"] for answer in answers}) == 1
    hub = northmoor.actor("farid")
    with transaction.atomic(), acting_as(hub):
        assert Concern.objects.visible_to(hub).count() == 1
