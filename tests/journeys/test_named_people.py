"""A child is at a safe address: the police are told whom to ask, are let in, and let out again (R-061)."""

import re

import pytest
from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.children.kinds import Capacity
from cairn.children.verbs import open_record
from tests.builders import child_of, raised
from tests.journeys.browsing import PHONE
from tests.journeys.site import DOOR

ADDRESS = "12 Quindlethorpe Close"


@pytest.fixture
def child(live) -> str:
    """The address of a child with whom the guardians and the police work."""
    place = live.northmoor
    with transaction.atomic():
        concern = raised(place.actor("efa"))
    farid = place.actor("farid")
    with acting_as(farid), transaction.atomic():
        known = child_of(concern, farid)
        for slug in ("police-desk", "guardians"):
            team = place.team(slug)
            open_record(child=known, team=team, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
    connection.close()
    return f"/children/{known.reference}/"


def test_where_the_child_is_only_named_people_read(browsing, child):
    gwen = browsing.member("gwen", **PHONE)
    gwen.opens(f"{child}apart/").reads("You are told of nothing of this sort")
    gwen.presses("Say that the child is at a safe address", "link").reads("doctor’s surgery, timetable, court date")
    gwen.types("Why must nobody else know where the child is?", "Her uncle looks for her.")
    gwen.presses("Say that the child is at a safe address").reads("Safe address and contact points")
    gwen.opens(f"{child}facts/add/?kind=address").types("Address", ADDRESS)
    gwen.chooses("a document shows").presses("Add")
    gwen.reads("Only for named people: open it to read it").finds_nothing_of(ADDRESS)
    gwen.opens(child).reads("At a safe address. Open").finds_nothing_of(ADDRESS)
    bilal = browsing.member("bilal")
    bilal.opens(child).reads("At a safe address. Ask Guardians").finds_nothing_of(ADDRESS)
    bilal.opens(f"{child}apart/").reads("Safe address and contact points: held by Guardian Service.")
    gwen.opens(f"{child}apart/").presses("Safe address and contact points", "link").reads(ADDRESS)
    gwen.types("A person: the e-mail address they sign in with", f"{DOOR['bilal']}@northmoor.example")
    gwen.types("Why do they need to read it?", "He brings her to court.").presses("Let them in")
    gwen.reads("Let in. They are told.", "Bilal (Police Desk)")
    bilal.opens("/").reads("You may read what is kept apart about a child.")
    bilal.opens(f"{child}apart/").presses("Safe address and contact points", "link").reads(ADDRESS)
    gwen.page.get_by_text("Let them in no longer").first.click()
    gwen.types("Why may they read it no longer?", "It is over.")
    gwen.page.get_by_role("button", name="Let them in no longer").click()
    gwen.reads("They can read it no longer.")
    bilal.opens(f"{child}apart/").reads("Safe address and contact points: held by Guardian Service.")


def test_what_is_added_is_for_named_people_at_once(browsing, child):
    gwen, bilal = browsing.member("gwen"), browsing.member("bilal")
    gwen.opens(f"{child}story/add/").types("What happened?", "She spoke of the cellar.")
    gwen.page.get_by_label("What sort of thing is it?").select_option("meeting")
    gwen.chooses("the child told us")
    gwen.page.get_by_text("Only for named people", exact=True).first.click()
    gwen.page.get_by_label("Is it one of these?").select_option("therapy")
    gwen.types("Why may only named people read it?", "She trusts one person.").presses("Add")
    gwen.reads("Only your team can read it", "She spoke of the cellar.", "only for named people: Therapy notes")
    bilal.opens(f"{child}story/").reads("Therapy notes: held by Guardian Service.").finds_nothing_of("cellar")
    with gwen.page.expect_navigation():
        gwen.page.get_by_role("link", name=re.compile("^Only for named people")).first.click()
    gwen.checks().reads("Share this with the circle")
    gwen.types("Why may everybody who works with the child read it now?", "She agreed.").presses("Share it")
    gwen.reads("Shared with everybody who works with the child.")
    bilal.opens(f"{child}story/").reads("She spoke of the cellar.")


def test_in_danger_somebody_else_opens_it_for_an_hour(browsing, child):
    gwen, bilal = browsing.member("gwen"), browsing.member("bilal", **PHONE)
    gwen.opens(f"{child}story/add/").types("What happened?", "He waits for her at the nail bar.")
    gwen.page.get_by_label("What sort of thing is it?").select_option("meeting")
    gwen.chooses("the child told us")
    gwen.page.get_by_text("Only for named people", exact=True).first.click()
    gwen.page.get_by_label("Is it one of these?").select_option("therapy")
    gwen.types("Why may only named people read it?", "She trusts one person.").presses("Add")
    bilal.opens(f"{child}apart/").presses("Somebody is in danger: Therapy notes", "link")
    bilal.presses("Open for one hour").reads("Say who is in danger, and from what.")
    bilal.types("Who is in danger", "She is not at home, and he is looking for her.")
    bilal.types("Why can it not wait", "Nobody answers at the guardians.")
    bilal.chooses("I understand: the team that holds it is told now, and somebody else will say whether it was right")
    bilal.presses("Open for one hour").reads("You read this until", "because somebody is in danger")
    bilal.presses("1 entry of the story", "link").reads("He waits for her at the nail bar.")
    gwen.opens("/inbox/").reads("Somebody opened what only named people read of a child")
    bilal.opens(f"{child}apart/").presses("Therapy notes", "link").presses("Close it now")
    bilal.reads("Therapy notes: held by Guardian Service.")
    bilal.opens(f"{child}story/").finds_nothing_of("nail bar")


def test_without_a_trace_a_second_person_is_asked(browsing, child):
    gwen, farid = browsing.member("gwen"), browsing.member("farid", **PHONE)
    gwen.opens(f"{child}story/add/").types("What happened?", "She says that the night warden hurt her.")
    gwen.page.get_by_label("What sort of thing is it?").select_option("meeting")
    gwen.chooses("the child told us")
    gwen.page.get_by_text("Only for named people", exact=True).first.click()
    gwen.page.get_by_label("Is it one of these?").select_option("staff")
    gwen.page.get_by_label("Who else reads it, and says whether it is right?").select_option("Farid, Hub Duty")
    gwen.types("Why may only named people read it?", "He works where she lives.").presses("Add")
    gwen.reads("Only your team can read it")
    farid.opens("/inbox/").reads("You are asked whether something is rightly kept without a trace.")
    farid.opens(f"{child}apart/").presses("An allegation against somebody who works with children", "link")
    farid.reads("They have not said so yet.").presses("Record it").reads("Say whether it is right.")
    farid.chooses("Yes, I agree").types("Why?", "He would be warned.").presses("Record it")
    farid.reads("Recorded. The team that holds it is told.")
    gwen.opens(f"{child}apart/").presses("An allegation against somebody who works with children", "link")
    gwen.page.get_by_text("Name another second person").click()
    gwen.page.get_by_label("Who is the second person from now on?").select_option("Fatima, Hub Duty")
    gwen.types("Why somebody else?", "He works elsewhere from Monday.").presses("Name them")
    gwen.reads("Named. They are asked to say whether it is right.", "Fatima is the second person")
    farid.opens(f"{child}apart/").finds_nothing_of("An allegation against somebody")
    hidden = browsing.member("fatima").opens(f"{child}apart/")
    hidden.presses("An allegation against somebody who works with children", "link").reads("They have not said so yet.")
