"""What was said to protect a child is not used to enforce immigration law: off by default, everywhere (R-060)."""

from datetime import date

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Capacity, Outcome
from cairn.children.models import Child, Claim, Involvement, Record
from cairn.children.verbs.circle import Terms
from cairn.chronology.models import Entry
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.partnership.kinds import Nation
from cairn.partnership.queries import actor_for_token
from cairn.partnership.verbs import create_token
from cairn.sharing.rules.enforcement import enforcement_use, is_used
from tests.builders import child_of, raised
from tests.children.enforcing import enforcers
from tests.sharing.apart import admit, keep
from tests.sharing.holding import circle

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def around(northmoor):
    """Ivo works in a team that enforces immigration law; Bea at the border, in another team of the same agency."""
    enforcers(northmoor)
    return circle(northmoor)


@pytest.mark.parametrize("nation", list(Nation))
def test_it_is_off_in_every_nation_with_its_source_and_marked_unverified(nation):
    found = enforcement_use(nation, TODAY)
    assert found is not None
    assert found.source
    assert found.certainty == "unverified"
    assert not is_used(nation, TODAY)


def test_where_there_is_no_policy_it_is_off():
    assert not is_used("atlantis", TODAY)
    assert not is_used(Nation.ENGLAND, date(1990, 1, 1))


def linked(around, name):
    """Somebody tells of the same child, and the hub says that it is the same."""
    farid, by = around.northmoor.actor("farid"), around.northmoor.actor(name)
    other = child_of(raised(by), farid)
    with acting_as(farid):
        children.decide_pair(child=other, other=around.child, outcome=Outcome.SAME, reason="The same scar.", by=farid)
    return other


def test_a_team_that_enforces_joins_no_circle_by_what_it_tells_or_by_a_link(around):
    linked(around, "ivo")
    linked(around, "bea")
    farid = around.northmoor.actor("farid")
    with acting_as(farid):
        teams = set(Involvement.objects.filter(child=around.child).values_list("team__slug", flat=True))
    assert "border" in teams
    assert "removals" not in teams


def test_it_sees_nothing_of_a_child_but_what_it_wrote(around):
    linked(around, "ivo")
    others = [around.told("amara"), around.fact("amara"), around.record("amara")]
    assert not any(around.sees("ivo", one) for one in (*others, around.child))
    ivo = around.northmoor.actor("ivo")
    with acting_as(ivo):
        assert not Child.objects.exists()
        for model in (Entry, Claim, Record):
            assert set(model.objects.values_list("team__slug", flat=True)) <= {"removals"}
        with pytest.raises(NotFound):
            children.open_child(reference=around.child.reference, by=ivo)


def test_not_even_put_into_a_circle_by_hand_does_it_see_the_story(around):
    entry = around.told("amara")
    farid, team = around.northmoor.actor("farid"), around.northmoor.team("removals")
    with acting_as(farid):
        record = children.open_record(child=around.child, team=team, capacity=Capacity.WORKING, by=farid)
        assert not Involvement.objects.filter(record=record).exists()
        children.join(record=record, capacity=Capacity.WORKING, by=farid, terms=Terms(is_confirmed=True))
    assert not around.sees("ivo", entry)


def test_it_cannot_ask_to_work_with_a_child(around):
    linked(around, "ivo")
    ivo = around.northmoor.actor("ivo")
    with acting_as(ivo), pytest.raises(Refused, match="enforcement_never_joins"):
        children.ask_to_work(record=Record.objects.get(team_id=ivo.team_id), doing="A removal.", by=ivo)


@pytest.mark.parametrize("whom", [{"person": "ivo"}, {"team": "removals"}])
def test_it_is_never_let_into_what_named_people_read(around, whom):
    made = keep(around, "gwen", around.told("gwen"))
    with pytest.raises(Refused, match="admit_enforcement"):
        admit(around, "gwen", made, **whom)


def test_an_agency_s_own_system_sees_as_little_while_one_of_its_teams_enforces(around):
    linked(around, "bea")
    dana = around.northmoor.actor("dana")
    with acting_as(dana):
        key = create_token(agency=around.northmoor.team("border").agency, name="a diary", by=dana)
    system = actor_for_token(key.secret)
    assert not system.is_agreed
    entry = around.told("amara")
    with acting_as(system):
        assert not Entry.objects.filter(pk=entry.pk).exists()
        assert not Entry.objects.visible_to(system).filter(pk=entry.pk).exists()


def test_it_writes_and_asks_nothing_about_a_child_that_it_does_not_see(around):
    ivo = around.northmoor.actor("ivo")
    with acting_as(ivo), pytest.raises((NotFound, NotAllowed)):
        children.own_record(child=around.child, by=ivo)
