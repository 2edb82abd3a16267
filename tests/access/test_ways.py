"""Each way to a row says itself twice, to Django and to the database: on real rows both mean the same."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q

from cairn.access import policies
from cairn.access.actor import Actor, ActorKind
from cairn.access.binding import acting_as
from cairn.access.row_text import RowText
from cairn.access.scopes import NOBODY, Anyone, Hub, OwnAgency, OwnPerson, OwnTeam, Scope, Unprotected
from cairn.core.ids import uuid7
from cairn.core.postgres import OWNER, WORKER
from tests.access.scene import EVERYBODY, PROTECTED, TABLES

pytestmark = pytest.mark.xdist_group("scene")
NO_ONE = Actor(kind=ActorKind.DOOR)


def ways_of(label: str):
    """Every way that a table's scope names, whether to read, to add or to change."""
    scope = apps.get_model(label).scope
    return sorted({*scope.reads, *scope.adds, *scope.changes}, key=repr)


def found_by_django(label, way, by, as_role) -> set[object]:
    condition = way.q(by)
    with as_role(WORKER):
        rows = apps.get_model(label).objects.filter(Q() if condition is None else condition)
        return set(rows.values_list("pk", flat=True))


def found_by_database(way, copy: str) -> set[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"select id from {copy} where {way.sql(copy)}")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("label", TABLES)
def test_a_way_means_the_same_to_django_and_to_the_database(scene, as_role, label):
    """Against a copy without row security, so that each way is asked alone; what it leans on is still guarded."""
    table = apps.get_model(label)._meta.db_table
    with as_role(OWNER), connection.cursor() as cursor:
        cursor.execute(f"create table copy_of_it as select * from {table}; grant select on copy_of_it to cairn_app")
    for name in EVERYBODY:
        by = scene.actor(name)
        with acting_as(by):
            for way in ways_of(label):
                assert found_by_database(way, "copy_of_it") == found_by_django(label, way, by, as_role), (name, way)


def test_every_kind_of_way_is_in_use_somewhere():
    kinds = {type(way).__name__ for label in TABLES for way in ways_of(label)}
    assert kinds >= {"OwnTeam", "OwnAgency", "OwnPerson", "Hub", "Anyone", "Through", "HasVisible", "Circle"}


@pytest.mark.parametrize("way", [OwnAgency(), OwnPerson(), Hub()])
def test_who_has_none_reaches_nothing(way):
    assert way.q(NO_ONE) == NOBODY


def test_a_column_of_another_name_is_used_on_both_sides():
    team = uuid7()
    by = Actor(kind=ActorKind.PRACTITIONER, team_ids=(team,), agency_id=team, practitioner_id=team)
    assert OwnTeam("to_team_id").q(by) == Q(RowText("{row}.to_team_id = %s", (team,)))
    assert "t.to_team_id = " in OwnTeam("to_team_id").sql("t")
    assert OwnAgency("owner_agency_id").q(by) == Q(owner_agency_id=team)
    assert "t.owner_agency_id = " in OwnAgency("owner_agency_id").sql("t")
    assert OwnPerson("writer_id").q(by) == Q(writer_id=team)
    assert "t.writer_id = " in OwnPerson("writer_id").sql("t")


def test_a_scope_without_ways_lets_nobody_through():
    assert Scope(reads=()).q(NO_ONE) == NOBODY
    assert Scope(reads=()).sql("t", ()) == "false"


def test_one_way_without_condition_opens_the_whole_scope():
    assert Scope(reads=(OwnTeam(), Anyone())).q(NO_ONE) == Q()
    assert Scope(reads=(OwnTeam(), Hub())).q(NO_ONE) != Q()


def test_an_unprotected_table_has_no_condition_and_a_reason():
    assert Unprotected("it holds nothing of a child").q(NO_ONE) == Q()


def test_what_a_policy_asks_is_what_its_scope_says():
    for model in PROTECTED:
        made = {policy.name: policy for policy in policies.policies_for(model)}
        assert made["cairn_read"].using == model.scope.sql(model._meta.db_table, model.scope.reads)
        assert ("cairn_add" in made, "cairn_change" in made) == (bool(model.scope.adds), bool(model.scope.changes))
        assert not any(policy.role == "cairn_app" and policy.command in {"all", "delete"} for policy in made.values())
