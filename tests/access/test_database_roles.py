"""What the database lets each role do with a protected table: the owner everything, the application what scopes say."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from cairn.access.binding import acting_as
from cairn.core.postgres import APP, OWNER, WORKER
from tests.access.scene import PROTECTED, TABLES

pytestmark = pytest.mark.xdist_group("scene")
# What somebody who takes over the web process would try; {table} is any protected one.
FORBIDDEN = (
    "delete from {table}",
    "truncate {table} cascade",
    "drop table {table} cascade",
    "alter table {table} disable row level security",
    "alter table {table} no force row level security",
    "alter table {table} owner to cairn_app",
    "alter table {table} disable trigger user",
    "drop policy cairn_read on {table}",
    "alter policy cairn_read on {table} using (true)",
    "create policy mine on {table} using (true)",
    "create index on {table} (id)",
    "create trigger mine before insert on {table} for each row execute function cairn_append_only()",
)
ELSEWHERE = (
    "create table mine (id integer)",
    "create view mine as select 1 as id",
    "create function cairn_is_hub() returns boolean language sql as 'select true'",
    "create or replace function cairn_is_hub() returns boolean language sql stable as 'select true'",
    "create or replace view cairn_my_circle as select null::uuid, null::uuid, true, true",
    "create schema mine",
)


def table_of(label: str) -> str:
    return apps.get_model(label)._meta.db_table


def affected(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


@pytest.mark.parametrize("role", [APP, WORKER])
@pytest.mark.parametrize("label", TABLES)
def test_no_role_that_runs_cairn_can_remove_rows_or_change_a_table(scene, as_role, role, label):
    for statement in FORBIDDEN:
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            acting_as(scene.actor("farid")),
            as_role(role),
        ):
            affected(statement.format(table=table_of(label)))


@pytest.mark.parametrize("role", [APP, WORKER])
@pytest.mark.parametrize("statement", ELSEWHERE)
def test_no_role_that_runs_cairn_can_make_anything(scene, as_role, role, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), as_role(role):
        affected(statement)


@pytest.mark.parametrize("label", TABLES)
def test_a_backfill_by_the_owner_reaches_every_row(scene, as_role, label):
    """Row security is forced on the owner too; without a policy of its own a migration would change nothing."""
    table = table_of(label)
    with as_role(WORKER):
        rows = affected(f"select 1 from {table}")
    assert rows > 0
    with transaction.atomic():
        with as_role(OWNER):
            affected(f"alter table {table} disable trigger user")
            assert affected(f"update {table} set id = id") == rows
            affected(f"drop policy cairn_owner_all on {table}")
            assert affected(f"update {table} set id = id") == 0
        transaction.set_rollback(True)


@pytest.mark.parametrize("label", [one for one in TABLES if not apps.get_model(one).scope.changes])
def test_a_table_that_only_grows_is_not_changed_by_the_application(scene, label):
    model = apps.get_model(label)
    for name in ("farid", "amara", "efa", "system", "door"):
        with acting_as(scene.actor(name)):
            try:
                with transaction.atomic():
                    assert affected(f"update {model._meta.db_table} set id = id") == 0
            except IntegrityError as error:
                assert "never changed" in str(error)  # noqa: PT017 (either answer is right)


def test_what_a_scope_lets_be_changed_is_changed_and_only_that(scene):
    for model in PROTECTED:
        if not model.scope.changes:
            continue
        by = scene.actor("amara")
        may = model.scope.__class__(reads=model.scope.changes)
        with acting_as(by):
            mine = model.objects.filter(may.q(by)).count()
            assert affected(f"update {model._meta.db_table} set id = id") == mine, model._meta.label


@pytest.mark.parametrize("label", TABLES)
def test_nobody_acting_adds_nothing(scene, as_role, label):
    """Anonymous code may not write: not even a row that is there already, word for word, under another id."""
    table = table_of(label)
    with as_role(OWNER):
        affected(f"create temporary table one_row as select * from {table} limit 1")
        affected("grant select on one_row to cairn_app")
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        affected(f"insert into {table} select * from one_row")
