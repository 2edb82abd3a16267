"""Pressed twice, cut off, killed, stopped: a concern is there once and whole, or it is not there at all."""

import http.client
import re
import signal
from concurrent.futures import ThreadPoolExecutor

from django.db import transaction

from cairn.access.binding import acting_as
from cairn.concerns.models import ConcernSubject
from cairn.referrals.models import Referral
from tests.builders import nobody_knows
from tests.faults.harness import concerns, held, rows, until_somebody_waits, workers_of

_HALVES = ("concerns_concern", "children_child", "children_record", "chronology_entry", "duties_duty")


def test_the_same_form_pressed_eight_times_is_one_concern(stage):
    efa = stage.browser("efa")
    draft = efa.begun()
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: efa.send(draft), range(8)))
    assert {(one.status, one.location) for one in answers} == {(302, answers[0].location)}
    assert re.fullmatch(r"/concerns/[^/]+/sent/", answers[0].location)
    assert concerns(stage.northmoor) == 1


def test_a_web_process_killed_in_the_middle_leaves_nothing_half_written(stage):
    efa = stage.browser("efa")
    draft = efa.begun()
    before = rows(stage.databases, stage.name, *_HALVES)
    with ThreadPoolExecutor(1) as aside, held(stage.databases, stage.name, "referrals_referral"):
        sending = aside.submit(efa.send, draft)
        until_somebody_waits(stage.databases, stage.name)
        for worker in workers_of(stage.site):
            worker.kill()
        assert isinstance(sending.exception(timeout=30), ConnectionError | http.client.HTTPException)
    assert rows(stage.databases, stage.name, *_HALVES) == before
    assert efa.send(draft).status == 302
    assert concerns(stage.northmoor) == 1


def test_a_deployment_lets_what_is_under_way_finish(stage):
    efa = stage.browser("efa")
    draft = efa.begun()
    with ThreadPoolExecutor(1) as aside, held(stage.databases, stage.name, "referrals_referral") as own:
        sending = aside.submit(efa.send, draft)
        until_somebody_waits(stage.databases, stage.name)
        stage.site.process.send_signal(signal.SIGTERM)
        own.rollback()
        assert sending.result(timeout=30).status == 302
    assert stage.site.process.wait(30) == 0
    assert concerns(stage.northmoor) == 1


def test_two_colleagues_answer_at_once_and_the_second_sees_both(stage):
    efa, amara, manager = (stage.browser(name) for name in ("efa", "amara", "amaras_manager"))
    assert efa.send(efa.begun()).status == 302
    by = stage.northmoor.actor("amara")
    with acting_as(by), transaction.atomic():
        path = f"/referrals/{Referral.objects.visible_to(by).get().id}/"
    with transaction.atomic():
        nobody_knows(ConcernSubject.objects.all())
    version = re.search(r'name="version"[^>]*value="(\d+)"', amara.get(path).body)[1]
    first, second = ({"outcome": "strategy_discussion", "version": version, "feedback": "Thank you."} for _ in range(2))
    assert amara.post(path, **first, reasons="The van was here before.").status == 302
    answer = manager.post(path, **second, reasons="Her age alone is enough.")
    assert answer.status == 409
    assert "The van was here before." in answer.body
    assert "Her age alone is enough." in answer.body
    assert rows(stage.databases, stage.name, "referrals_decision") == {"referrals_decision": 1}
