"""Two desks answer the same question in the same second."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.children.kinds import Outcome
from cairn.children.models import LinkDecision, Move
from cairn.children.verbs import decide_link
from cairn.core.errors import Conflict
from tests.builders import northmoor
from tests.children.linked import pair


def test_one_of_two_desks_gets_a_conflict_and_nothing_moves_twice(own_database):
    with transaction.atomic():
        partnership = northmoor()
        two = pair(partnership)
    ready = Barrier(2)

    def answer(name: str) -> str:
        by = partnership.actor(name)
        try:
            with acting_as(by), transaction.atomic():
                ready.wait(timeout=30)
                decide_link(question=two.question, outcome=Outcome.SAME, reason="Same scar.", by=by)
        except Conflict as conflict:
            return conflict.code
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(2) as desks:
        answers = sorted(desks.map(answer, ["farid", "fatima"]))
    assert answers == ["decided", "question_answered_already"]
    farid = partnership.actor("farid")
    with acting_as(farid), transaction.atomic():
        assert LinkDecision.objects.visible_to(farid).count() == 1
        assert Move.objects.visible_to(farid).count() == len(two.new_concern.subjects.all()) * 2
