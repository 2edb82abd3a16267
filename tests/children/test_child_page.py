"""A child's page: what the insider, the contributor, the stranger and the read-only person see."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Child, InvolvementRequest
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.verbs import Said, add_entry
from cairn.ledger.models import Event
from tests.builders import child_of, raised
from tests.partnership.people import sign_in

NAME = "Nguyen Van Tang"
MOST_STATEMENTS = 25
SECTIONS = ("", "story/", "facts/", "decisions/", "plan/", "sharing/", "responsibility/")


@pytest.fixture
def browser(northmoor):
    """`browser("amara")` is her browser, signed in."""
    return lambda name: sign_in(Client(), northmoor.practitioner(name))


@pytest.fixture
def child(northmoor) -> Child:
    """A child that Efa, of a charity, raised a concern about; Amara's team was asked to decide."""
    return child_of(raised(northmoor.actor("efa")), northmoor.actor("amara"))


def read(client: Client, child: Child, section: str = "") -> str:
    answer = client.get(f"/children/{child.reference}/{section}")
    assert answer.status_code == 200, section
    return answer.content.decode()


def add(northmoor, name: str, child: Child, kind: FactKind, text: str, basis=Basis.PROFESSIONAL_ESTIMATE, **detail):
    by = northmoor.actor(name)
    with acting_as(by):
        record = verbs.own_record(child=child, by=by)
        return verbs.add_fact(record=record, fact=verbs.Fact(kind, text, basis, detail), by=by)


def title(page: str) -> str:
    return page.partition("<title>")[2].partition("</title>")[0]


@pytest.mark.parametrize("section", SECTIONS)
def test_the_insider_reads_every_section_and_no_title_names_the_child(browser, child, section):
    page = read(browser("amara"), child, section)
    assert child.reference in title(page)
    assert "Nguyen" not in title(page)
    assert NAME in page
    assert "child — aged 14" in page


@pytest.mark.parametrize("section", SECTIONS)
def test_the_stranger_is_told_nothing_by_page_or_statements(browser, child, section):
    chidi = browser("chidi")
    asked = {}
    chidi.get("/children/C-9999-99/")
    for reference in (child.reference, "C-9999-99"):
        with CaptureQueriesContext(connection) as seen:
            answer = chidi.get(f"/children/{reference}/{section}")
        asked[reference] = (answer.status_code, [one["sql"].replace(reference, "") for one in seen.captured_queries])
        assert answer.status_code == 404
    hidden, absent = asked.values()
    assert [plain(one) for one in hidden[1]] == [plain(one) for one in absent[1]]


def plain(sql: str) -> str:
    return re.sub(r"'[^']*'|\d+|\"s[\d_x]+\"", "", sql)


def test_the_look_is_in_the_ledger_before_the_page(northmoor, browser, child):
    read(browser("amara"), child)
    farid = northmoor.actor("farid")
    with acting_as(farid):
        looks = Event.objects.visible_to(farid).filter(child_id=child.id, happening="opened")
        assert [one.purpose for one in looks] == ["now"]


def test_a_contributor_sees_their_own_part_and_is_told_so(northmoor, browser, child):
    add(northmoor, "amara", child, FactKind.WISH, "to go to school", Basis.CHILD_SAYS)
    efa = browser("efa")
    page = read(efa, child)
    assert "You do not see what others wrote" in page
    assert "A girl of about eleven was in a van" in page
    assert "keeps children safe, Eastmoor Social Care" in page
    assert "to go to school" not in page
    assert "Eastmoor Duty, Eastmoor Social Care: decide what this child needs" in page
    assert "Ask to work with the child" in page
    for section in ("decisions/", "plan/", "sharing/", "responsibility/"):
        assert efa.get(f"/children/{child.reference}/{section}")["Location"] == f"/children/{child.reference}/"
    assert "to go to school" not in read(efa, child, "facts/")
