"""Row-level security alone gives the same rows as the filter: whichever of the two is forgotten, the other holds."""

import pytest
from django.apps import apps
from django.db import transaction

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.core.postgres import WORKER
from tests.access.scene import DOOR, EVERYBODY, PROTECTED, TABLES

pytestmark = pytest.mark.xdist_group("scene")
# Nobody ever reads a key, or what is compared; see the scopes.
READ_BY_NOBODY = {"children.MatchFacts", "children.MatchKey"}


def ids(rows) -> set[object]:
    return set(rows.values_list("pk", flat=True))


def model_of(label: str):
    return apps.get_model(label)


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_database_and_the_filter_agree_for_every_table(scene, name):
    by = scene.actor(name)
    with acting_as(by):
        for model in PROTECTED:
            assert ids(model.objects.all()) == ids(model.objects.visible_to(by)), model._meta.label


@pytest.mark.parametrize("label", TABLES)
def test_the_scene_holds_rows_that_some_see_and_others_do_not(scene, as_role, label):
    model = model_of(label)
    with as_role(WORKER), acting_as(job("these tests")):
        everything = ids(model.objects.all())
    assert everything
    seen = {}
    for name in EVERYBODY:
        with acting_as(scene.actor(name)):
            seen[name] = ids(model.objects.all())
    assert seen[DOOR] == seen["dana"] == seen["hana"] == set()
    assert any(seen.values()) != (label in READ_BY_NOBODY)


@pytest.mark.parametrize("label", TABLES)
def test_nobody_acting_sees_nothing(scene, label):
    assert not model_of(label).objects.exists()


def test_outside_a_transaction_even_the_hub_sees_nothing(on_stage):
    farid = on_stage.actor("farid")
    with acting_as(farid):
        assert not any(model.objects.exists() for model in PROTECTED)
        with transaction.atomic():
            assert any(model.objects.exists() for model in PROTECTED)


def test_a_job_sees_every_row_as_the_worker_and_none_as_the_application(scene, as_role):
    clock = job("these tests")
    with acting_as(clock):
        for model in PROTECTED:
            assert not model.objects.visible_to(clock).exists()
            with as_role(WORKER):
                assert model.objects.visible_to(clock).exists()


def test_somebody_who_says_that_they_are_the_hub_is_not_believed(scene):
    """The flag of an actor fills the filter; the database asks who holds the membership."""
    from dataclasses import replace

    chidi = scene.actor("chidi")
    forged = replace(chidi, is_hub=True, team_ids=scene.actor("farid").team_ids)
    with acting_as(forged):
        for model in PROTECTED:
            seen = ids(model.objects.visible_to(forged))
            with acting_as(chidi):
                assert seen <= ids(model.objects.all())
