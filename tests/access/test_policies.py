"""The database's policies equal the scopes after `cairn migrate`, and whatever differs is found by `cairn check`."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.core.management.commands import migrate
from django.db import DatabaseError, connection
from django.db.utils import ProgrammingError

from cairn.access import definitions, policies
from cairn.access.management.commands import migrate as command
from cairn.access.management.commands.migrate import Command
from cairn.access.scopes import Scope
from cairn.children.models import Child
from cairn.config import checks
from cairn.core.postgres import OWNER

pytestmark = pytest.mark.django_db
SPOILT = {
    "drop policy cairn_read on children_child": "children_child: policy cairn_read is missing",
    "alter policy cairn_read on children_child using (true)": "policy cairn_read differs from the scope",
    "alter policy cairn_change on children_child with check (false)": "policy cairn_change differs from the scope",
    "alter policy cairn_read on children_child to public": "policy cairn_read differs from the scope",
    "alter policy cairn_read on children_child rename to other": "policy cairn_read is missing",
    "comment on policy cairn_read on children_child is null": "policy cairn_read is missing",
    "create policy more on children_child using (true)": "policy more is not asked for by any scope",
    "create policy cairn_more on children_child using (true)": "policy cairn_more is not asked for by any scope",
    "alter table children_child disable row level security": "row security is not enabled and forced",
    "alter table children_child no force row level security": "row security is not enabled and forced",
    "alter table children_child rename to somewhere_else": "children_child: the table is missing",
}


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_after_migrate_nothing_differs():
    assert policies.differences(connection) == []


@pytest.mark.parametrize("statement", SPOILT)
def test_whatever_is_spoilt_is_found(as_role, statement):
    with as_role(OWNER):
        run(statement)
    assert any(SPOILT[statement] in line for line in policies.differences(connection))


@pytest.mark.parametrize("statement", [one for one in SPOILT if "rename to somewhere" not in one])
def test_installing_again_puts_it_right(as_role, statement):
    """Save a policy of a name that is not ours: nobody knows who made it, so a person takes it away."""
    with as_role(OWNER):
        run(statement)
        policies.install(connection)
    left = policies.differences(connection)
    is_ours = " more " not in statement and " other" not in statement
    assert left == [] if is_ours else all("is not asked for by any scope" in line for line in left)


def test_a_scope_that_grew_is_found_until_it_is_installed(as_role, monkeypatch):
    monkeypatch.setattr(
        Child, "scope", Scope(reads=(), adds=Child.scope.adds, changes=Child.scope.changes, blocks=Child.scope.blocks)
    )
    assert policies.differences(connection) == ["children_child: policy cairn_read differs from the scope"]
    with as_role(OWNER):
        policies.install(connection)
    assert policies.differences(connection) == []


def test_installing_counts_what_stands(as_role):
    with as_role(OWNER):
        count = policies.install(connection)
    assert count == sum(1 for model in policies.protected_models() for _ in policies.policies_for(model))


def test_the_application_may_not_install(as_role):
    with pytest.raises(ProgrammingError):
        policies.install(connection)


def test_check_passes_while_policies_stand_and_fails_with_the_difference(as_role):
    call_command("check", databases=["default"], stdout=StringIO(), stderr=StringIO())
    with as_role(OWNER):
        run("alter policy cairn_read on children_child using (true)")
    with pytest.raises(SystemCheckError, match="children_child: policy cairn_read differs from the scope"):
        call_command("check", databases=["default"], stdout=StringIO(), stderr=StringIO())


def found(**chosen) -> set[str]:
    return {message.id for message in run_checks(tags=["database", "security"], **chosen)}


def test_without_a_database_named_none_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not found() & {"cairn.E001", "cairn.E002", "cairn.E003"}


def test_the_owner_is_not_stopped_from_putting_policies_right(as_role, monkeypatch, settings):
    settings.ROLE = OWNER
    with as_role(OWNER):
        run("drop policy cairn_read on children_child")
    assert not found(databases=["default"])


def test_policies_that_cannot_be_read_are_no_pass(monkeypatch):
    def broken(_connection):
        raise DatabaseError("no")

    monkeypatch.setattr(policies, "differences", broken)
    assert [one.msg for one in checks.policies_stand(databases=["default"])] == [
        "the policies could not be read (DatabaseError)"
    ]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("true, false, false", {"cairn.E001"}),
        ("false, true, false", {"cairn.E001"}),
        ("false, false, true", {"cairn.E002"}),
        ("true, true, true", {"cairn.E001", "cairn.E002"}),
        ("false, false, false", set()),
    ],
)
def test_a_role_that_could_pass_by_row_security_is_refused(monkeypatch, who, expected):
    monkeypatch.setattr(checks, "_WHO", f"select {who}")
    assert found(databases=["default"]) == expected


def test_the_owner_of_tables_is_refused_as_the_application(as_role, settings):
    with as_role(OWNER):
        assert found(databases=["default"]) == {"cairn.E002"}
        settings.ROLE = OWNER
        assert found(databases=["default"]) == set()


@pytest.fixture
def migrated(monkeypatch):
    """`cairn migrate` without Django's own part, which ran when this database was made."""
    ran = []
    monkeypatch.setattr(migrate.Command, "handle", lambda self, *args, **options: ran.append(options))

    def ask(**options):
        errors = StringIO()
        call_command(Command(stderr=errors), **options)
        assert len(ran) == 1
        return errors.getvalue()

    return ask


