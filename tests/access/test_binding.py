"""The database knows who acts exactly as long as they do: nested, after errors, in broken transactions."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import DataError, IntegrityError, OperationalError

from cairn.access.actor import Actor, ActorKind
from cairn.access.backend.base import DatabaseWrapper
from cairn.access.binding import acting_as, current_actor
from cairn.core.ids import uuid7
from cairn.partnership.models import Area

A, B = (Actor(kind=ActorKind.PRACTITIONER, practitioner_id=uuid7(), membership_id=uuid7()) for _ in "AB")
SYSTEM = Actor(kind=ActorKind.SYSTEM, agency_id=uuid7(), token_id=uuid7())
SETTINGS = ("actor_kind", "membership_id", "practitioner_id", "agency_id", "token_id")


def bound() -> tuple[str, ...]:
    """What the database believes: five settings, empty where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select " + ", ".join(f"coalesce(current_setting('cairn.{name}', true), '')" for name in SETTINGS)
        )
        return cursor.fetchone()


def settings_of(by: Actor | None) -> tuple[str, ...]:
    if by is None:
        return ("",) * len(SETTINGS)
    ids = (by.membership_id, by.practitioner_id, by.agency_id, by.token_id)
    return (str(by.kind), *(str(one or "") for one in ids))


def stands(by: Actor | None) -> bool:
    """Whether code and database agree that this one acts."""
    return current_actor() == by and bound() == settings_of(by)


def fail(statement: str = "select 1/0") -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_inside_an_open_transaction_it_is_set_and_restored(db):
    assert stands(None)
    with acting_as(A):
        assert stands(A)
        with acting_as(SYSTEM):
            assert stands(SYSTEM)
            with acting_as(None):
                assert stands(None)
            assert stands(SYSTEM)
        assert stands(A)
    assert stands(None)


def test_an_exception_restores_it_too(db):
    with acting_as(A):
        with pytest.raises(LookupError), acting_as(B):
            raise LookupError
        assert stands(A)


def test_a_savepoint_undone_leaves_whoever_acted_before(db):
    with acting_as(A):
        with pytest.raises(DataError), transaction.atomic(), acting_as(B):
            fail()
        assert stands(A)
        with pytest.raises(DataError), acting_as(B), transaction.atomic():
            fail()
        assert stands(A)


def test_the_error_that_broke_the_transaction_is_the_one_that_is_seen(db):
    """Telling the database who acts again would fail in its turn and hide what went wrong."""
    with pytest.raises(DataError, match="division by zero"), transaction.atomic(), acting_as(A), acting_as(B):
        fail()
    with pytest.raises(IntegrityError, match="area_nation_known"), transaction.atomic(), acting_as(A):
        Area.objects.create(slug="nowhere", name="Nowhere", nation="nowhere")
    assert stands(None)


def test_nobody_new_can_act_in_a_broken_transaction(db):
    with transaction.atomic(), acting_as(A):
        transaction.set_rollback(True)
        with acting_as(B):
            assert current_actor() == B
            with pytest.raises(transaction.TransactionManagementError):
                bound()
    assert stands(None)


def test_a_transaction_opened_later_begins_with_the_actor(own_database):
    with acting_as(A):
        assert bound() == settings_of(None), "outside a transaction nobody acts"
        with transaction.atomic():
            assert stands(A)
        assert bound() == settings_of(None)
    with transaction.atomic():
        assert stands(None)


def test_a_connection_that_died_says_so_itself(own_database):
    with pytest.raises(OperationalError, match="terminat"), transaction.atomic(), acting_as(A):
        fail("set role none")
        fail("select pg_terminate_backend(pg_backend_pid())")
    connection.close()
    with acting_as(A), transaction.atomic():
        assert stands(A)


def test_acting_needs_no_database():
    connection.close()
    with acting_as(A):
        assert current_actor() == A
        assert connection.connection is None
    assert current_actor() is None


def test_the_built_in_server_is_asked_where_it_listens(monkeypatch):
    asked = []

    def found(data, role, name):
        asked.append((str(data), role, name))
        return {"host": "/run/here", "user": role, "password": "a word", "dbname": name}

    monkeypatch.setattr("cairn.access.backend.base.embedded_connection", found)
    settings = {**connection.settings_dict, "EMBEDDED_DATA": "/var/cairn", "EMBEDDED_ROLE": "cairn_app", "NAME": ""}
    parameters = DatabaseWrapper({**settings, "OPTIONS": {}}).get_connection_params()
    assert asked == [("/var/cairn", "cairn_app", "cairn")]
    assert {key: parameters[key] for key in ("host", "user", "password", "dbname")} == {
        "host": "/run/here",
        "user": "cairn_app",
        "password": "a word",
        "dbname": "cairn",
    }


def test_a_broken_bind_is_an_error_of_the_database(own_database, monkeypatch):
    monkeypatch.setattr("cairn.access.binding._BIND", "select no_such_function(%s, %s, %s, %s, %s)")
    with pytest.raises(DatabaseError), acting_as(A), transaction.atomic():
        raise AssertionError("nothing may run before the database knows who acts")
