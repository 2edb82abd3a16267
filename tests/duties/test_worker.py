"""The worker as a process of its own: it runs what is due, bears being killed, and stops when asked."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.core.jobs import defer
from cairn.core.postgres import WORKER
from cairn.duties import verbs
from cairn.duties.kinds import RING
from cairn.duties.models import DutyStep
from cairn.duties.tasks import HEARTBEAT, STALLED
from cairn.notices.models import Notice
from tests.builders import northmoor as build
from tests.duties.owing import danger
from tests.notices.letterbox import letterbox

SOON = 50.0
_FAILED = "select task_name, status::text, attempts from procrastinate_jobs"


@pytest.fixture
def shop(own_database, databases):
    """A partnership in a database of its own, a mail server, and a way to start a worker there."""
    with letterbox() as box:
        yield Shop(databases.url(WORKER, own_database), box)


class Shop:
    """What the worker works with."""

    def __init__(self, url, box):
        self.url, self.box = url, box
        with transaction.atomic():
            self.northmoor = build()

    @contextmanager
    def worker(self, *words):
        own = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")},
            "DATABASE_URL": self.url,
            "CAIRN_DATA": str(settings.DATA),
            "CAIRN_SMTP_HOST": self.box.address[0],
            "CAIRN_SMTP_PORT": str(self.box.address[1]),
        }
        command = [sys.executable, "-m", "cairn.config.command", "worker", *words]
        process = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()

    def run_once(self):
        with self.worker("--once") as process:
            said, _ = process.communicate(timeout=SOON)
            assert process.returncode == 0, said

    def late(self):
        """A danger that nobody has answered for a quarter of an hour, committed."""
        with transaction.atomic():
            return danger(self.northmoor, started_at=now() - timedelta(minutes=15))

    def readers(self):
        """Whom the hub's part of the news reaches."""
        return {f"{name}@northmoor.example" for name in ("farid", "fatima")}

    def ask(self, query):
        with psycopg.connect(self.url) as own:
            return own.execute(query).fetchall()

    def until(self, query, expected):
        """Wait until the database says so."""
        end = time.monotonic() + SOON
        while (found := self.ask(query)) != expected:
            assert time.monotonic() < end, (found, self.ask(_FAILED))
            time.sleep(0.2)


def test_a_job_is_called_dead_no_sooner_than_after_three_heartbeats():
    assert STALLED >= 3 * HEARTBEAT


def test_the_worker_climbs_ladders_sends_e_mails_seals_and_notes_that_it_ran(shop):
    duty, amara = shop.late(), shop.northmoor.actor("amara")
    with acting_as(amara), transaction.atomic():
        verbs.take(duty=duty, revision=1, by=amara)
    with shop.worker() as process:
        shop.until("select count(*) from duties_tick where name = 'clock' and stuck = 0", [(1,)])
        # Two runs of the clock may meet: the one that finds the duty held by the other is done before anybody is told.
        shop.until("select count(*) > 0 from notices_notice", [(True,)])
        shop.until("select count(*) from notices_notice where emailed_at is null", [(0,)])
        shop.until("select count(*) > 0 from ledger_seal", [(True,)])
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=SOON)
    assert process.returncode == 0, said
    steps = shop.ask("select rule, count(*) from duties_dutystep group by 1 order by 1")
    assert steps == [("after_0_minute", 1), ("before_5_minute", 1), ("call_again", 1)]
    assert len(shop.box.letters) > 0
    assert shop.ask("select count(*) from procrastinate_jobs where status in ('failed', 'doing')") == [(0,)]


def test_two_clocks_at_once_take_every_step_once(own_database, databases):
    with transaction.atomic():
        northmoor = build()
        due = max(danger(northmoor).due_at for _ in range(20))
    databases.use(own_database, WORKER)

    def run(_):
        try:
            return verbs.climb(due)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clocks:
        taken = sum(clocks.map(run, range(2))) + verbs.climb(due)
    with transaction.atomic():
        assert DutyStep.objects.count() == taken == 20 * 3
        assert Notice.objects.filter(code=RING, team__slug="outreach").count() == 20


@pytest.mark.faults
def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing_and_tells_nobody_twice(shop):
    shop.late()
    shop.box.wait_before_answering()
    with shop.worker() as process:
        shop.until(
            "select count(*) > 0 from procrastinate_jobs where task_name = 'notices.send_email' and status = 'doing'",
            [(True,)],
        )
        assert shop.box.is_asked.wait(SOON)
        process.kill()
        process.wait()
    steps = shop.ask("select count(*) from duties_dutystep")
    assert shop.ask("select count(*) from notices_notice where emailed_at is not null") == [(0,)]
    shop.box.answer_at_once()
    with psycopg.connect(shop.url) as own:
        own.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 hour'")
    with shop.worker():
        shop.until("select count(*) from notices_notice where emailed_at is null", [(0,)])
    assert shop.ask("select count(*) from duties_dutystep") == steps
    # The e-mail at hand may have gone out twice, for a server that hangs says nothing; no other did.
    addresses = sorted(to for to, _ in shop.box.letters)
    assert len(addresses) - len(set(addresses)) <= len(shop.readers())
    assert set(addresses) >= shop.readers()


def test_what_a_job_starts_and_then_takes_back_leaves_no_job(shop):
    """Inside a worker the library has a connection of its own; jobs must be written on Django's all the same."""

    elsewhere = InMemoryConnector()
    count = "select count(*) from procrastinate_jobs"
    before = shop.ask(count)
    with app.replace_connector(elsewhere):
        with pytest.raises(RuntimeError), transaction.atomic():
            defer("notices.send_email", notice_id=str(uuid7()))
            raise RuntimeError
        assert (elsewhere.jobs, shop.ask(count)) == ({}, before)
        defer("notices.send_email", notice_id=str(uuid7()))
    assert (elsewhere.jobs, shop.ask(count)) == ({}, [(before[0][0] + 1,)])


def test_a_job_that_kills_its_worker_again_and_again_is_let_go(shop):
    with psycopg.connect(shop.url) as own:
        own.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, attempts, args) values"
            " ('default', 'duties.clear_old_drafts', 'doing', 10, '{\"timestamp\": 0}'),"
            " ('default', 'duties.rescue_jobs', 'todo', 0, '{\"timestamp\": 0}')"
        )
    shop.run_once()
    assert shop.ask("select task_name, status::text from procrastinate_jobs where status <> 'todo'") == [
        ("duties.clear_old_drafts", "failed")
    ]
