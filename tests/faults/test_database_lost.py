"""The database dies in the middle of Send and comes back: nothing half-written, and Cairn goes on by itself."""

import http.client
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from cairn.core.postgres import APP, OWNER, Cluster, cluster_for
from tests.conftest import leave
from tests.faults.conftest import Stage
from tests.faults.harness import Browser, concerns, held, signed_in, until_somebody_waits
from tests.journeys.site import Site, partnership


class Fragile:
    """Stands in for the run's databases: a server of its own, which may be killed."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.cluster, self.name = cluster, name

    def address(self, role: str, database: str):
        return self.cluster.address(role, database)


@pytest.fixture
def fragile(django_db_setup, django_db_blocker) -> Iterator[Stage]:
    """A site on a built-in server that belongs to this test alone."""
    # Not below pytest's own folder: the server runs as another user, who must come as far as its data.
    folder = Path(tempfile.mkdtemp(prefix="cairn-fragile-"))
    cluster = cluster_for(folder).start()
    before = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        leave()
        _talk_to(cluster, OWNER)
        call_command("migrate", verbosity=0)
        leave()
        _talk_to(cluster, APP)
        place = partnership()
        site = Site(cluster.url(APP), folder)
        yield Stage(site.start(), "cairn", place, Fragile(cluster, "cairn"))
        site.stop()
        leave()
        connection.settings_dict.update(before)
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _talk_to(cluster: Cluster, role: str) -> None:
    address = cluster.address(OWNER)
    connection.settings_dict.update(address.django(), OPTIONS={**address.settings, "assume_role": role})


def test_send_goes_through_once_the_database_is_back(fragile):
    efa = signed_in(fragile.site, fragile.northmoor, "efa")
    draft = efa.begun()
    cluster = fragile.databases.cluster
    with ThreadPoolExecutor(1) as aside:
        with pytest.raises(psycopg.OperationalError), held(fragile.databases, fragile.name, "referrals_referral"):
            sending = aside.submit(efa.send, draft)
            until_somebody_waits(fragile.databases, fragile.name)
            connection.close()
            _cut_off(cluster)
        assert sending.result(timeout=60).status == 500
    assert Browser(fragile.site, "").get("/health/ready").status == 503
    cluster.start()
    _until_ready(efa)
    assert concerns(fragile.northmoor) == 0
    assert efa.send(draft).status == 302
    assert concerns(fragile.northmoor) == 1


def _cut_off(cluster: Cluster) -> None:
    """An immediate stop, as when the power goes."""
    number = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGQUIT)
    end = time.monotonic() + 30
    while cluster.running():
        assert time.monotonic() < end
        time.sleep(0.05)


def _until_ready(somebody) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            if somebody.get("/health/ready").status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        assert time.monotonic() < end, "Cairn did not find its database again"
        time.sleep(0.2)
