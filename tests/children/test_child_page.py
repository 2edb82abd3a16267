"""A child's page: what the insider, the contributor, the stranger and the read-only person see."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Basis, FactKind
from cairn.children.presenters.heading import age_words
from cairn.children.rules import AgeSpan
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.core.clock import now
from cairn.ledger.models import Event
from tests.children.pages import (
    NAME,
    a_child,
    browser,
    read,
    says,
    says_age,
    shape,
    statements,
    title,
    writes,
)

MOST_STATEMENTS = 25
SECTIONS = ("", "story/", "story/?print=1", "facts/", "decisions/", "plan/", "sharing/", "responsibility/")
FORMS = ("story/add/", "facts/add/", "facts/add/?kind=birth")


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def test_the_insider_reads_every_section_and_no_title_names_the_child(northmoor, child):
    amara = browser(northmoor, "amara")
    for section in (*SECTIONS, *FORMS):
        page = read(amara, child, section)
        assert child.reference in title(page), section
        assert "Nguyen" not in title(page), section
        assert NAME in page, section
        assert "child — aged 14" in page, section


def test_the_stranger_is_told_nothing_by_page_or_statements(northmoor, child):
    chidi = browser(northmoor, "chidi")
    chidi.get("/children/C-9999-99/")
    for section in (*SECTIONS, *FORMS):
        hidden = statements(chidi, f"/children/{child.reference}/{section}")
        absent = statements(chidi, f"/children/C-9999-99/{section}")
        assert (hidden[0], absent[0]) == (404, 404), section
        assert [shape(one) for one in hidden[1]] == [shape(one) for one in absent[1]], section


def test_the_read_only_person_reads_and_may_change_nothing(northmoor, child):
    robin = browser(northmoor, "robin")
    for section in SECTIONS:
        page = read(robin, child, section)
        assert "Add what you know" not in page, section
        assert "Add to the story" not in page, section
    for section in (*FORMS, "ask/"):
        assert robin.get(f"/children/{child.reference}/{section}").status_code == 403, section
    for section in ("story/add/", "facts/add/", "facts/ages/", "ask/", "responsibility/"):
        assert robin.post(f"/children/{child.reference}/{section}", {"kind": "name"}).status_code == 403, section


def test_the_administrator_sees_no_child(northmoor, child):
    assert browser(northmoor, "dana").get(f"/children/{child.reference}/").status_code == 403


def test_a_contributor_sees_their_own_part_and_is_told_so(northmoor, child):
    says(northmoor, "amara", child, FactKind.WISH, "to go to school", Basis.CHILD_SAYS)
    writes(northmoor, "amara", child, "She told me about the house")
    efa = browser(northmoor, "efa")
    page = read(efa, child)
    for shown in (
        "You do not see what others wrote",
        "A girl of about eleven was in a van",
        "keeps children safe, Eastmoor Social Care",
        "Eastmoor Duty, Eastmoor Social Care: decide what this child needs",
        "Ask to work with the child",
    ):
        assert shown in page
    for section in ("", "facts/", "story/", "story/?print=1"):
        page = read(efa, child, section)
        assert "to go to school" not in page
        assert "about the house" not in page
    for section in ("decisions/", "plan/", "sharing/", "responsibility/"):
        assert efa.get(f"/children/{child.reference}/{section}")["Location"] == f"/children/{child.reference}/"


def test_the_look_is_in_the_ledger_with_what_for(northmoor, child):
    amara = browser(northmoor, "amara")
    read(amara, child)
    read(amara, child, "story/")
    farid = northmoor.actor("farid")
    with acting_as(farid):
        looks = Event.objects.visible_to(farid).filter(child_id=child.id, happening="opened")
        assert [one.purpose for one in looks] == ["story", "now"]
    shown = read(amara, child, "sharing/")
    assert "opened the record" in shown
    assert '<td class="govuk-table__cell">Story</td>' in shown


@pytest.mark.parametrize("entries", [10, 500])
def test_no_page_takes_more_statements_for_a_longer_history(northmoor, child, entries):
    by = northmoor.actor("amara")
    with acting_as(by):
        record, moment = verbs.own_record(child=child, by=by), now()
        Entry.objects.bulk_create(
            Entry(
                record=record,
                child=child,
                team_id=record.team_id,
                agency_id=record.agency_id,
                kind=EntryKind.SEEN,
                words=f"seen {number}",
                how_known=HowKnown.SEEN,
                sorted_at=moment - timedelta(days=number),
            )
            for number in range(entries)
        )
    amara = browser(northmoor, "amara")
    amara.get(f"/children/{child.reference}/")  # a session's first page also lists the session
    for section in SECTIONS:
        _, taken = statements(amara, f"/children/{child.reference}/{section}")
        assert len(taken) <= MOST_STATEMENTS, (section, len(taken))


def test_the_card_says_what_nobody_knows(northmoor, child):
    page = read(browser(northmoor, "amara"), child)
    for words in (
        "Nobody has written down seeing the child",
        "Nobody has been named. Ask the lead",
        "No safe way is known yet",
        "Nobody has written it down yet",
        "You have not opened this page before",
    ):
        assert words in page, words


def test_the_card_at_the_door(northmoor, child):
    says(northmoor, "amara", child, FactKind.WHEREABOUTS, "with Mrs Example", safe="yes", known="yes")
    says(northmoor, "amara", child, FactKind.MUST_NOT_KNOW, "the man called Uncle")
    says(northmoor, "amara", child, FactKind.PHONE, "07700 900123", safe="yes")
    says(northmoor, "amara", child, FactKind.PHONE, "07700 900999", safe="no")
    says(northmoor, "amara", child, FactKind.WISH, "أريد أن أذهب إلى المدرسة", Basis.CHILD_SAYS)
    seen_on = datetime(2026, 11, 20, 8, 40, tzinfo=UTC)
    told = {"alone": "yes", "language": "Vietnamese"}
    writes(northmoor, "amara", child, "Seen at school", EntryKind.SEEN, occurred_from=seen_on, detail=told)
    with time_machine.travel(now() + timedelta(minutes=1)):
        page = read(browser(northmoor, "amara"), child)
    for words in (
        "Yes (a professional’s estimate, told to Eastmoor Duty",
        "with Mrs Example",
        "the man called Uncle",
        "Ring 07700 900123",
        "“أريد أن أذهب إلى المدرسة” (the child says",
        "about 20 November 2026 at 08:40 by Eastmoor Duty, alone, in Vietnamese",
        "Lead:",
        "tel:+441632960002",
        "decide what the child needs",
    ):
        assert words in page, words
    assert "900999" not in page


def test_what_was_recorded_in_error_is_not_the_last_time_the_child_was_seen(northmoor, child):
    from cairn.chronology.verbs import mark_in_error

    writes(northmoor, "amara", child, "Seen at home", EntryKind.SEEN, occurred_from=now() - timedelta(days=9))
    wrong = writes(northmoor, "amara", child, "Seen", EntryKind.SEEN, occurred_from=now(), detail={"language": "Dari"})
    by = northmoor.actor("amara")
    with acting_as(by):
        mark_in_error(entry=wrong, reason="another child", by=by)
    page = read(browser(northmoor, "amara"), child)
    assert "Dari" not in page
    assert "language not said" in page


def test_what_changed_since_the_visit_before(northmoor, child, monkeypatch):
    # The ledger has a clock of its own, which no test moves; the rule that finds the visit has tests of its own.
    monkeypatch.setattr("cairn.children.queries.looks.last_visit", lambda looks: looks[-1] - timedelta(hours=2))
    says(northmoor, "farid", child, FactKind.LANGUAGE, "Vietnamese")
    says(northmoor, "farid", child, FactKind.SCHOOL, "Market Street School")
    says(northmoor, "amara", child, FactKind.SCHOOL, "Market Street")
    page = read(browser(northmoor, "amara"), child)
    assert "Northmoor Hub added what was said or seen about the child (2 times)" in page
    assert "Eastmoor Social Care added what was said" not in page


def test_the_header_gives_the_benefit_of_the_doubt(northmoor):
    child = a_child(northmoor)
    for text in ("10-12", "10-16", "16"):
        says_age(northmoor, "amara", child, text)
    assert "child — age disputed 10–16" in read(browser(northmoor, "amara"), child)


def test_words_are_words_and_never_markup(northmoor, child):
    evil = "<script>alert(1)</script>"
    for kind in (FactKind.NAME, FactKind.WISH, FactKind.WHEREABOUTS, FactKind.MUST_NOT_KNOW, FactKind.LANGUAGE):
        says(northmoor, "amara", child, kind, evil, Basis.CHILD_SAYS, kind="known_as")
    writes(northmoor, "amara", child, evil, place=evil)
    amara = browser(northmoor, "amara")
    for section in (*SECTIONS, *FORMS):
        assert "<script>alert" not in read(amara, child, section), section
    assert "&lt;script&gt;alert" in read(amara, child, "story/")


def test_a_child_whose_name_nobody_knows(northmoor):
    from cairn.concerns.rules import ChildSaid

    child = a_child(northmoor, children=(ChildSaid(),))
    page = read(browser(northmoor, "amara"), child)
    assert "Name not known" in page
    assert "child — age not known" in page


def test_a_notice_leads_to_the_child(northmoor, child):
    address = f"/children/id/{child.id}/"
    assert browser(northmoor, "amara").get(address)["Location"] == f"/children/{child.reference}/"
    assert browser(northmoor, "chidi").get(address).status_code == 404


def test_danger_stands_first(northmoor):
    child = a_child(northmoor, urgency="danger_now")
    page = read(browser(northmoor, "amara"), child)
    assert "Danger was reported on" in page
    assert page.index("In danger") < page.index("Safe now?")


def test_who_has_looked_names_nobody_and_marks_oneself(northmoor, child):
    read(browser(northmoor, "farid"), child)
    read(browser(northmoor, "amaras_manager"), child)
    page = read(browser(northmoor, "amara"), child, "sharing/")
    looks = page[page.index('id="looks"') :]
    assert "you (Eastmoor Duty, Eastmoor Social Care)" in looks
    assert "Hub Duty, Northmoor Hub" in looks
    assert "keeps children safe" not in looks
    assert "hub coordinator" in looks
    assert "Farid" not in looks
    assert "Amaras Manager" not in looks


def test_where_it_happened_is_not_shown_as_where_the_child_is(northmoor):
    child = a_child(northmoor, where_text="Behind the market")
    assert "Not known: nobody has said where the child is" in read(browser(northmoor, "amara"), child)


def test_who_does_not_read_everything_is_told_that_others_may_know_of_a_younger_age():
    grown, young = AgeSpan(low=18, high=20, differ_by=2), AgeSpan(low=15, high=20, differ_by=5)
    assert age_words(grown, sees_all=True).startswith("over 18 by everything we were told")
    assert age_words(grown).startswith("over 18 by what you can read, and others may know of a younger age")
    assert age_words(young) == age_words(young, sees_all=True)
    assert age_words(young).startswith("child — age")
