"""POST /records/{id}/link-decisions: who decides, who proposes, and what nobody learns from either."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.models import Child, LinkDecision, LinkQuestion
from cairn.core.errors import Conflict
from cairn.duties.kinds import DutyKind
from tests.api import calls
from tests.api.calls import is_problem
from tests.children.linked import open_duties, statements

REASON = "Same scar, same bag."
NOWHERE = "C-2222-22"


@pytest.fixture
def first(raised):
    """What the charity's concern was answered with: its record, and the reference of its child."""
    return raised["subjects"][0]


@pytest.fixture
def second(northmoor, raised, stranger):
    """Another concern that may be about the same child, raised by the system of another area."""
    return stranger.post("/concerns", calls.concern(where={"area": "westmoor"})).json()["subjects"][0]


def says(child, outcome="same", reason=REASON):
    return {"child": child, "outcome": outcome, "reason": reason}


def path(subject):
    return f"/records/{subject['record']}/link-decisions"


def kept(northmoor, **only):
    """What the hub finds decided or proposed."""
    farid = northmoor.actor("farid")
    with acting_as(farid):
        rows = LinkDecision.objects.visible_to(farid).filter(**only).order_by("decided_at", "id")
        return [(each.outcome, each.standing, each.reason) for each in rows]


def open_questions(northmoor):
    farid = northmoor.actor("farid")
    with acting_as(farid):
        return LinkQuestion.objects.visible_to(farid).filter(closed_at=None).count()


@pytest.mark.parametrize("outcome", ["same", "different", "unsure"])
def test_the_hub_decides_in_every_way(northmoor, first, second, outcome):
    farid = calls.person(northmoor, "farid")
    answer = farid.post(path(second), says(first["child"], outcome))
    standing = "provisional" if outcome == "same" else "confirmed"
    assert (answer.status_code, answer.json()) == (201, {"record": second["record"], "standing": standing})
    assert kept(northmoor) == [(outcome, standing, REASON)]
    assert open_questions(northmoor) == (outcome == "unsure")


@pytest.mark.parametrize("outcome", ["same", "different", "unsure"])
def test_from_outside_it_is_a_proposal_in_every_way_whether_there_is_such_a_child_or_not(
    northmoor, first, second, stranger, outcome
):
    hidden = stranger.post(path(second), says(first["child"], outcome))
    absent = stranger.post(path(second), says(NOWHERE, outcome))
    assert (hidden.status_code, absent.status_code) == (201, 201)
    assert hidden.json() == absent.json() == {"record": second["record"], "standing": "proposed"}
    assert kept(northmoor) == [(outcome, "proposed", REASON)]
    assert open_questions(northmoor) == 1
    assert len(open_duties(DutyKind.LINK, northmoor.actor("farid"))) == 1


@pytest.mark.parametrize("outcome", ["same", "different", "unsure"])
def test_a_proposal_takes_the_same_statements_for_a_hidden_child_and_for_none(first, second, stranger, outcome):
    stranger.post(path(second), says(NOWHERE, outcome))
    with statements() as absent:
        stranger.post(path(second), says(NOWHERE, outcome))
    with statements() as hidden:
        stranger.post(path(second), says(first["child"], outcome))
    assert hidden == absent


def test_new_from_outside_stands_beside_every_question_and_closes_none(northmoor, first, second, stranger):
    answer = stranger.post(path(second), says("new", "different", "She is the older sister."))
    assert (answer.status_code, answer.json()["standing"]) == (201, "proposed")
    assert kept(northmoor) == [("different", "proposed", "She is the older sister.")]
    assert open_questions(northmoor) == 1


def test_new_and_not_sure_from_outside_is_noted_as_that(northmoor, first, second, stranger):
    stranger.post(path(second), says("new", "unsure", "She may be her sister."))
    assert kept(northmoor) == [("unsure", "proposed", "She may be her sister.")]


