"""After Send: who has it, what became of it, what was said; for those who may know, and for nobody else."""

import pytest

from cairn.access.binding import acting_as
from cairn.chronology.models import Entry
from cairn.ledger.models import Event
from cairn.referrals import verbs as referrals
from cairn.referrals.kinds import Answer
from cairn.referrals.models import Referral
from tests.builders import child_of, raised
from tests.concerns.pages import seen_by, signed_in

INSIDER, RECEIVER, HUB, STRANGER, READER = "efa", "amara", "farid", "chidi", "robin"
CALL = {"call-outcome": "spoke", "call-agreed": "They visit today"}


@pytest.fixture
def concern(northmoor):
    return raised(northmoor.actor(INSIDER), "She was in the van again.", must_not_be_told=("Her uncle",))


def events(northmoor, name: str, happening: str) -> list[Event]:
    actor = northmoor.actor(name)
    return seen_by(actor, lambda: list(Event.objects.visible_to(actor).filter(happening=happening)))


READABLE = ["{}/", "{}/sent/", "{}/copy/", "{}/copy.txt"]


@pytest.mark.parametrize("path", READABLE)
def test_the_sender_reads_every_page_and_each_look_is_remembered(northmoor, concern, path):
    answer = signed_in(northmoor, INSIDER).get("/concerns/" + path.format(concern.reference))
    assert answer.status_code == 200
    looks = events(northmoor, INSIDER, "opened")
    assert [look.child_id for look in looks] == [child_of(concern, northmoor.actor(INSIDER)).id]


@pytest.mark.parametrize("path", READABLE)
def test_a_stranger_finds_nothing_and_that_is_remembered(northmoor, concern, path):
    answer = signed_in(northmoor, STRANGER).get("/concerns/" + path.format(concern.reference))
    assert answer.status_code == 404
    assert concern.reference not in answer.content.decode()