def test_migrate_installs_definitions_and_policies(as_role, migrated):
    with as_role(OWNER):
        run("drop policy cairn_read on children_child")
        run("create or replace function cairn_is_hub() returns boolean language sql stable as 'select true'")
        said = migrated(verbosity=1)
        assert said.endswith("access policies stand.\n")
        with connection.cursor() as cursor:
            cursor.execute("select cairn_is_hub()")
            assert cursor.fetchone() == (False,)
    assert policies.differences(connection) == []


def test_migrate_can_be_quiet(as_role, migrated):
    with as_role(OWNER):
        assert migrated(verbosity=0) == ""


@pytest.mark.parametrize("options", [{"app_label": "children"}, {"plan": True}, {"check_unapplied": True}])
def test_half_a_migration_or_a_look_installs_nothing(as_role, migrated, options):
    with as_role(OWNER):
        run("drop policy cairn_read on children_child")
        migrated(verbosity=1, **options)
    assert policies.differences(connection) == ["children_child: policy cairn_read is missing"]


def test_definitions_are_installed_after_what_they_need(as_role, monkeypatch):
    monkeypatch.setattr(definitions, "_DEFINITIONS", {})
    monkeypatch.setattr(definitions, "_NEEDS", {})
    definitions.define("roof", "create view test_roof as select * from test_wall", needs=("wall",))
    definitions.define("wall", "create view test_wall as select 1 as stone")
    definitions.define("wall", "create view test_wall as select 1 as stone")
    with as_role(OWNER):
        assert definitions.install(connection) == 2
        with connection.cursor() as cursor:
            cursor.execute("select stone from test_roof")
            assert cursor.fetchone() == (1,)


def test_one_name_has_one_definition(monkeypatch):
    monkeypatch.setattr(definitions, "_DEFINITIONS", {"wall": "select 1"})
    with pytest.raises(LookupError, match="wall"):
        definitions.define("wall", "select 2")


def test_every_definition_needs_only_what_is_defined():
    for name, needs in definitions._NEEDS.items():
        assert set(needs) <= set(definitions._DEFINITIONS), name


@pytest.fixture
def given(monkeypatch):
    """Somebody's own server as DATABASE_URL names it, and what was asked of it."""
    asked: list[object] = []
    server = SimpleNamespace(
        settings_dict={"NAME": "northmoor", "USER": "administrator", "OPTIONS": {"pool": True, "sslmode": "require"}},
        close=lambda: asked.append("closed"),
    )

    def prepare(url: str, database: str) -> list[str]:
        asked.append((url, database))
        return ["GRANT …"]

    monkeypatch.setenv("DATABASE_URL", "postgresql://administrator@db/northmoor")
    monkeypatch.setattr(command, "connections", {"default": server})
    monkeypatch.setattr(command, "prepare_server", prepare)
    return server, asked


def test_on_a_server_of_ones_own_the_roles_come_first_and_the_rest_as_the_owner(given):
    (server, asked), errors = given, StringIO()
    Command(stderr=errors)._become_owner("default")
    assert asked == [("postgresql://administrator@db/northmoor", "northmoor"), "closed"]
    assert server.settings_dict["OPTIONS"] == {"sslmode": "require", "assume_role": OWNER}
    assert errors.getvalue() == "An administrator must still run: GRANT …\n"


@pytest.mark.parametrize("already", [{"USER": OWNER}, {"OPTIONS": {"assume_role": OWNER}}])
def test_who_is_the_owner_already_prepares_nothing(given, already):
    server, asked = given
    server.settings_dict |= already
    Command()._become_owner("default")
    assert asked == []


def test_the_built_in_server_prepared_itself(given, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    Command()._become_owner("default")
    assert given[1] == []


def test_a_scope_that_lets_nobody_add_has_no_policy_for_adding(monkeypatch):
    monkeypatch.setattr(Child, "scope", Scope(reads=()))
    made = [policy.name for policy in policies.policies_for(Child)]
    assert made == ["cairn_read", "cairn_owner_all", "cairn_worker_all"]
