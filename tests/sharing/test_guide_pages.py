"""The guide "why not share?" as people meet it: one question a page, and at its end a ground or whom to ask (R-050)."""

import re
from html import unescape

import pytest
from django.core.exceptions import ImproperlyConfigured

from cairn.access.binding import acting_as
from cairn.core.working_days import Nation
from cairn.sharing.kinds import Body
from cairn.sharing.queries.guide import case_of, leads_of, starts
from tests.builders import agreed
from tests.children.pages import a_child, browser, read, title
from tests.conftest import become

NURSE = {"fear": "serious", "receiver": "local_authority", "sensitive": "yes", "worse": "no"}


def page(client, path="/children/guide/", status=200, **answers) -> str:
    answer = client.get(path, answers)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def sentence(words: str) -> str:
    found = re.search(r'id="sentence">([^<]*)<', words)
    return found[1] if found else ""


def test_a_nurse_answers_four_questions_and_has_the_ground_and_the_sentence(northmoor):
    chidi = browser(northmoor, "chidi")
    told: dict[str, str] = {}
    for number, (question, answer) in enumerate(NURSE.items(), start=1):
        words = page(chidi, **told)
        assert f"Question {number} of at most 5" in words
        assert f'name="{question}"' in words
        told[question] = answer
    words = page(chidi, **told)
    assert sentence(words).startswith("The local authority must find out")
    assert "Data Protection Act 2018, Schedule 1, paragraph 18" in sentence(words)
    assert "Not yet checked against the source" in words
    assert "From a secondary source" in words
    assert "ring 999 first" in words


def test_an_answer_can_be_changed_and_what_came_after_it_is_asked_again(northmoor):
    words = page(browser(northmoor, "chidi"), **NURSE)
    assert 'href="/children/guide/"' in words
    assert 'href="/children/guide/?fear=serious"' in words
    assert 'href="/children/guide/?fear=serious&receiver=local_authority"' in words


def test_a_page_sent_on_without_an_answer_says_so_and_one_only_opened_does_not(northmoor):
    chidi = browser(northmoor, "chidi")
    wrong = "Choose the answer that comes closest."
    assert wrong not in page(chidi)
    assert wrong in page(chidi, next="1")
    assert wrong in page(chidi, next="1", fear="nonsense")
    assert wrong not in page(chidi, fear="serious", next="1").partition("<form")[0]


def test_at_the_end_stands_whom_to_ask_in_ones_own_agency(northmoor):
    agency = northmoor.team("westmoor-nurses").agency
    with become("cairn_owner"):
        for name in ("Nobody Now", "Sister Okoro"):
            agreed(agency, safeguarding_lead=name, data_protection_lead="Iris Vane")
    words = page(browser(northmoor, "chidi"), fear="help", receiver="outside")
    assert "Ask first" in words
    assert "Sister Okoro" in words
    assert "Iris Vane" in words
    assert "Nobody Now" not in words
    assert "tel:" in words
    with become("cairn_owner"):
        agreed(northmoor.team("outreach").agency, safeguarding_lead="", data_protection_lead="")
    assert "your agency’s agreement names nobody" in page(browser(northmoor, "efa"))


def test_beside_a_child_the_guide_is_a_look_and_its_title_carries_no_name(northmoor):
    child = a_child(northmoor)
    amara = browser(northmoor, "amara")
    assert f"/children/{child.reference}/guide/" in read(amara, child, "sharing/")
    words = read(amara, child, "guide/")
    assert title(words).startswith(child.reference)
    assert "why not share?" in read(amara, child, "sharing/")
    read(browser(northmoor, "chidi"), child, "guide/", status=404)


def test_the_register_marks_what_is_not_checked_and_what_is_not_in_force(northmoor):
    words = page(browser(northmoor, "dana"), "/children/guide/grounds/")
    assert "Not in force yet" in words
    assert "section 16LA" in words
    assert "Not yet checked against the source" in words
    assert "From memory, the day included." in words


@pytest.fixture
def switched_on(tmp_path, settings):
    file = tmp_path / "starts.toml"
    file.write_text('[[start]]\ngateway = "ca04_16la"\non = 2026-01-01\nsource = "SI 2025/1"\n')
    settings.CAIRN_GATEWAY_STARTS = str(file)


def test_the_duty_to_share_is_given_once_it_is_switched_on(northmoor, switched_on):
    chidi = browser(northmoor, "chidi")
    answers = {"fear": "help", "receiver": "police", "sensitive": "no", "agreed": "yes", "worse": "no"}
    assert "section 16LA" in sentence(page(chidi, **answers))
    assert "SI 2025/1" in page(chidi, "/children/guide/grounds/")


def test_a_file_of_days_that_makes_no_sense_stops_cairn_when_it_starts(tmp_path, settings):
    from django.apps import apps

    file = tmp_path / "wrong.toml"
    file.write_text('[[start]]\ngateway = "ca89_47"\non = 2026-01-01\nsource = "Somebody"\n')
    settings.CAIRN_GATEWAY_STARTS = str(file)
    with pytest.raises(ImproperlyConfigured, match=r"wrong\.toml"):
        apps.get_app_config("sharing").ready()
    settings.CAIRN_GATEWAY_STARTS = str(tmp_path / "nowhere.toml")
    with pytest.raises(ImproperlyConfigured, match=r"nowhere\.toml"):
        starts()


def test_each_of_the_cast_shares_as_the_body_they_work_for(northmoor):
    expected = {
        "amara": Body.LOCAL_AUTHORITY,
        "bilal": Body.POLICE,
        "chidi": Body.HEALTH,
        "efa": Body.CHARITY,
        "farid": Body.PUBLIC_BODY,
        "gwen": Body.CHARITY,
    }
    for name, body in expected.items():
        actor = northmoor.actor(name)
        with acting_as(actor):
            assert case_of(actor).sharer is body
            assert leads_of(actor).safeguarding == "Head of safeguarding"
    rhys = northmoor.actor("rhys")
    with acting_as(rhys):
        assert case_of(rhys).nation is Nation.WALES