@pytest.mark.parametrize("name", [RECEIVER, HUB, READER])
def test_those_around_the_child_follow_it_but_keep_no_copy(northmoor, concern, name):
    client = signed_in(northmoor, name)
    assert client.get(f"/concerns/{concern.reference}/").status_code == 200
    for path in ("sent/", "copy/", "copy.txt"):
        assert client.get(f"/concerns/{concern.reference}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["called/", "urgency/"])
def test_who_may_add_to_a_concern(northmoor, concern, path):
    address = f"/concerns/{concern.reference}/{path}"
    typed = {**CALL, "urgency-urgency": "danger_now"}
    assert signed_in(northmoor, STRANGER).post(address, typed).status_code == 404
    assert signed_in(northmoor, READER).post(address, typed).status_code == 403
    assert signed_in(northmoor, INSIDER).post(address, typed).status_code == 302


def test_the_reader_is_offered_no_form(northmoor, concern):
    page = signed_in(northmoor, READER).get(f"/concerns/{concern.reference}/").content.decode()
    assert "I rang them" not in page
    assert "urgent it is</button>" not in page


def test_a_reference_is_understood_in_small_letters(northmoor, concern):
    client = signed_in(northmoor, INSIDER)
    assert client.get(f"/concerns/{concern.reference.lower()}/").status_code == 200
    assert client.get("/concerns/N-0000-00/").status_code == 404


def test_the_inbox_leads_from_an_id_to_the_page(northmoor, concern):
    address = f"/concerns/of/{concern.id}/"
    assert signed_in(northmoor, INSIDER).get(address)["Location"] == f"/concerns/{concern.reference}/"
    assert signed_in(northmoor, STRANGER).get(address).status_code == 404


def test_delivered_read_and_decided_are_shown_as_they_happen(northmoor, concern):
    client, amara = signed_in(northmoor, INSIDER), northmoor.actor(RECEIVER)
    address = f"/concerns/{concern.reference}/"
    page = client.get(address).content.decode()
    assert "Must decide" in page
    assert "received" not in page
    with acting_as(amara):
        referral = Referral.objects.visible_to(amara).get()
        referrals.mark_read(referral=referral, by=amara)
    assert "by Amara" in client.get(address).content.decode()
    given = referrals.AnswerGiven(Answer.STRATEGY_DISCUSSION, "The words and the van fit.", "Thank you. We meet today.")
    with acting_as(amara):
        referrals.answer(referral=referral, given=given, revision=referral.revision, by=amara)
    page = client.get(address).content.decode()
    assert "Thank you. We meet today." in page
    assert "The words and the van fit." in page
    assert "Must decide" not in page


def test_danger_shows_who_must_say_i_have_it_and_that_nobody_watches_the_page(northmoor):
    concern = raised(northmoor.actor(INSIDER), urgency="danger_now")
    page = signed_in(northmoor, INSIDER).get(f"/concerns/{concern.reference}/sent/").content.decode()
    assert "Nobody watches this page all night" in page
    assert "Police Desk" in page
    assert "A person must say “I have it” by " in page
    assert page.index("Police Desk") < page.index("Must decide")


def test_a_call_becomes_a_line_in_the_childs_story(northmoor, concern):
    efa = northmoor.actor(INSIDER)
    typed = {**CALL, "call-by_when-day": "1", "call-by_when-month": "12", "call-by_when-year": "2030"}
    signed_in(northmoor, INSIDER).post(f"/concerns/{concern.reference}/called/", typed)
    with acting_as(efa):
        entry = Entry.objects.visible_to(efa).get(kind="call")
    assert entry.words == "Rang about this concern: spoke.\nAgreed: They visit today\nBy when: 1 December 2030"
    assert entry.detail == {"outcome": "spoke", "by_when": "2030-12-01"}
    assert len(events(northmoor, INSIDER, "concern.call_noted")) == 1


def test_a_call_that_cannot_be_taken_comes_back_with_its_words(northmoor, concern):
    typed = {"call-agreed": "They visit today", "call-by_when-day": "31", "call-by_when-month": "2"}
    page = signed_in(northmoor, INSIDER).post(f"/concerns/{concern.reference}/called/", typed).content.decode()
    assert "Say whether you spoke" in page
    assert "They visit today" in page


def test_only_the_team_that_raised_it_notes_its_calls(northmoor, concern):
    answer = signed_in(northmoor, RECEIVER).post(f"/concerns/{concern.reference}/called/", CALL)
    assert answer.status_code == 422
    assert "Only the team that raised this concern" in answer.content.decode()


def test_raising_to_danger_tells_the_police_desk_and_lowering_needs_a_reason(northmoor, concern):
    client, address = signed_in(northmoor, INSIDER), f"/concerns/{concern.reference}/urgency/"
    assert client.post(address, {"urgency-urgency": "danger_now"}).status_code == 302
    assert "Police Desk" in client.get(f"/concerns/{concern.reference}/").content.decode()
    lower = client.post(address, {"urgency-urgency": "soon"})
    assert "Give a reason" in lower.content.decode()
    assert client.post(address, {"urgency-urgency": "soon", "urgency-reason": "She is at home"}).status_code == 302
    same = client.post(address, {"urgency-urgency": "soon", "urgency-reason": "She is at home"})
    assert "That is how urgent it is already." in same.content.decode()


def test_the_copy_holds_what_was_typed_and_nothing_else(northmoor, concern):
    answer = signed_in(northmoor, INSIDER).get(f"/concerns/{concern.reference}/copy.txt")
    text = answer.content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="{concern.reference}.txt"'
    assert answer["Cache-Control"] == "no-store"
    for words in ("She was in the van again.", "Her uncle", "Nguyen Van Tang", "14", "Eastmoor"):
        assert words in text
    assert len(events(northmoor, INSIDER, "concern.copied")) == 1


def test_my_teams_list_shows_what_my_team_raised_newest_first(northmoor, concern):
    later = raised(northmoor.actor(INSIDER))
    raised(northmoor.actor("wanda"), area="westmoor")
    answer = signed_in(northmoor, INSIDER).get("/concerns/")
    page = answer.content.decode()
    assert page.index(later.reference) < page.index(concern.reference)
    assert page.count("Nguyen Van Tang") == 2
    assert page.count("delivered, not read yet") == 2
    assert [event.detail["count"] for event in events(northmoor, INSIDER, "listed")] == [2]


def test_the_list_of_a_team_that_raised_nothing_is_empty(northmoor, concern):
    page = signed_in(northmoor, STRANGER).get("/concerns/").content.decode()
    assert "raised no concern yet" in page
    assert concern.reference not in page
    assert signed_in(northmoor, "dana").get("/concerns/").status_code == 403


def test_the_list_costs_a_fixed_number_of_statements(northmoor, django_assert_max_num_queries):
    efa = northmoor.actor(INSIDER)
    for _ in range(26):
        raised(efa)
    client = signed_in(northmoor, INSIDER)
    with django_assert_max_num_queries(30):
        page = client.get("/concerns/").content.decode()
    assert "?page=2" in page
    assert client.get("/concerns/?page=2").status_code == 200


def test_the_pages_of_one_concern_cost_a_fixed_number_of_statements(northmoor, concern, django_assert_max_num_queries):
    client = signed_in(northmoor, INSIDER)
    for path in ("", "sent/"):
        with django_assert_max_num_queries(40):
            assert client.get(f"/concerns/{concern.reference}/{path}").status_code == 200