def test_new_where_nobody_asked_is_a_conflict_for_the_hub_alone(northmoor, first, charity):
    assert is_problem(
        calls.person(northmoor, "farid").post(path(first), says("new", "different")), 409, "nothing_asked"
    )
    assert charity.post(path(first), says("new", "different")).status_code == 201
    assert kept(northmoor) == []


def test_new_from_outside_takes_the_same_statements_whether_anything_was_asked(northmoor, first, second, stranger):
    body = calls.child_asked(names=[{"text": "Oluwaseun Adeyemi"}], born={"age_from": 9, "age_to": 9})
    nobody_asked = stranger.post("/concerns", body).json()["subjects"][0]
    stranger.post(path(nobody_asked), says("new", "different"))
    with statements() as absent:
        unasked = stranger.post(path(nobody_asked), says("new", "different"))
    with statements() as hidden:
        asked = stranger.post(path(second), says("new", "different"))
    assert hidden == absent
    assert (unasked.status_code, asked.status_code) == (201, 201)


def test_new_needs_its_line_of_reason(stranger, first, second):
    assert is_problem(stranger.post(path(second), says("new", "different", " ")), 422, "reason_needed")
    assert is_problem(stranger.post(path(second), {"child": "new", "outcome": "different"}), 422, "fields_wrong")


@pytest.fixture(params=["hub", "outsider"])
def anybody(request, northmoor, stranger):
    """Somebody who decides, and somebody who proposes."""
    return stranger if request.param == "outsider" else calls.person(northmoor, "farid")


@pytest.mark.parametrize(("child", "outcome"), [("new", "different"), ("", "same"), ("", "different")])
def test_sent_twice_it_is_done_once_and_answered_alike(northmoor, first, second, anybody, *, child, outcome):
    caller, sent = anybody, says(child or first["child"], outcome)
    once = caller.post(path(second), sent, key="once")
    again = caller.post(path(second), sent, key="once")
    assert (once.status_code, again.status_code, again.json()) == (201, 201, once.json())
    assert caller.post(path(second), {**sent, "reason": "Another reason."}, key="once").status_code == 409
    assert len(kept(northmoor)) == 1


def test_a_record_is_not_its_own_child_a_second_time(northmoor, first, charity):
    for caller in (charity, calls.person(northmoor, "farid")):
        assert is_problem(caller.post(path(first), says(first["child"])), 422, "same_child_twice")


def test_insider_stranger_and_reader(northmoor, first, second, charity):
    sent = says(first["child"])
    answers = {
        # Amara's team works with the known child and does not see this record; Robin reads; Dana sees no child.
        name: calls.person(northmoor, name).post(path(second), sent).status_code
        for name in ("amara", "bilal", "dana", "efa")
    }
    assert answers == {"amara": 404, "bilal": 404, "dana": 404, "efa": 404}
    assert is_problem(calls.person(northmoor, "robin").post(path(first), says(NOWHERE)), 403)
    assert charity.post(path(second), sent).status_code == 404
    assert calls.nobody().post(path(second), sent).status_code == 401
    assert kept(northmoor) == []


def test_two_that_are_one_already_are_refused_in_a_sentence(northmoor, first, second):
    farid = calls.person(northmoor, "farid")
    farid.post(path(second), says(first["child"]))
    hub = northmoor.actor("farid")
    with acting_as(hub):
        asleep = Child.objects.visible_to(hub).get(is_asleep=True).reference
    answer = farid.post(path(first), says(asleep))
    assert is_problem(answer, 422, "same_already")


def test_a_row_about_a_child_that_the_record_has_just_left_is_a_conflict(first, charity, monkeypatch):
    def late(**_more):
        raise Conflict("record_moved")

    monkeypatch.setattr("cairn.children.api.writing.say_which_child", late)
    answer = charity.post(path(first), says(NOWHERE))
    assert is_problem(answer, 409, "record_moved")
    assert "send it again" in answer.json()["detail"]
