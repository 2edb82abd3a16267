"""Naming who leads and who acts next, from one instant to the next (R-070)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import ResponsibilityKind
from cairn.children.models import Child, Responsibility
from cairn.core.errors import NotAllowed, Refused
from tests.children.pages import a_child, browser, read


@pytest.fixture
def child(northmoor):
    return a_child(northmoor, urgency="danger_now")


def name(northmoor, who, child, kind, holder, *, reason=""):
    typed = {"kind": kind, "holder": str(holder.pk), "reason": reason}
    return browser(northmoor, who).post(f"/children/{child.reference}/responsibility/", typed)


def held(northmoor, child: Child) -> dict[str, Responsibility]:
    farid = northmoor.actor("farid")
    with acting_as(farid):
        rows = Responsibility.objects.visible_to(farid).filter(child=child, until=None)
        return {one.kind: one for one in rows.select_related("team", "practitioner")}


def test_the_leads_team_names_its_own_person(northmoor, child):
    answer = name(northmoor, "amara", child, "lead", northmoor.memberships["amara"], reason="She knows the family.")
    assert answer.status_code == 302
    lead = held(northmoor, child)["lead"]
    assert (lead.team.slug, lead.practitioner_id) == ("eastmoor-duty", northmoor.memberships["amara"].pk)
    page = read(browser(northmoor, "amara"), child, "responsibility/")
    assert "Amara, Eastmoor Duty" in page
    assert "She knows the family." in page


def test_the_hub_hands_the_next_step_to_another_team(northmoor, child):
    assert name(northmoor, "farid", child, "next", northmoor.team("police-desk")).status_code == 302
    assert held(northmoor, child)["next"].team.slug == "police-desk"
    page = read(browser(northmoor, "amara"), child)
    assert "Acts next:" in page


def test_a_team_that_neither_leads_nor_is_the_authority_reads_and_names_nobody(northmoor, child):
    bilal = browser(northmoor, "bilal")
    assert "can name somebody else" in read(bilal, child, "responsibility/")
    assert name(northmoor, "bilal", child, "lead", northmoor.team("police-desk")).status_code == 403
    actor = northmoor.actor("bilal")
    with acting_as(actor), pytest.raises(NotAllowed):
        verbs.assign(child=child, kind=ResponsibilityKind.LEAD, team=northmoor.team("police-desk"), by=actor)


def test_the_authority_can_take_the_lead_back(northmoor, child):
    name(northmoor, "amara", child, "lead", northmoor.team("police-desk"))
    assert held(northmoor, child)["lead"].team.slug == "police-desk"
    assert name(northmoor, "amara", child, "lead", northmoor.team("eastmoor-duty")).status_code == 302
    assert held(northmoor, child)["lead"].team.slug == "eastmoor-duty"


def test_a_team_outside_the_circle_cannot_be_chosen(northmoor, child):
    answer = name(northmoor, "amara", child, "lead", northmoor.team("westmoor-nurses"))
    assert answer.status_code == 200
    assert held(northmoor, child)["lead"].team.slug == "eastmoor-duty"


def test_a_person_of_another_team_is_refused(northmoor, child):
    amara = northmoor.actor("amara")
    with acting_as(amara), pytest.raises(Refused, match="practitioner_elsewhere"):
        verbs.assign(
            child=child,
            kind=ResponsibilityKind.LEAD,
            team=northmoor.team("eastmoor-duty"),
            practitioner=northmoor.memberships["bilal"],
            by=amara,
        )


def test_the_stranger_and_the_reader(northmoor, child):
    team = northmoor.team("eastmoor-duty")
    assert name(northmoor, "chidi", child, "lead", team).status_code == 404
    assert name(northmoor, "robin", child, "lead", team).status_code == 403


@pytest.mark.parametrize("who", ["amara", "farid"])
@pytest.mark.parametrize("holder", ["police-desk", "hub-duty", "westmoor-nurses"])
def test_only_a_local_authority_is_responsible_in_law(northmoor, child, who, holder):
    by = northmoor.actor(who)
    with acting_as(by), pytest.raises(Refused, match="not_an_authority"):
        verbs.assign(child=child, kind=ResponsibilityKind.AUTHORITY, team=northmoor.team(holder), by=by)
    assert held(northmoor, child)["authority"].team.slug == "eastmoor-duty"


@pytest.mark.parametrize("kind", [ResponsibilityKind.LEAD, ResponsibilityKind.NEXT])
def test_a_team_outside_the_circle_is_named_by_the_hub_alone(northmoor, child, kind):
    amara, farid, team = northmoor.actor("amara"), northmoor.actor("farid"), northmoor.team("westmoor-duty")
    with acting_as(amara), pytest.raises(Refused, match="outside_the_circle"):
        verbs.assign(child=child, kind=kind, team=team, by=amara)
    with acting_as(farid):
        verbs.assign(child=child, kind=kind, team=team, by=farid)
    assert held(northmoor, child)[kind].team.slug == "westmoor-duty"
