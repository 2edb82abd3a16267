"""Care, home, parental responsibility and immigration, each a history of its own (R-015, R-016)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Child
from cairn.children.queries.facts import present, said_of
from cairn.children.rules import strongest
from tests.builders import raised
from tests.children.pages import a_child, browser, read, says, statements

ESTIMATE = {"basis": "professional_estimate"}
ALL_PARTS = {
    "application": "asylum",
    "decision": "not known",
    "representative": "Gwen",
    "next_step": "interview",
    "next_on": "2027-02",
}


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def post(client, child, **typed):
    return client.post(f"/children/{child.reference}/facts/add/", typed)


def part(page, code) -> str:
    """One section of the page."""
    return page.partition(f'id="{code}-caption"')[2].partition("</table>")[0]


def test_in_need_and_with_family_at_once_each_counted_once(northmoor, child):
    """R-015: a child is s17 and in family care at once."""
    says(northmoor, "amara", child, FactKind.CARE_STATUS, "in_need", **{"from": "2026-03"})
    says(northmoor, "farid", child, FactKind.CARE_STATUS, "enquiry", **{"from": "2026-05-04"})
    says(northmoor, "amara", child, FactKind.LIVING, "with his mother in Eastmoor", arrangement="family")
    says(northmoor, "amara", child, FactKind.PARENTAL, "his mother", by="birth")
    page = read(browser(northmoor, "amara"), child, "histories/")
    assert "since March 2026" in part(page, "care_status")
    assert "with a parent" in part(page, "living")
    assert "by birth" in part(page, "parental")
    assert "child protection enquiry (section 47); child in need" in page
    amara = northmoor.actor("amara")
    with acting_as(amara):
        held = present(said_of(child, amara), FactKind.CARE_STATUS)
        assert strongest(one.text for one in held) == "enquiry"
        assert len(present(said_of(child, amara), FactKind.LIVING)) == 1


def test_gaps_stand_where_nobody_has_said_anything(northmoor, child):
    for since, until, where in (("2025-01", "2025-03", "with an uncle"), ("2025-06-10", "2026-01-31", "in a hotel")):
        says(northmoor, "amara", child, FactKind.LIVING, where, **{"from": since, "to": until})
    page = part(read(browser(northmoor, "amara"), child, "histories/"), "living")
    for words in ("1 April 2025 to 9 June 2025", "since 1 February 2026", "January 2025 to March 2025"):
        assert words in page, words
    assert page.index("since 1 February 2026") < page.index("in a hotel") < page.index("1 April 2025")
    assert "Gap" in page


def test_what_is_not_recorded_says_so(northmoor, child):
    page = read(browser(northmoor, "amara"), child, "histories/")
    assert page.count("Nobody has recorded this") == 3
    assert "Nobody has recorded this" in read(browser(northmoor, "amara"), child, "immigration/")


def test_a_history_is_never_overwritten(northmoor, child):
    amara = browser(northmoor, "amara")
    for status in ("in_need", "accommodated"):
        since = {"since-month": "3", "since-year": "2026"}
        assert post(amara, child, kind="care_status", text=status, **since, **ESTIMATE).status_code == 302
    page = read(amara, child, "histories/")
    assert part(page, "care_status").count("since March 2026") == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"since-day": "31", "since-month": "2", "since-year": "2026"}, "Enter a real date"),
        ({"since-day": "3", "since-year": "2026"}, "Give the month as well"),
        ({"since-month": "3"}, "Give the year at least"),
        ({"since-year": "3026"}, "Enter a real date"),
        ({"since-year": "2199"}, "has not begun yet"),
        ({"since-year": "2026", "until-year": "2025"}, "The end is before the beginning"),
    ],
)
def test_a_period_that_cannot_be_is_explained_at_its_field_and_stays_typed(northmoor, child, typed, words):
    answer = post(
        browser(northmoor, "amara"),
        child,
        kind="living",
        text="with an aunt",
        arrangement="relative",
        **typed,
        **ESTIMATE,
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "with an aunt" in page
    assert all(f'value="{each}"' in page for each in typed.values())


def test_immigration_stands_apart_with_what_was_left_blank(northmoor, child):
    amara = browser(northmoor, "amara")
    says(northmoor, "amara", child, FactKind.IMMIGRATION, "waiting", application="asylum", applied_on="2026-02")
    page = read(amara, child, "immigration/")
    for words in ("has asked for asylum and waits", "applied February 2026", "Left blank: what was decided"):
        assert words in page, words
    says(northmoor, "amara", child, FactKind.IMMIGRATION, "waiting", **ALL_PARTS)
    page = read(amara, child, "immigration/")
    assert "Left blank" not in page
    assert "due February 2027" in page
    for section in ("", "facts/", "histories/", "story/", "decisions/"):
        assert "asked for asylum" not in read(amara, child, section), section


def test_the_audit_lists_children_with_a_blank_and_not_those_recorded_as_unknown(northmoor, child):
    amara, efa = browser(northmoor, "amara"), browser(northmoor, "efa")
    assert child.reference in amara.get("/children/unrecorded/").content.decode()
    assert child.reference not in efa.get("/children/unrecorded/").content.decode()
    says(northmoor, "amara", child, FactKind.IMMIGRATION, "not_applicable")
    assert child.reference not in amara.get("/children/unrecorded/").content.decode()
    assert child.reference not in browser(northmoor, "farid").get("/children/unrecorded/").content.decode()


def test_a_child_of_another_area_is_in_nobody_elses_audit(northmoor, child):
    assert child.reference not in browser(northmoor, "chidi").get("/children/unrecorded/").content.decode()
    assert browser(northmoor, "dana").get("/children/unrecorded/").status_code == 403


def test_changing_the_immigration_status_leaves_the_order_of_everything_owed(northmoor):
    """R-016: never used in triage."""
    for urgency in ("soon", "danger_now", "today"):
        raised(northmoor.actor("efa"), f"A worry, {urgency}.", urgency=urgency)
    amara, farid = browser(northmoor, "amara"), browser(northmoor, "farid")
    before = order(amara, "/"), order(farid, "/hub/")
    hub = northmoor.actor("farid")
    with acting_as(hub):
        children = list(Child.objects.visible_to(hub).order_by("id"))
    for number, one in enumerate(children):
        says(northmoor, "farid", one, FactKind.IMMIGRATION, ("no_leave", "citizen", "refused")[number % 3])
    assert (order(amara, "/"), order(farid, "/hub/")) == before
    assert all(len(each) >= len(children) for each in before)


def order(client, address) -> list[str]:
    """The references on a page, as they stand from top to bottom."""
    import re

    answer = client.get(address)
    assert answer.status_code == 200
    return re.findall(r"C-[0-9A-Z]{4}-[0-9A-Z]{2}", answer.content.decode())


def test_a_contributor_sees_their_own_and_is_told_so(northmoor, child):
    says(northmoor, "amara", child, FactKind.CARE_STATUS, "in_need")
    says(northmoor, "efa", child, FactKind.LIVING, "in the grey house")
    efa = browser(northmoor, "efa")
    page = read(efa, child, "histories/")
    assert "You see what your own team said, nothing else" in page
    assert "in the grey house" in page
    assert "child in need" not in page


def test_no_page_of_histories_takes_more_statements_for_more_said(northmoor, child):
    amara = browser(northmoor, "amara")
    for section in ("histories/", "immigration/"):
        statements(amara, f"/children/{child.reference}/{section}")
        few = len(statements(amara, f"/children/{child.reference}/{section}")[1])
        for number in range(12):
            says(northmoor, "amara", child, FactKind.CARE_STATUS, "in_need", **{"from": f"20{number + 10}"})
        assert len(statements(amara, f"/children/{child.reference}/{section}")[1]) == few <= 25


def test_the_address_shown_is_the_newest_that_has_not_ended(northmoor, child):
    for text, detail in (
        ("1 Old Street NM1 4AB", {"from": "2024", "to": "2025"}),
        ("2 New Street NM2 5DD", {"from": "2025"}),
        ("the lay-by on the A9", {"place_kind": "found_at"}),
        ("3 Bought Street", {"status": "supplied"}),
    ):
        says(northmoor, "amara", child, FactKind.ADDRESS, text, Basis.OTHER_PERSON_SAYS, **detail)
    amara = browser(northmoor, "amara")
    assert "Address: 2 New Street NM2 5DD" in read(amara, child)
    page = read(amara, child, "facts/")
    assert "where the child was found" in page
    assert "2024 to 2025" in page
