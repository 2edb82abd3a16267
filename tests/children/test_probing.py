"""Who asks for children they may not see: counted for the data-protection lead, unseen by whoever asks."""

from dataclasses import replace

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import CHILD_SEARCHED, SEARCHING_REVIEWED, Basis, FactKind
from cairn.children.queries import probing as queries
from cairn.children.rules.probing import Sign, limits_on
from cairn.children.verbs import Fact, hint_for, review_searching, search_children
from cairn.core.clock import today
from cairn.core.errors import NotAllowed
from cairn.ledger.models import Event
from tests.builders import raised
from tests.children.linked import SAME, statements
from tests.children.pages import NAME, a_child, browser
from tests.children.test_hints import sent

PAGE = "/children/searching/"


@pytest.fixture
def strict(monkeypatch):
    """Limits so low that a handful of questions reaches them."""
    low = replace(limits_on(today()), names_in_a_day=4, out_of_sight_in_a_day=2, variations_of_a_name=3, hints=2)
    monkeypatch.setattr(queries, "limits_on", lambda _day: low)


def asks(northmoor, who: str, name: str, **more: str) -> None:
    said = [Fact(FactKind.NAME, name, Basis.SYSTEM, {"kind": "known_as"})]
    said += [Fact(FactKind(kind), text, Basis.SYSTEM) for kind, text in more.items()]
    with acting_as(by := northmoor.actor(who)):
        search_children(said=said, by=by)


def reviewed(northmoor):
    with acting_as(by := northmoor.actor("petra")):
        return {one.who: one for one in review_searching(by=by)}


def test_a_quiet_day_is_not_unusual(northmoor, strict):
    a_child(northmoor)
    asks(northmoor, "chidi", NAME)
    asks(northmoor, "chidi", "Zebedee Quill")
    assert reviewed(northmoor) == {}


def test_many_names_in_a_day(northmoor, strict):
    for name in ("Ama Boateng", "Zebedee Quill", "Liri Hoxha", "Otis Palmer"):
        asks(northmoor, "chidi", name)
    (one,) = reviewed(northmoor).values()
    assert (one.who, one.team, one.signs) == ("Chidi", "Westmoor Nurses", (Sign.MANY_NAMES,))
    assert (one.asking.names, one.asking.out_of_sight, one.asked, one.last_on) == (4, 0, 4, today())


def test_the_same_name_in_another_spelling_is_no_other_name(northmoor, strict):
    for name in ("Tesfay Haile", "Haile Tesfai", "tesfay  haile", "Tesfaye Haile"):
        asks(northmoor, "chidi", name)
    assert reviewed(northmoor) == {}


def test_one_name_with_other_details_again_and_again(northmoor, strict):
    for number in ("07700 900101", "07700 900102", "07700 900103"):
        asks(northmoor, "chidi", "Zebedee Quill", phone=number)
    (one,) = reviewed(northmoor).values()
    assert one.signs == (Sign.VARIATIONS,)


def test_a_child_out_of_sight_that_fits_counts_and_one_in_sight_does_not(northmoor, strict):
    a_child(northmoor)
    for _ in range(2):
        asks(northmoor, "chidi", NAME)
        asks(northmoor, "amara", NAME)
    found = reviewed(northmoor)
    assert set(found) == {"Chidi"}
    assert found["Chidi"].signs == (Sign.OUT_OF_SIGHT,)


def test_concerns_count_as_questions_and_hints_as_hints(northmoor, strict):
    raised(northmoor.actor("efa"))
    for _ in range(2):
        records = sent(northmoor, "chidi", SAME)
        with acting_as(by := northmoor.actor("chidi")):
            assert hint_for(records=records, by=by)
    found = reviewed(northmoor)["Chidi"]
    assert set(found.signs) == {Sign.OUT_OF_SIGHT, Sign.HINTS}
    assert found.asking.hints == 2


