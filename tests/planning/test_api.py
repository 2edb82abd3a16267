"""What teams plan with a child, by the API (R-012)."""

from datetime import timedelta

import pytest
from django.test import Client

from cairn.core.clock import today
from cairn.partnership import verbs as partnership
from cairn.partnership.models import Agency
from cairn.planning.models import Work
from tests.api import calls
from tests.api.calls import is_problem
from tests.conftest import become
from tests.partnership import people
from tests.planning.plans import MONDAY, MOST, owing
from tests.sharing.apart import mark

WORK = {"purpose": "benefits", "start": str(today()), "until": str(today() + timedelta(days=28))}


@pytest.fixture
def at(around):
    return f"/children/{around.child.reference}"


@pytest.fixture
def person(northmoor):
    return lambda name: calls.person(northmoor, name)


def made(answer):
    assert answer.status_code == 201, answer.content
    return answer.json()


def visit(work, on=MONDAY):
    return {"work_id": work["id"], "on": str(on), "part": "morning", "way": "by_phone", "who": "Sergeant Hale"}


def test_two_agencies_plan_the_same_and_one_leaves_it_to_the_other(around, at, person):
    bilal, gwen = person("bilal"), person("gwen")
    mine, theirs = made(bilal.post(f"{at}/pieces-of-work", WORK)), made(gwen.post(f"{at}/pieces-of-work", WORK))
    made(gwen.post(f"{at}/contacts", visit(theirs)))
    (question,) = gwen.get(f"{at}/suggestions").json()
    assert (question["kind"], set(question["work"])) == ("same_work", {mine["id"], theirs["id"]})
    assert question["may_answer"]
    answered = made(
        gwen.post(
            f"{at}/suggestions/{question['id']}/answers", {"answer": "withdraw", "why": "They know it."}, key="one"
        )
    )
    assert (answered["answer"], answered["why"], answered["team"]) == ("withdraw", "They know it.", "Guardians")
    assert bilal.get(f"{at}/suggestions").json() == []
    works = {one["id"]: one for one in bilal.get(f"{at}/pieces-of-work").json()["items"]}
    assert (works[theirs["id"]]["standing"], works[theirs["id"]]["why"]) == (False, "They know it.")
    assert works[mine["id"]]["standing"]
    assert [one["standing"] for one in bilal.get(f"{at}/contacts").json()["items"]] == [False]
    assert owing(around.child) == set()


def test_what_was_answered_says_so(at, person):
    bilal, gwen = person("bilal"), person("gwen")
    for one in (bilal, gwen):
        made(one.post(f"{at}/pieces-of-work", WORK))
    (question,) = bilal.get(f"{at}/suggestions").json()
    address = f"{at}/suggestions/{question['id']}/answers"
    made(bilal.post(address, {"answer": "decline", "why": "He asked for us."}))
    (question,) = bilal.get(f"{at}/suggestions").json()
    assert [one["why"] for one in question["answers"]] == ["He asked for us."]
    assert not question["may_answer"]
    again = bilal.post(address, {"answer": "decline", "why": "Again."})
    assert is_problem(again, 422, "suggestion_answered")


def test_the_same_key_is_one_piece_of_work_and_one_visit(at, person):
    bilal = person("bilal")
    works = {made(bilal.post(f"{at}/pieces-of-work", WORK, key="one"))["id"] for _ in range(2)}
    assert len(works) == 1
    work = {"id": works.pop()}
    visits = {made(bilal.post(f"{at}/contacts", visit(work), key="two"))["id"] for _ in range(2)}
    assert len(visits) == 1
    out = f"{at}/contacts/{visits.pop()}/withdraw"
    assert {made(bilal.post(out, {"why": "She has school."}, key="three"))["standing"] for _ in range(2)} == {False}
    assert is_problem(bilal.post(out, {"why": "She has school."}), 422, "withdrawn_already")
    gone = made(bilal.post(f"{at}/pieces-of-work/{work['id']}/withdraw", {"why": "The clinic does it."}))
    assert (gone["standing"], gone["why"]) == (False, "The clinic does it.")


def test_a_full_week_names_the_visits_to_take_out(at, person):
    bilal = person("bilal")
    work = made(bilal.post(f"{at}/pieces-of-work", WORK))
    visits = [
        made(bilal.post(f"{at}/contacts", visit(work, MONDAY + timedelta(days=each)))) for each in range(MOST + 1)
    ]
    (question,) = bilal.get(f"{at}/suggestions").json()
    assert (question["kind"], question["week_from"]) == ("full_week", str(MONDAY))
    address, out = f"{at}/suggestions/{question['id']}/answers", {"answer": "withdraw", "why": "Too many."}
    assert is_problem(bilal.post(address, out), 422, "withdraw_which_needed")
    made(bilal.post(address, {**out, "contacts": [visits[0]["id"]]}))
    assert bilal.get(f"{at}/suggestions").json() == []


