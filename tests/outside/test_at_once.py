"""Two browsers open one link in the same second, two people send one form: one of them counts."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from cairn.outside.kinds import StepKind
from cairn.outside.models import OutsideShare, OutsideStep
from cairn.outside.queries.door import Opening
from cairn.outside.verbs import Closed
from tests.builders import northmoor
from tests.outside.sharing import shared, tried
from tests.sharing.holding import Circle, circle, kept

TIMES = 4


@pytest.fixture
def around(own_database) -> Circle:
    with transaction.atomic():
        return circle(northmoor())


def at_once(deed) -> list[object]:
    """The same deed, each time on a connection of its own, all at one moment."""
    ready = Barrier(TIMES)

    def do(number: int) -> object:
        try:
            ready.wait(timeout=30)
            return deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as hands:
        return list(hands.map(do, range(TIMES)))


def steps(kind: StepKind) -> int:
    with transaction.atomic():
        return len(kept(OutsideStep, kind=kind))


def test_a_double_post_opens_it_once(around):
    with transaction.atomic():
        made = shared(around.northmoor, around.child)
    answers = at_once(lambda number: tried(made, address=f"192.0.2.{number}"))
    assert sorted(type(one).__name__ for one in answers) == [*["Closed"] * (TIMES - 1), "Opening"]
    assert steps(StepKind.OPENED) == 1
    assert isinstance(tried(made), Closed)


def test_wrong_codes_at_once_are_all_counted(around):
    with transaction.atomic():
        made = shared(around.northmoor, around.child)
    at_once(lambda number: tried(made, "00000000", address=f"192.0.2.{number}"))
    assert steps(StepKind.TRIED) == TIMES
    assert isinstance(tried(made), Opening)


def test_a_form_sent_twice_shares_once(around):
    with transaction.atomic():
        first = shared(around.northmoor, around.child)

    def again(_number: int) -> object:
        with transaction.atomic():
            return shared(around.northmoor, around.child, send_key=first.share.send_key).share.pk

    assert set(at_once(again)) == {first.share.pk}
    with transaction.atomic():
        assert len(kept(OutsideShare)) == 1
