"""The pages on which something is held back, agreed to and shared; and what those kept from it are shown instead."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children.models import Claim
from cairn.chronology.models import Entry
from cairn.core.clock import today
from cairn.sharing.forms import HoldBackForm
from cairn.sharing.kinds import State
from cairn.sharing.models import Withholding, WithholdingAccount
from cairn.ui.formats import day
from tests.conftest import become
from tests.partnership.people import sign_in
from tests.sharing.apart import admit, keep
from tests.sharing.holding import POLICE, answer, circle, end, kept

pytestmark = pytest.mark.django_db
ADDED = {"words": "He asked for her again.", "kind": "meeting", "how_known": "seen"}


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def browser(around, name):
    return sign_in(Client(), around.northmoor.practitioner(name))


def typed(around, *slugs, **more):
    agencies = [str(around.northmoor.team(slug).agency_id) for slug in slugs]
    return {
        "hold-around": agencies,
        "hold-reason": "safety",
        "hold-words": "He has a cousin at the desk.",
        "hold-ground": "harm_to_person",
        "hold-ground_words": "Children Act 1989 s47",
        **more,
    }


def in_days(days):
    until = today() + timedelta(days=days)
    return {"hold-until-day": until.day, "hold-until-month": until.month, "hold-until-year": until.year}


def add_page(around):
    return reverse("chronology:add", args=[around.child.reference])


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_every_question_of_holding_back_stands_on_the_page(around):
    page = browser(around, "amara").get(add_page(around)).content.decode()
    assert [name for name in HoldBackForm.base_fields if f'name="hold-{name}' not in page] == []


def later_choices(page: str) -> dict[str, bool]:
    """The radios of whether agencies that join later may see it: value, and whether it is the chosen one."""
    found = re.findall(r'<input[^>]*name="hold-later"[^>]*>', page)
    return {re.search(r'value="([^"]*)"', one)[1]: " checked" in one for one in found}


def test_whether_those_who_join_later_see_it_can_be_answered_either_way(around):
    amara = browser(around, "amara")
    assert later_choices(amara.get(add_page(around)).content.decode()) == {"yes": True, "no": False}
    refused = {**ADDED, **typed(around, POLICE, **in_days(10)), "hold-reason": "", "hold-later": "no"}
    page = amara.post(add_page(around), refused).content.decode()
    assert later_choices(page) == {"yes": False, "no": True}


@pytest.mark.parametrize(("answer", "is_kept"), [("yes", False), ("no", True), ("", False)])
def test_what_is_answered_about_those_who_join_later_is_what_holds(around, answer, is_kept):
    sent = {**ADDED, **typed(around, POLICE, **in_days(10)), "hold-later": answer}
    assert browser(around, "amara").post(add_page(around), sent).status_code == 302
    (made,) = kept(Withholding)
    assert made.keeps_from_later is is_kept


def test_what_is_added_can_be_held_back_at_once(around):
    amara = browser(around, "amara")
    assert "Hold this back from somebody" in words(amara.get(add_page(around)))
    answered = amara.post(add_page(around), {**ADDED, **typed(around, POLICE, **in_days(10))})
    assert answered.status_code == 302, words(answered)
    (made,) = kept(Withholding)
    (entry,) = kept(Entry, words=ADDED["words"])
    assert made.item_id == entry.id
    assert not around.sees("bilal", entry)
    assert around.sees("gwen", entry)


def test_without_anything_typed_it_is_shared(around):
    amara = browser(around, "amara")
    empty = {"hold-until-day": "1", "hold-until-month": "1", "hold-until-year": "2030", "hold-later": ""}
    assert amara.post(add_page(around), {**ADDED, **empty}).status_code == 302
    assert not kept(Withholding)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hold-reason": ""}, "Without a reason it is shared"),
        ({"hold-ground": ""}, "on what ground in law"),
        ({"hold-around": []}, "Say from which agencies"),
        ({"hold-traceless": "on"}, "Without a trace goes only"),
        ({"hold-traceless": "on", "hold-reason": "live_operation"}, "Name a second person"),
        ({"hold-until-year": "2001"}, "must be a day still to come"),
        ({"hold-until-day": ""}, "must include a day"),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_nothing_is_added(around, change, sentence):
    amara = browser(around, "amara")
    answered = amara.post(add_page(around), {**ADDED, **typed(around, POLICE, **in_days(10)), **change})
    page = answered.content.decode()
    assert answered.status_code == 200
    assert sentence in words(answered)
    assert ADDED["words"] in page
    assert "He has a cousin at the desk." in page
    assert not kept(Entry, words=ADDED["words"])
    assert not kept(Withholding)


def test_the_same_button_twice_is_one_entry_and_one_withholding(around):
    amara = browser(around, "amara")
    sent = {**ADDED, **typed(around, POLICE, **in_days(10)), "draft": "01a201ec-ce12-7ae6-b0de-c7847247d20c"}
    for _each in range(2):
        assert amara.post(add_page(around), sent).status_code == 302
    assert (len(kept(Entry, words=ADDED["words"])), len(kept(Withholding))) == (1, 1)


def test_a_fact_is_added_and_held_back(around):
    amara, reference = browser(around, "amara"), around.child.reference
    address = reverse("children:add_fact", args=[reference])
    fact = {"kind": "school", "text": "Hill Road School", "basis": "child_says"}
    assert "Hold this back from somebody" in words(amara.get(f"{address}?kind=school"))
    refused = amara.post(address, {**fact, **typed(around, POLICE, **in_days(10)), "hold-reason": ""})
    assert "Without a reason it is shared" in words(refused)
    assert not kept(Claim, kind="school")
    assert amara.post(address, {**fact, **typed(around, POLICE, **in_days(10))}).status_code == 302
    facts = reverse("children:facts", args=[reference])
    assert "Hill Road School" in words(amara.get(facts))
    assert "held back from some agencies until" in words(amara.get(facts))
    theirs = words(browser(around, "bilal").get(facts))
    assert "Hill Road School" not in theirs
    assert "1 item held by Eastmoor Social Care until" in theirs


def test_an_entry_a_fact_and_everything_can_be_held_back_later(around):
    entry, fact, reference = around.told("amara"), around.fact("amara"), around.child.reference
    amara, bilal = browser(around, "amara"), browser(around, "bilal")
    bilal.get(f"/children/{reference}/story/")
    addresses = {
        reverse("chronology:hold_entry", args=[reference, entry.id]): "Northmoor Police",
        reverse("children:hold_fact", args=[reference, fact.id]): "Northmoor Police",
        reverse("children:hold_part", args=[reference]): "Northmoor Police",
    }
    for address, seen in addresses.items():
        assert seen in words(amara.get(address)), address
        refused = amara.post(address, {**typed(around, POLICE, **in_days(10)), "hold-reason": ""})
        assert "Without a reason it is shared" in words(refused)
        assert amara.post(address, typed(around, POLICE, **in_days(10))).status_code == 302
        assert "held back already" in words(amara.post(address, typed(around, POLICE, **in_days(10))))
        assert bilal.get(address).status_code in {200, 404}
    assert {one.item_kind for one in kept(Withholding)} == {"entry", "claim", "part"}
    assert all(one.seen_by == ["Northmoor Police"] for one in kept(WithholdingAccount))


def test_nobody_opens_the_page_for_what_another_team_wrote(around):
    entry, fact, reference = around.told("amara"), around.fact("amara"), around.child.reference
    for name in ("gwen", "bilal"):
        client = browser(around, name)
        for address in (("chronology:hold_entry", entry.id), ("children:hold_fact", fact.id)):
            assert client.get(reverse(address[0], args=[reference, address[1]])).status_code == 404
    assert browser(around, "robin").get(reverse("children:hold_part", args=[reference])).status_code == 403


def test_the_story_the_card_and_the_print_say_what_is_missing(around):
    made = around.hold("amara", around.told("amara"), POLICE)
    reference = around.child.reference
    gap = f"1 item held by Eastmoor Social Care until {day(made.until)}. Ask Eastmoor Duty"
    for page in ("", "story/", "story/?print=1", "facts/"):
        address = f"/children/{reference}/{page}"
        assert gap in words(browser(around, "bilal").get(address)), page
        assert "item held by" not in words(browser(around, "gwen").get(address)), page
    assert "1632960002" in browser(around, "bilal").get(f"/children/{reference}/story/").content.decode()
    assert "held back from some agencies until" in words(browser(around, "gwen").get(f"/children/{reference}/story/"))


def test_one_withholding_is_for_its_holder_and_the_second_person(around):
    made = around.hold("amara", around.told("amara"), POLICE)
    address = reverse("sharing:withholding", args=[made.id])
    seen = {name: browser(around, name).get(address) for name in ("amara", "amaras_manager", "gwen", "bilal", "robin")}
    codes = {name: page.status_code for name, page in seen.items()}
    assert codes == {"amara": 200, "amaras_manager": 200, "gwen": 404, "bilal": 404, "robin": 403}
    assert "Do you agree?" in words(seen["amaras_manager"])
    assert "Do you agree?" not in words(seen["amara"])
    assert "Share it now" in words(seen["amara"])
    assert "He has a cousin at the desk." in words(seen["amara"])


def test_the_second_person_finds_it_in_their_work_and_agrees(around):
    made = around.hold("amara", around.told("amara"), POLICE)
    manager, address = browser(around, "amaras_manager"), reverse("sharing:withholding", args=[made.id])
    work = manager.get("/").content.decode()
    assert address in work
    assert "Say whether something is rightly held back" in words(manager.get("/"))
    assert "Say whether it is rightly held back." in words(manager.post(address, {"do": "answer", "revision": 1}))
    refused = manager.post(address, {"do": "answer", "revision": 1, "agrees": "no", "words": ""})
    assert "Say why." in words(refused)
    assert manager.post(address, {"do": "answer", "revision": 1, "agrees": "yes", "words": "Yes."}).status_code == 302
    assert kept(Withholding)[0].state == State.AGREED
    longer = {"do": "extend", "revision": 2, "words": "Still so."}
    longer |= {name.removeprefix("hold-"): value for name, value in in_days(40).items()}
    assert manager.post(address, longer).status_code == 302
    assert "A second person agreed" in words(manager.get(address))
    assert manager.post(address, {"do": "share", "revision": 3, "words": ""}).status_code == 302
    assert kept(Withholding)[0].state == State.LIFTED
    assert manager.post(address, {"do": "share", "revision": 3, "words": ""}).status_code == 409


def test_the_register_of_an_agency_by_the_day_it_ends(around):
    late = around.hold("amara", around.told("amara", "First."), POLICE, days=60)
    soon = around.hold("amara", around.told("amara", "Second."), POLICE, days=5)
    page = browser(around, "amara").get(reverse("sharing:register")).content.decode()
    assert page.index(str(soon.id)) < page.index(str(late.id))
    newest = browser(around, "amara").get(reverse("sharing:register") + "?sort=newest").content.decode()
    assert newest.index(str(soon.id)) < newest.index(str(late.id))
    assert str(soon.id) not in browser(around, "gwen").get(reverse("sharing:register")).content.decode()
    assert browser(around, "dana").get(reverse("sharing:register")).status_code == 403
    asked = around.hold("efa", around.told("efa"), POLICE)
    assert str(asked.id) in browser(around, "farid").get(reverse("sharing:register")).content.decode()


def test_the_register_says_from_whom_and_since_when_to_the_team_that_decides(around):
    made = around.hold("amara", around.told("amara"), POLICE)
    since = f"Police {day(made.recorded_at)}"
    assert since in words(browser(around, "amara").get(reverse("sharing:register")))
    assert since in words(browser(around, "amaras_manager").get(reverse("sharing:register")))


def test_what_should_be_shared_by_now_is_not_said_to_be_held_until_a_day_that_is_over(around):
    made = around.hold("amara", around.told("amara"), POLICE)
    part = around.hold("gwen", around.record("gwen"), POLICE)
    over = today() - timedelta(days=2)
    with become("cairn_worker"):
        Withholding.objects.filter(pk__in=[made.pk, part.pk]).update(until=over)
    story = f"/children/{around.child.reference}/story/"
    seen = words(browser(around, "bilal").get(story))
    assert f"was held by Eastmoor Social Care until {day(over)}, and is not shared yet." in seen
    assert f"was held back from your agency until {day(over)}, and is not shared yet." in seen
    assert f"was to be held back until {day(over)}" in words(browser(around, "amara").get(story))
    register = words(browser(around, "amara").get(reverse("sharing:register")))
    assert f"{day(over)}: that day is over, and it is not shared yet" in register


def test_the_auditor_counts_and_sees_nothing_else(around):
    around.silent("amara", around.told("amara"), POLICE)
    around.silent("amara", around.told("amara", "Another."), POLICE)
    around.hold("amara", around.told("amara", "Declared."), POLICE)
    address = reverse("sharing:silent")
    page = words(browser(around, "petra").get(address))
    assert f"{today():%m/%Y} Eastmoor Social Care 2" in page
    assert around.child.reference not in page
    for name in ("amara", "farid", "dana", "hana"):
        assert browser(around, name).get(address).status_code == 403
    with acting_as(around.northmoor.actor("amara")), connection.cursor() as cursor:
        cursor.execute("select count(*) from cairn_silent_by_month()")
        assert cursor.fetchone() == (0,)


def test_once_shared_it_is_new_in_my_work_and_on_the_page(around):
    entry, reference = around.told("amara"), around.child.reference
    made = around.hold("amara", entry, POLICE)
    bilal = browser(around, "bilal")
    bilal.get(f"/children/{reference}/")
    assert "Nothing new since you last looked" in words(bilal.get("/"))
    answer(around, "amaras_manager", made)
    end(around, "amara", made, revision=2)
    assert "1 new line" in words(bilal.get("/"))
    assert "Something that was held back from you is shared now" in words(bilal.get("/"))


def test_what_was_not_asked_is_not_missing(around):
    """A mistake elsewhere on the page brings up no question that may stay empty."""
    amara = browser(around, "amara")
    faulty = amara.post(add_page(around), {**ADDED, "words": "", **typed(around, POLICE, **{"hold-ground": ""})})
    assert "Only for named people" in words(faulty)
    assert "Say what it is that only named people may read" not in words(faulty)
    assert "Say why only named people may read it" not in words(faulty)
    half = amara.post(add_page(around), {**ADDED, "apart-why": "She trusts one person."})
    assert "Say what it is that only named people may read" in words(half)


def test_whoever_is_let_in_without_sight_of_the_story_is_told_so_on_both_sides(around):
    """Being let in gives nobody sight of a child: without a word, both would believe that the other can read it."""
    made = keep(around, "gwen", around.told("gwen"))
    for name in ("efa", "bilal", "farid"):
        admit(around, "gwen", made, person=name)
    address = reverse("children:apart_one", args=[made.id])
    held = words(browser(around, "gwen").get(address))
    assert held.count("Reads nothing of it yet") == 1
    assert "Bring their team in to work with the child" in held
    assert "your team does not see this child’s story" in words(browser(around, "efa").get(address))
    assert "your team does not see" not in words(browser(around, "bilal").get(address))
