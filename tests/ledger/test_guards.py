"""What the database itself refuses, whoever asks."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cairn.core.ids import uuid7
from cairn.ledger import verbs
from tests.ledger.actors import everything, stranger

pytestmark = pytest.mark.django_db
INSERT = "insert into ledger_event (actor_kind, happening, {}) values ('job', 'opened', {})"


@pytest.fixture
def child():
    """A child at whom somebody has looked."""
    child = uuid7()
    verbs.looked(by=stranger(), child_id=child)
    return child


@pytest.fixture
def sealed(as_role):
    """A seal, put there by hand."""
    with as_role("cairn_ledger"):
        run(
            "insert into ledger_seal (number, first, last, count, digest, previous, horizon)"
            " values (1, 1, 1, 1, sha256('a'), sha256('b'), '1')"
        )


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def partitions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select inhrelid::regclass::text from pg_inherits where inhparent = 'ledger_event'::regclass")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("role", ["cairn_app", "cairn_worker", "cairn_owner"])
@pytest.mark.parametrize("table", ["ledger_event", "ledger_seal"])
@pytest.mark.parametrize("statement", ["update {} set {} = null", "delete from {}", "truncate {}"])
def test_no_role_that_signs_in_may_change_or_remove(as_role, role, table, statement):
    column = "seal" if table == "ledger_event" else "previous"
    with as_role(role), pytest.raises(DatabaseError, match="permission denied"):
        run(statement.format(table, column))


@pytest.mark.parametrize("role", ["cairn_app", "cairn_worker"])
@pytest.mark.parametrize(
    "what", ["table ledger_event", "table ledger_seal", "trigger ledger_only_seals on ledger_event"]
)
def test_no_role_that_serves_may_drop(as_role, role, what):
    with as_role(role), pytest.raises(DatabaseError, match="must be owner"):
        run(f"drop {what} cascade")


@pytest.mark.parametrize("role", ["cairn_app", "cairn_worker"])
@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "now()"), ("xid", "'1'"), ("seal", "1"), ("id", "1")],
)
def test_the_writer_says_neither_when_nor_under_which_seal(as_role, role, column, value):
    with as_role(role), pytest.raises(DatabaseError, match=r"permission denied|non-DEFAULT"):
        run(INSERT.format(column, value))


@pytest.mark.parametrize("role", ["cairn_app", "cairn_worker"])
def test_no_partition_can_be_reached_past_the_policies(as_role, role):
    assert len(partitions()) >= 5
    for partition in partitions():
        for statement in (f"select from {partition}", INSERT.replace("ledger_event", partition).format("makeup", "1")):
            with as_role(role), pytest.raises(DatabaseError, match="permission denied"):
                run(statement)


@pytest.mark.parametrize(
    "change",
    ["happening = 'listed'", "child_id = null", "at = at - interval '1 day'", "detail = '{\"a\": 1}'", "seal = null"],
)
def test_even_the_owner_changes_no_event(as_role, child, change):
    with as_role("cairn_ledger"), pytest.raises(DatabaseError, match="append-only"):
        run(f"update ledger_event set {change} where child_id = '{child}'")


def test_a_seal_is_put_on_once_and_alone(as_role, child):
    of_child = f"where child_id = '{child}'"
    with as_role("cairn_ledger"):
        with pytest.raises(DatabaseError, match="append-only"):
            run(f"update ledger_event set seal = 7, makeup = 9 {of_child}")
        run(f"update ledger_event set seal = 7 {of_child}")
        for other in ("8", "null", "7"):
            with pytest.raises(DatabaseError, match="append-only"):
                run(f"update ledger_event set seal = {other} {of_child}")
    assert everything(child_id=child)[0].seal == 7


def test_even_the_owner_deletes_no_event(as_role, child):
    with as_role("cairn_ledger"), pytest.raises(DatabaseError, match="append-only"):
        run(f"delete from ledger_event where child_id = '{child}'")


@pytest.mark.parametrize("statement", ["update ledger_seal set count = 2", "delete from ledger_seal"])
def test_even_the_owner_changes_no_seal(as_role, sealed, statement):
    with as_role("cairn_ledger"), pytest.raises(DatabaseError, match="append-only"):
        run(statement)


def test_even_the_owner_empties_no_table_and_no_partition(as_role):
    for table in ("ledger_event", "ledger_seal", *partitions()):
        with as_role("cairn_ledger"), pytest.raises(DatabaseError, match="append-only"):
            run(f"truncate {table}")


@pytest.mark.parametrize("role", ["cairn_app", "cairn_owner", "cairn_backup"])
@pytest.mark.parametrize(
    "call",
    [
        *("ledger_seal_now(10)", "ledger_sealed(1, 9)", "ledger_unsealed()", "ledger_orphans()"),
        *("ledger_newest(null, 5)", "ledger_prepare_months(1)", "ledger_protect('ledger_seal')"),
    ],
)
def test_only_the_worker_seals_and_reads_everything(as_role, role, call):
    if role == "cairn_backup":
        with connection.cursor() as cursor:
            cursor.execute(
                "select has_function_privilege('cairn_backup', %s::regproc, 'execute')", [call.split("(")[0]]
            )
            assert cursor.fetchone() == (False,)
        return
    with as_role(role), pytest.raises(DatabaseError, match="permission denied"):
        run(f"select {call}")


def test_no_function_of_the_ledger_is_for_everybody():
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.oid::regprocedure::text from pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner))) a"
            " where proname like 'ledger\\_%%' and a.grantee = 0"
        )
        assert cursor.fetchall() == []


def test_everything_of_the_ledger_belongs_to_a_role_that_nobody_signs_in_with():
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, relowner from pg_class where relname like 'ledger\\_%%'"
            " and relowner <> 'cairn_ledger'::regrole union select proname, proowner from pg_proc"
            " where proname like 'ledger\\_%%' and proowner <> 'cairn_ledger'::regrole"
        )
        assert cursor.fetchall() == []
        cursor.execute("select rolcanlogin from pg_roles where rolname = 'cairn_ledger'")
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(
    "values",
    [
        "values ('wizard', 'opened')",
        "values ('job', 'Opened it')",
        "select 'job', 'opened' || repeat('x', 60)",
    ],
)
def test_an_event_of_an_impossible_shape_is_refused(values):
    with pytest.raises(DatabaseError, match="check constraint"):
        run(f"insert into ledger_event (actor_kind, happening) {values}")


@pytest.mark.parametrize(
    ("column", "value"), [("about_kind", "'child'"), ("purpose", "repeat('x', 121)"), ("detail", "'[]'")]
)
def test_a_column_of_an_impossible_shape_is_refused(column, value):
    with pytest.raises(DatabaseError, match="check constraint"):
        run(INSERT.format(column, value))


def test_a_month_without_a_partition_refuses_nothing(as_role):
    with as_role("cairn_ledger"):
        run("insert into ledger_event (actor_kind, happening, at) values ('job', 'opened', '2051-03-01')")
        run("insert into ledger_event (actor_kind, happening, at) values ('job', 'opened', '1999-03-01')")
    with as_role("cairn_ledger"), connection.cursor() as cursor:
        cursor.execute("select count(*) from ledger_event_rest")
        assert cursor.fetchone() == (2,)


def test_months_are_prepared_ahead_and_those_already_begun_are_left(as_role):
    with as_role("cairn_ledger"):
        run(
            "insert into ledger_event (actor_kind, happening, at) values ('job', 'opened', now() + interval '4 months')"
        )
    with as_role("cairn_worker"), connection.cursor() as cursor:
        cursor.execute("select ledger_prepare_months(5)")
        assert cursor.fetchone() == (1,)
        cursor.execute("select ledger_prepare_months(5)")
        assert cursor.fetchone() == (0,)
