"""Writing a concern and sending it: nothing stands in the way, nothing is lost, nothing is sent twice."""

import pytest
from django.contrib.messages import get_messages

from cairn.access.binding import acting_as
from cairn.chronology.models import Entry
from cairn.core.errors import Refused
from cairn.duties.queries import content_of
from tests.builders import raised
from tests.concerns.pages import SAID, begun, concerns, drafts, seen_by, send, signed_in

NEW = "/concerns/new/"


@pytest.fixture
def efa(northmoor):
    return signed_in(northmoor, "efa")


def test_the_page_asks_about_danger_first_and_needs_one_answer(efa):
    page = efa.get(f"{NEW}?draft={begun(efa)}").content.decode()
    order = [
        page.index(words) for words in ("tel:999", "in danger right now?", "What did you see or hear?", "<details")
    ]
    assert order == sorted(order)
    assert "data-draft-url" in page
    assert "required" not in page.split("<main")[1].split("</main>")[0]


def test_send_leads_to_the_page_that_says_who_has_it(efa, northmoor):
    answer = send(efa, begun(efa))
    (concern,) = concerns(northmoor.actor("efa"))
    assert answer["Location"] == f"/concerns/{concern.reference}/sent/"
    page = efa.get(answer["Location"]).content.decode()
    assert "Eastmoor Duty" in page
    assert "Must decide" in page
    assert f'data-draft-sent="{concern.send_key}"' in page


def test_pressing_send_twice_makes_one_concern(efa, northmoor):
    draft = begun(efa)
    first, second = send(efa, draft), send(efa, draft)
    assert first["Location"] == second["Location"]
    assert len(concerns(northmoor.actor("efa"))) == 1


def test_words_changed_after_send_are_not_taken_for_sent(efa, northmoor):
    draft = begun(efa)
    send(efa, draft)
    again = send(efa, draft, what_happened="She was there again today.")
    assert again.status_code == 200
    assert "You have sent this already" in again.content.decode()
    assert "She was there again today." in again.content.decode()
    assert len(concerns(northmoor.actor("efa"))) == 1
    fresh = drafts(northmoor.actor("efa"))[-1]
    assert f'value="{fresh.pk}"' in again.content.decode()
    assert send(efa, str(fresh.pk), what_happened="She was there again today.").status_code == 302
    assert len(concerns(northmoor.actor("efa"))) == 2


def test_what_cannot_be_sent_comes_back_with_every_word_and_is_kept_as_a_draft(efa, northmoor):
    draft = begun(efa)
    answer = send(efa, draft, child__0__born="31/2/2009", adults="Uncle T")
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "Give an age, a year or a date" in page
    assert "31/2/2009" in page
    assert "Uncle T" in page
    assert '<details class="govuk-details" open' in page
    actor = northmoor.actor("efa")
    (kept,) = drafts(actor)
    assert seen_by(actor, lambda: content_of(kept, by=actor))["adults"] == ["Uncle T"]


def test_another_child_is_added_without_scripts_and_without_losing_a_word(efa):
    draft = begun(efa)
    answer = efa.post(NEW, {"draft": draft, "what_happened": SAID, "child-0-names": "Tang", "add_child": "1"})
    page = answer.content.decode()
    assert "Child 2" in page
    assert "Tang" in page
    assert "There is a problem" not in page
    again = efa.get(f"{NEW}?draft={draft}").content.decode()
    assert "Child 2" in again
    assert "Tang" in again


def test_a_draft_saved_while_typing_is_there_after_signing_in_again(efa, northmoor):
    draft = begun(efa)
    typed = {"what_happened": ["Half a sentence"], "urgency": ["soon"], "child-0-names": ["Tang"], "children": ["1"]}
    saved = efa.put(f"/drafts/{draft}/", typed, content_type="application/json", headers={"If-Match": '"1"'})
    assert saved.status_code == 200, saved.content
    page = signed_in_again(northmoor).get(f"{NEW}?draft={draft}").content.decode()
    assert "Half a sentence" in page
    assert "Tang" in page
    elsewhere = efa.get("/concerns/").content.decode()
    assert "NOT SENT" in elsewhere
    assert f"{NEW}?draft={draft}" in elsewhere


def signed_in_again(northmoor):
    from django.test import Client

    from tests.partnership.people import sign_in

    return sign_in(Client(), northmoor.practitioner("efa"))


def test_a_page_on_which_nothing_was_typed_is_no_unsent_draft(efa):
    begun(efa)
    assert "NOT SENT" not in efa.get("/concerns/").content.decode()