def test_an_agencys_own_system_is_named_by_its_key(northmoor, strict):
    from cairn.partnership.queries import actor_for_token
    from cairn.partnership.verbs import create_token
    from tests.partnership import people

    made = create_token(agency=northmoor.team("outreach").agency, name="diary", by=people.CLERK)
    by = actor_for_token(made.secret)
    for name in ("Ama Boateng", "Zebedee Quill", "Liri Hoxha", "Otis Palmer"):
        with acting_as(by):
            search_children(said=[Fact(FactKind.NAME, name, Basis.SYSTEM, {"kind": "known_as"})], by=by)
    (one,) = reviewed(northmoor).values()
    assert (one.who, one.team, one.agency) == ("diary", "", "Safer Streets")


def test_the_asker_never_reads_what_was_counted_and_the_row_names_no_child_and_no_word(northmoor):
    child = a_child(northmoor)
    asks(northmoor, "chidi", NAME)
    with acting_as(chidi := northmoor.actor("chidi")):
        assert not Event.objects.visible_to(chidi).filter(happening=CHILD_SEARCHED).exists()
    with acting_as(farid := northmoor.actor("farid")):
        rows = Event.objects.visible_to(farid).filter(happening=CHILD_SEARCHED)
        event = rows.get(membership_id=chidi.membership_id)
    assert (event.child_id, event.practitioner_id, event.detail["out_of_sight"]) == (None, None, 1)
    assert str(child.id) not in str(event.detail)
    assert not set(["nguyen", "tang"]) & set(str(event.detail).lower().split())


def test_a_child_out_of_sight_and_none_take_the_same_statements(northmoor):
    a_child(northmoor)
    with statements() as hidden:
        asks(northmoor, "chidi", NAME)
    with statements() as absent:
        asks(northmoor, "chidi", "Zebedee Quill")
    assert hidden == absent


@pytest.mark.parametrize("who", ["amara", "farid", "dana", "hana"])
def test_nobody_else_reviews_searching(northmoor, who):
    with acting_as(by := northmoor.actor(who)), pytest.raises(NotAllowed):
        review_searching(by=by)
    assert browser(northmoor, who).get(PAGE).status_code == 403


def test_the_database_gives_others_no_row(northmoor, strict):
    from django.db import connection

    for name in ("Ama Boateng", "Zebedee Quill", "Liri Hoxha", "Otis Palmer"):
        asks(northmoor, "chidi", name)
    counted = {}
    for who in ("farid", "amara", "petra"):
        with acting_as(northmoor.actor(who)), connection.cursor() as cursor:
            cursor.execute("select count(*) from cairn_unusual_searching(28, 1, 1, 1, 1)")
            counted[who] = cursor.fetchone()[0]
    assert counted == {"farid": 0, "amara": 0, "petra": 1}


def test_the_page_says_who_and_how_and_names_no_child(northmoor, strict):
    child = a_child(northmoor)
    for _ in range(2):
        asks(northmoor, "chidi", NAME)
    words = browser(northmoor, "petra").get(PAGE).content.decode()
    assert "Chidi, Westmoor Nurses, Westmoor Health" in words
    assert "what they typed fitted a child whom they may not see: 2" in words
    assert "never a finding" in words
    assert "version 1" in words
    assert [secret for secret in (child.reference, "Nguyen", "Tang") if secret in words] == []
    with acting_as(petra := northmoor.actor("petra")):
        assert Event.objects.visible_to(petra).filter(happening=SEARCHING_REVIEWED).count() == 1


def test_her_navigation_leads_there(northmoor):
    petra = browser(northmoor, "petra")
    assert 'href="/children/looking/"' in petra.get("/").content.decode()
    assert f'href="{PAGE}"' in petra.get("/children/looking/").content.decode()
    assert f'href="{PAGE}"' not in browser(northmoor, "farid").get("/").content.decode()


def test_the_list_takes_two_statements_and_one_row_of_the_ledger(northmoor, strict):
    for name in ("Ama Boateng", "Zebedee Quill", "Liri Hoxha", "Otis Palmer"):
        for who in ("chidi", "wanda"):
            asks(northmoor, who, name)
    with acting_as(by := northmoor.actor("petra")), statements() as seen:
        found = verbs.review_searching(by=by)
    assert len(found) == 2
    assert len([one for one in seen if one.lstrip().lower().startswith(("select", "insert"))]) == 3