def test_a_rule_s_refusal_and_another_team_s_thing(at, person):
    bilal, gwen = person("bilal"), person("gwen")
    assert is_problem(bilal.post(f"{at}/pieces-of-work", {**WORK, "purpose": "astrology"}), 422, "purpose_unknown")
    assert bilal.post(f"{at}/contacts", {**visit({"id": str(today())}), "place": "Her flat"}).status_code == 422
    work = made(bilal.post(f"{at}/pieces-of-work", WORK))
    assert is_problem(gwen.post(f"{at}/contacts", visit(work)), 422, "work_not_yours")
    assert gwen.post(f"{at}/pieces-of-work/{work['id']}/withdraw", {"why": "Ours."}).status_code == 403


def test_an_agencys_system_plans_for_its_team_and_answers_for_nobody(around, northmoor, at, person):
    theirs, gwen = calls.system(northmoor, "northmoor-police"), person("gwen")
    works = {made(theirs.post(f"{at}/pieces-of-work", WORK, key="one"))["id"] for _ in range(2)}
    (work,) = works
    coming = made(theirs.post(f"{at}/contacts", visit({"id": work})))
    assert (coming["standing"], coming["agency"]) == (True, "Northmoor Police")
    made(gwen.post(f"{at}/pieces-of-work", WORK))
    (question,) = theirs.get(f"{at}/suggestions").json()
    answer = {"answer": "decline", "why": "He asked for us."}
    assert theirs.post(f"{at}/suggestions/{question['id']}/answers", answer).status_code == 403
    assert owing(around.child) == {"police-desk", "guardians"}
    held = {"from_agencies": ["guardian-service"], "reason": "safety", "words": "He has a cousin there."}
    held |= {"ground": "harm_to_person", "until": str(MONDAY)}
    assert theirs.post(f"{at}/pieces-of-work", {**WORK, "withhold": held}).status_code == 403
    made(theirs.post(f"{at}/contacts/{coming['id']}/withdraw", {"why": "Moved by the clinic."}))
    made(theirs.post(f"{at}/pieces-of-work/{work}/withdraw", {"why": "The clinic does it."}))
    with become("cairn_worker"):
        assert {one.recorded_by_id for one in Work.objects.filter(pk=work)} == {None}


def test_a_system_of_an_agency_that_is_not_around_the_child_plans_nothing(northmoor, at):
    stranger = calls.system(northmoor, "westmoor-health")
    assert stranger.post(f"{at}/pieces-of-work", WORK).status_code == 404


def test_a_key_that_may_not_plan_plans_nothing(northmoor, at):
    police = Agency.objects.get(pk=northmoor.team("police-desk").agency_id)
    made_key = partnership.create_token(agency=police, name="Reader", scopes=["child.open"], by=people.CLERK)
    reader = calls.Caller(Client(), {"Authorization": f"Bearer {made_key.secret}"})
    assert reader.get(f"{at}/pieces-of-work").status_code == 200
    assert reader.post(f"{at}/pieces-of-work", WORK).status_code == 403


def test_a_person_holds_a_piece_of_work_back_as_it_is_said(at, person):
    bilal, gwen = person("bilal"), person("gwen")
    held = {"from_agencies": ["guardian-service"], "reason": "safety", "words": "He has a cousin there."}
    held |= {"ground": "harm_to_person", "until": str(MONDAY)}
    made(bilal.post(f"{at}/pieces-of-work", {**WORK, "withhold": held}))
    assert gwen.get(f"{at}/pieces-of-work").json()["items"] == []
    assert len(person("amara").get(f"{at}/pieces-of-work").json()["items"]) == 1
    wrong = bilal.post(f"{at}/pieces-of-work", {**WORK, "withhold": {**held, "from_agencies": ["nobody"]}})
    assert is_problem(wrong, 422, "withhold_no_such_agency")


def test_days_at_a_safe_address_are_for_named_people(around, at, person):
    bilal = person("bilal")
    made(bilal.post(f"{at}/contacts", visit(made(bilal.post(f"{at}/pieces-of-work", WORK)))))
    mark(around, "amara")
    counts = {name: len(person(name).get(f"{at}/contacts").json()["items"]) for name in ("bilal", "amara", "gwen")}
    assert counts == {"bilal": 1, "amara": 1, "gwen": 0}
