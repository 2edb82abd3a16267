"""One at a time: a second one really waits, and two who take the same things in another order never wait for ever."""

from threading import Event, Thread

from django.db import connection, transaction

from cairn.core.ids import uuid7
from cairn.core.locks import one_at_a_time

SOON = 5.0  # seconds; long enough for a busy machine, never reached when all is well
WAITING = "select count(*) from pg_locks where locktype = 'advisory' and not granted"


def in_a_thread(*steps):
    """Run steps on a connection of their own; whatever goes wrong is kept for the test to see."""
    failures: list[BaseException] = []

    def run():
        try:
            for step in steps:
                step()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread, failures


def how_many_wait() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


def until_one_waits() -> None:
    """Return once somebody waits for a lock; the test would hang here, not pass, if nobody did."""
    for _ in range(500):
        if how_many_wait():
            return
        Event().wait(0.01)
    raise AssertionError("nobody waits")


def test_a_second_one_waits_until_the_first_has_committed(own_database):
    child, got_it = uuid7(), Event()

    @transaction.atomic
    def second():
        one_at_a_time(child)
        got_it.set()

    with transaction.atomic():
        one_at_a_time(child)
        thread, failures = in_a_thread(second)
        until_one_waits()
        assert not got_it.is_set()
    assert got_it.wait(SOON)
    thread.join(SOON)
    assert failures == []


def test_another_thing_need_not_wait(own_database):
    got_it = Event()

    @transaction.atomic
    def second():
        one_at_a_time(uuid7(), "a form's own key")
        got_it.set()

    with transaction.atomic():
        one_at_a_time(uuid7())
        thread, failures = in_a_thread(second)
        assert got_it.wait(SOON)
    thread.join(SOON)
    assert failures == []


def test_locks_are_taken_in_one_order_and_once(db, django_assert_num_queries):
    one, other = sorted((uuid7(), uuid7()))
    with django_assert_num_queries(2) as asked:
        one_at_a_time(other, one, str(other))
    assert [str(one) in asked[0]["sql"], str(other) in asked[1]["sql"]] == [True, True]


def test_nothing_to_lock_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        one_at_a_time()
