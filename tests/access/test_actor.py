"""Asking an actor: out of sight is not found, in sight without leave is not allowed, and every refusal is told once."""

from contextlib import suppress
from dataclasses import FrozenInstanceError, replace

import pytest

from cairn.access import actor, guard
from cairn.access.actor import Actor, ActorKind, job
from cairn.access.binding import acting_as
from cairn.access.permissions import SENTENCES, Permission
from cairn.access.roles import DOOR, PERMISSIONS, SYSTEM, Role, permissions_of
from cairn.children.models import Child
from cairn.core.errors import NotAllowed, NotFound
from cairn.core.ids import uuid7
from tests.builders import child_of, raised

OPEN, LEAD = Permission.CHILD_OPEN, Permission.RESPONSIBILITY_ASSIGN


@pytest.fixture
def told(monkeypatch):
    """Every denial, in place of the ledger."""
    heard: list[tuple[Actor, Permission, object]] = []
    monkeypatch.setattr(actor, "_ON_DENIAL", [])
    actor.on_denial(lambda *denial: heard.append(denial))
    return heard


@pytest.fixture
def child(northmoor, told):
    return child_of(raised(northmoor.actor("efa")), northmoor.actor("farid"))


def asked_by(by: Actor, permission: Permission, subject: Child | None) -> str:
    with acting_as(by):
        allowed = by.may(permission, subject)
        try:
            by.require(permission, subject)
        except (NotFound, NotAllowed) as refusal:
            assert not allowed
            return type(refusal).__name__
        assert allowed
        return "yes"


@pytest.mark.parametrize(
    ("name", "answer"),
    [("amara", "yes"), ("robin", "yes"), ("farid", "yes"), ("efa", "yes"), ("chidi", "NotFound"), ("dana", "NotFound")],
)
def test_insider_reader_and_stranger(northmoor, child, told, name, answer):
    by = northmoor.actor(name)
    assert asked_by(by, OPEN, child) == answer
    assert told == ([] if answer == "yes" else [(by, OPEN, child)])


def test_in_sight_without_the_permission_is_not_allowed(northmoor, child, told):
    robin = northmoor.actor("robin")
    assert asked_by(robin, LEAD, child) == "NotAllowed"
    assert told == [(robin, LEAD, child)]


def test_out_of_sight_counts_before_a_missing_permission(northmoor, child, told):
    dana = northmoor.actor("dana")
    assert LEAD not in dana.permissions
    assert asked_by(dana, LEAD, child) == "NotFound"


def test_without_a_thing_the_permission_alone_decides(northmoor, told):
    assert asked_by(northmoor.actor("chidi"), OPEN, None) == "yes"
    assert asked_by(northmoor.actor("dana"), OPEN, None) == "NotAllowed"


def test_a_deed_may_ask_for_more_than_sight_and_permission(northmoor, child, told, monkeypatch):
    amara = northmoor.actor("amara")
    monkeypatch.setattr(actor, "_DEEDS", {})
    assert asked_by(amara, LEAD, child) == "yes"
    asked: list[tuple[Actor, Child]] = []

    def rule(by: Actor, subject: Child) -> bool:
        asked.append((by, subject))
        return False

    actor.deed(LEAD, Child, rule)
    assert asked_by(amara, LEAD, child) == "NotAllowed"
    assert asked == [(amara, child)] * 2
    assert asked_by(amara, OPEN, child) == "yes"
    assert asked_by(northmoor.actor("chidi"), LEAD, child) == "NotFound"
    assert len(asked) == 2, "what is out of sight is never put to the rule"


def test_a_handler_is_told_once_however_often_it_registers(told, monkeypatch):
    heard: list[Permission] = []

    def handler(by, permission, subject):
        heard.append(permission)

    actor.on_denial(handler)
    actor.on_denial(handler)
    with pytest.raises(NotAllowed):
        Actor(kind=ActorKind.DOOR).require(OPEN)
    assert heard == [OPEN]
    assert len(told) == 1
    assert not Actor(kind=ActorKind.DOOR).may(OPEN)
    assert len(told) == 1, "may() asks and leaves no trace"


@pytest.mark.parametrize("ask", [Actor.may, Actor.require])
def test_both_ways_of_asking_are_noted_by_the_guard(told, ask):
    token = guard._asked.set(False)
    with suppress(NotAllowed):
        ask(Actor(kind=ActorKind.DOOR), OPEN)
    assert guard._asked.get()
    guard._asked.reset(token)


def test_an_actor_is_a_value():
    team = uuid7()
    by = Actor(kind=ActorKind.PRACTITIONER, team_ids=(team, uuid7()))
    assert (by.team_id, by.is_person) == (team, True)
    assert replace(by, team_ids=()).team_id is None
    assert not Actor(kind=ActorKind.SYSTEM).is_person
    with pytest.raises(FrozenInstanceError):
        by.is_hub = True


def test_a_job_states_its_purpose_and_is_nobody():
    clock = job("clock")
    assert (clock.kind, clock.purpose, clock.permissions) == (ActorKind.JOB, "clock", frozenset(Permission))
    assert not clock.is_person
    assert clock.practitioner_id is clock.membership_id is clock.agency_id is None


def test_every_permission_has_a_sentence_and_every_role_its_bundle():
    assert set(SENTENCES) == set(Permission)
    assert all(str(words) for words in SENTENCES.values())
    assert set(PERMISSIONS) == set(Role)
    assert all(permissions_of(role) <= set(Permission) for role in Role)
    with pytest.raises(KeyError):
        permissions_of("gardener")


def test_who_administers_or_analyses_may_do_nothing_with_a_child():
    about_others = {
        Permission.TOKEN_CREATE,
        Permission.PEOPLE_MANAGE,
        Permission.FIGURES_SEE,
        Permission.AGREEMENT_KEEP,
        Permission.BREACH_REPORT,  # whoever sees that something went astray must be able to say so
    }
    about_children = set(Permission) - about_others
    assert not permissions_of(Role.ADMINISTRATOR) & about_children
    assert not permissions_of(Role.ANALYST) & about_children
    assert frozenset({Permission.CONCERN_RAISE}) == DOOR


def test_a_system_never_decides_for_a_person():
    deciding = {Permission.LINK_DECIDE, Permission.REFERRAL_ANSWER, Permission.INVOLVEMENT_ANSWER, LEAD}
    deciding |= {Permission.PLAN_ANSWER}
    assert not SYSTEM & deciding