def test_a_draft_of_somebody_else_is_not_there(efa, northmoor):
    draft = begun(efa)
    assert signed_in(northmoor, "bilal").get(f"{NEW}?draft={draft}").status_code == 404


def test_words_sent_on_somebody_elses_page_are_taken_in_as_ones_own(efa, northmoor):
    draft = begun(efa)
    answer = send(signed_in(northmoor, "bilal"), draft)
    assert answer.status_code == 302
    (concern,) = concerns(northmoor.actor("bilal"))
    assert concern.team.slug == "police-desk"
    assert concern.send_key != draft


def test_a_sent_draft_leads_to_what_was_sent(efa):
    draft = begun(efa)
    sent = send(efa, draft)
    assert efa.get(f"{NEW}?draft={draft}")["Location"] == sent["Location"]


@pytest.mark.parametrize("name", ["robin", "dana", "hana"])
def test_whoever_may_not_raise_concerns_is_told_so(northmoor, name):
    client = signed_in(northmoor, name)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"what_happened": SAID}).status_code == 403


def test_whoever_is_signed_out_is_sent_to_sign_in_and_nothing_is_written(client, northmoor):
    answer = client.post(NEW, {"what_happened": SAID})
    assert answer["Location"].startswith("/account/sign-in/")
    assert concerns(northmoor.actor("farid")) == []


def test_a_refused_concern_says_why_and_keeps_the_words(efa, northmoor, monkeypatch):
    def refuse(**_):
        raise Refused("no_authority", area="Eastmoor")

    monkeypatch.setattr("cairn.concerns.verbs.sending.raise_concern", refuse)
    page = send(efa, begun(efa)).content.decode()
    assert "No authority has joined for Eastmoor." in page
    assert SAID in page
    assert concerns(northmoor.actor("efa")) == []


def test_a_hint_is_given_once_after_send(efa, northmoor):
    raised(northmoor.actor("wanda"), area="westmoor")
    draft = begun(efa)
    answer = send(efa, draft, child__0__names="Nguyen Van Tang", child__0__born="14")
    (message,) = get_messages(answer.wsgi_request)
    assert "Name and age agree with a child known here" in str(message)
    assert "Hub Duty" in str(message)
    assert "Westmoor" not in str(message)


def test_the_entry_holds_the_words_and_when_it_happened(efa, northmoor):
    send(efa, begun(efa), at="00:01", where_text="Behind the market", child__0__names="Tang")
    actor = northmoor.actor("efa")
    with acting_as(actor):
        entry = Entry.objects.visible_to(actor).get()
    assert (entry.words, entry.place) == (SAID, "Behind the market")
    assert entry.occurred_from is not None


def test_the_page_costs_a_fixed_number_of_statements(efa, django_assert_max_num_queries):
    draft = begun(efa)
    with django_assert_max_num_queries(30):
        efa.get(f"{NEW}?draft={draft}")


def test_many_children_cost_no_more_to_show(efa, django_assert_max_num_queries):
    draft = begun(efa)
    efa.post(NEW, {"draft": draft, "what_happened": SAID, "children": "19", "add_child": "1"})
    with django_assert_max_num_queries(30):
        efa.get(f"{NEW}?draft={draft}")


def test_enter_keeps_the_words_and_sends_nothing(efa, northmoor):
    draft = begun(efa)
    page = efa.post(NEW, {"draft": draft, "child-0-names": "Tang", "keep": "1"}).content.decode()
    assert page.index('name="keep"') < page.index('name="send"')
    assert "There is a problem" not in page
    assert "Child 2" not in page
    assert "Tang" in efa.get(f"{NEW}?draft={draft}").content.decode()
    assert concerns(northmoor.actor("efa")) == []


def test_a_team_of_one_area_need_not_name_it(efa, northmoor):
    page = efa.get(f"{NEW}?draft={begun(efa)}").content.decode()
    assert page.index("<details") < page.index("Where the child lives or is found")
    assert '<option value="eastmoor" selected' in page


def test_a_team_of_several_areas_is_asked_for_it_at_once(northmoor):
    bilal = signed_in(northmoor, "bilal")
    page = bilal.get(f"{NEW}?draft={begun(bilal)}").content.decode()
    assert page.index("Where the child lives or is found") < page.index("<details")
    assert '<option value="" selected' in page
    send(bilal, begun(bilal), area="westmoor")
    (concern,) = concerns(northmoor.actor("bilal"))
    assert concern.area.slug == "westmoor"


def test_an_area_that_is_not_there_is_never_turned_into_another(efa):
    page = send(efa, begun(efa), area="atlantis").content.decode()
    assert "There is no such area here" in page
    assert " selected" not in page.split('name="area"')[1].split("</select>")[0]
