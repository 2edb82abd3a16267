"""Row security alone: with the application's filter taken away, every protected table gives each caller the same rows.

One test for each protected model of the registry and each kind of caller, so that a new model is held to it by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import Q

from cairn.access.actor import Actor, job
from cairn.access.binding import acting_as
from cairn.access.scopes import Scope
from cairn.children import verbs as children
from cairn.children.models import Child
from cairn.chronology import verbs as chronology
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.core.clock import today
from cairn.core.postgres import WORKER
from cairn.partnership.verbs import leave_team, revoke_token
from cairn.sharing.kinds import Mode, Reason
from cairn.sharing.models import WithheldFrom, Withholding
from cairn.sharing.rules import HoldBack
from tests.access.scene import DOOR, LAPSED, SYSTEM, TABLES, Scene
from tests.access.test_lapsed import lapse

pytestmark = pytest.mark.xdist_group("scene")
# The kinds of callers by who they are in the scene. Eastmoor has an entry of the police declared to it and keeps one
# from the police without a trace; Lena's agreement has lapsed; Gwen is kept from a child as a whole.
KINDS: dict[str, str] = {
    "insider": "amara",
    "contributor": "efa",
    "stranger": "rhys",
    "reader": "robin",
    "withheld from, silently": "bilal",
    "withheld from, declared": "amaras_manager",
    "kept from a child": "gwen",
    "lapsed": LAPSED,
    "hub": "farid",
    "administrator": "dana",
    "analyst": "hana",
    "data-protection lead": "petra",
    "system": SYSTEM,
    "door": DOOR,
}
# Who loses their place while they are at work, and which of the scene loses it.
LOSING: dict[str, str] = {"leaver": "amara", "leaver from the hub": "farid", "system withdrawn": SYSTEM}
LAPSING: dict[str, str] = {"lapses": "amara", "lapses, and works from a charity": "efa", "lapsing hub": "farid"}


def _leaves(scene: Scene, name: str) -> Actor:
    """Somebody as their request began, whose membership or key has ended since."""
    by, dana = scene.actor(name), scene.actor("dana")
    with acting_as(dana):
        if name == SYSTEM:
            revoke_token(token=scene.token, by=dana)
        else:
            leave_team(membership=scene.northmoor.memberships[name], by=dana)
    return by


def _lapses(scene: Scene, name: str) -> Actor:
    lapse(scene, name)
    return scene.actor(name)


@pytest.fixture
def scene(scene) -> Scene:
    """Amara keeps something from the police without a trace; what the scene keeps so has lapsed by now."""
    amara, bilal = scene.actor("amara"), scene.actor("bilal")
    with acting_as(bilal):
        story = Entry.objects.exclude(team_id__in=bilal.team_ids).values_list("child_id", flat=True)
        child_id = next(iter(story))
    with acting_as(amara):
        record = children.own_record(child=Child.objects.visible_to(amara).get(pk=child_id), by=amara)
        told = chronology.Said(EntryKind.MEETING, "An officer was named.", HowKnown.CHILD_SAYS)
        entry = chronology.add_entry(record=record, said=told, by=amara)
        back = HoldBack(
            agencies=frozenset({bilal.agency_id}),
            reason=Reason.STAFF_ALLEGATION,
            ground="harm_to_person",
            words="Somebody could be hurt.",
            until=today() + timedelta(days=14),
            mode=Mode.SILENT,
            second=scene.northmoor.memberships["amaras_manager"].id,
        )
        chronology.withhold_entry(entry=entry, said=back, by=amara)
    return scene


def ids(rows) -> set[object]:
    return set(rows.values_list("pk", flat=True))


@contextmanager
def forgotten() -> Iterator[None]:
    """The filter of the application lets every row through."""
    before = Scope.q
    Scope.q = lambda _scope, _actor, _place=None: Q()
    try:
        yield
    finally:
        Scope.q = before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("label", TABLES)
def test_a_forgotten_filter_shows_nobody_more(scene, label, kind):
    model, by = apps.get_model(label), scene.actor(KINDS[kind])
    with acting_as(by):
        filtered = ids(model.objects.visible_to(by))
        with forgotten():
            assert ids(model.objects.visible_to(by)) == filtered


@pytest.mark.parametrize("kind", [*LOSING, *LAPSING])
def test_whoever_loses_their_place_at_work_is_shown_no_more_by_a_forgotten_filter(scene, kind):
    """The filter still goes by the actor that the request began with; the database asks its own tables."""
    by = _leaves(scene, LOSING[kind]) if kind in LOSING else _lapses(scene, LAPSING[kind])
    with acting_as(by):
        for label in TABLES:
            model = apps.get_model(label)
            filtered = ids(model.objects.visible_to(by))
            with forgotten():
                assert ids(model.objects.visible_to(by)) == filtered, label


@pytest.mark.parametrize("label", TABLES)
def test_nobody_at_all_is_shown_nothing_by_a_forgotten_filter(scene, label):
    model, amara = apps.get_model(label), scene.actor("amara")
    with acting_as(None), forgotten():
        assert not model.objects.visible_to(amara).exists()


@pytest.mark.parametrize("label", TABLES)
def test_a_forgotten_filter_would_have_shown_every_row(scene, as_role, label):
    """That the filter is really gone: to the worker's role, whom no policy holds, all of it is there."""
    model = apps.get_model(label)
    with as_role(WORKER), acting_as(job("these tests")), forgotten():
        assert ids(model.objects.visible_to(scene.actor("dana"))) == ids(model.objects.all()) != set()


@pytest.mark.parametrize(
    ("kind", "is_declared"), [("withheld from, silently", False), ("withheld from, declared", True)]
)
def test_what_is_withheld_is_kept_by_row_security_alone(scene, as_role, kind, is_declared):
    by = scene.actor(KINDS[kind])
    with as_role(WORKER), acting_as(job("these tests")):
        rows = WithheldFrom.objects.filter(agency_id=by.agency_id, is_active=True, is_declared=is_declared)
        items, withholdings = ids_of(rows, "item_id"), ids_of(rows, "withholding_id")
        entries = ids(Entry.objects.filter(pk__in=items))
    assert entries
    with acting_as(by), forgotten():
        assert not ids(Entry.objects.visible_to(by)) & entries
        told = ids(Withholding.objects.visible_to(by)) & withholdings
    assert told == (withholdings if is_declared else set())


def ids_of(rows, column: str) -> set[object]:
    return set(rows.values_list(column, flat=True))
