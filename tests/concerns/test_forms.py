"""Whatever people type or paste is either understood or answered with one clear sentence, and never lost."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cairn.concerns.forms import CallForm, DoorForm, WholeConcern, titles
from cairn.concerns.forms.child import born_said, identifier
from cairn.concerns.forms.concern import happened
from cairn.concerns.rules import BornSaid, ChildSaid
from cairn.core.clock import LOCAL

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
AREAS = [("eastmoor", "Eastmoor"), ("westmoor", "Westmoor")]
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(MONDAY, tick=False):
        yield


def words(**typed: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    data["what_happened"] = "A girl in a van"
    for name, value in typed.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return data


def page(**typed: Any) -> WholeConcern:
    return WholeConcern(areas=AREAS, area="eastmoor", sent=words(**typed))


def errors(whole: WholeConcern) -> dict[str, list[str]]:
    assert not whole.is_valid()
    return {name: list(map(str, said)) for form in whole.forms for name, said in form.errors.items()}


BAD = [
    ({"what_happened": ""}, "what_happened", "Write what you saw or heard"),
    ({"what_happened": " \n\t "}, "what_happened", "Write what you saw or heard"),
    ({"what_happened": "\u200e\u200b\u202e"}, "what_happened", "Write what you saw or heard"),
    ({"what_happened": "\x00\x07"}, "what_happened", "Write what you saw or heard"),
    ({"what_happened": "x" * 15_001}, "what_happened", "15001 characters long and the limit is 15000"),
    ({"urgency": "soonish"}, "urgency", "soonish"),
    ({"area": "atlantis"}, "area", "There is no such area here"),
    ({"postcode": "NM1 4A\u00c9"}, "postcode", "letters and numbers only"),
    ({"postcode": "N" * 13}, "postcode", "the limit is 12"),
    ({"where_text": "x" * 501}, "where_text", "the limit is 500"),
    ({"emergency_log_no": "1" * 61}, "emergency_log_no", "the limit is 60"),
    ({"sender_contact": "x" * 501}, "sender_contact", "the limit is 500"),
    ({"child_wants": "x" * 15_001}, "child_wants", "the limit is 15000"),
    ({"must_not_be_told": "x" * 15_001}, "must_not_be_told", "the limit is 15000"),
    ({"adults": "\n".join(map(str, range(51)))}, "adults", "at most 50"),
    ({"day-day": "31", "day-month": "2", "day-year": "2026"}, "day", "real date"),
    ({"day-day": "24", "day-month": "11", "day-year": "2026"}, "day", "has not come yet"),
    ({"day-day": "1", "day-month": "", "day-year": "2026"}, "day", "a day, a month and a year"),
    ({"day-day": "\u0661", "day-month": "x", "day-year": "2026"}, "day", "real date"),
    ({"at": "25:00"}, "at", "Enter a time"),
    ({"at": "13pm"}, "at", "Enter a time"),
    ({"at": "half past nine"}, "at", "Enter a time"),
    ({"day-day": "23", "day-month": "11", "day-year": "2026", "at": "23:00"}, "at", "has not come yet"),
    ({"child-0-born": "teenager"}, "born", "Give an age, a year or a date"),
    ({"child-0-born": "31/2/2009"}, "born", "Give an age, a year or a date"),
    ({"child-0-born": "24/11/2026"}, "born", "has not come yet"),
    ({"child-0-born": "2031"}, "born", "has not come yet"),
    ({"child-0-born": "130"}, "born", "Give an age, a year or a date"),
    ({"child-0-names": "x" * 1001}, "names", "the limit is 1000"),
    ({"child-0-sex": "girl"}, "sex", "girl"),
    ({"exploitation_types": ["magic"]}, "exploitation_types", "magic"),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD)
def test_what_cannot_be_taken_is_said_at_its_own_field_and_kept(typed, field, sentence):
    whole = page(**typed)
    found = errors(whole)
    assert list(found) == [field]
    assert sentence in found[field][0]
    form = next(form for form in whole.forms if field in form.errors)
    kept = form[field].value()
    assert kept == {"day": typed.get("day-day"), "month": typed.get("day-month"), "year": typed.get("day-year")} or (
        kept == next(value for name, value in typed.items() if name.endswith(field))
    )


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("She said: “help” 😢", "She said: “help” 😢"),
        ("قالت إنها خائفة\u200f.", "قالت إنها خائفة\u200f."),
        ("line\r\ntwo\rthree\x0bfour", "line\ntwo\nthree\nfour"),
        ("bell\x07 and nul\x00 gone", "bell and nul gone"),
        ("x" * 15_000, "x" * 15_000),
        ("a\r\n" * 7_500, ("a\n" * 7_500).strip()),
    ],
)
def test_words_in_any_script_are_taken_as_they_are(typed, heard):
    whole = page(what_happened=typed)
    assert whole.is_valid()
    assert whole.said().what_happened == heard


def test_only_one_answer_is_needed_and_the_child_may_be_unknown():
    whole = page()
    assert whole.is_valid()
    said = whole.said()
    assert (said.urgency, said.children, said.how_known) == ("today", (ChildSaid(),), "seen")
    assert not whole.is_open


def test_everything_that_was_typed_is_in_the_concern():
    whole = page(
        urgency="danger_now",
        emergency_log_no="NP-1",
        where_text="Behind the market",
        postcode="nm1 4ab",
        area="westmoor",
        **{"day-day": "21", "day-month": "11", "day-year": "2026", "at": "10.30 pm"},
        other_children="Two small boys",
        how_known="child_says",
        source_protected="on",
        adults="A man, 40\n\nA woman",
        vehicles="white van KX\nwhite van KX",
        must_not_be_told="Her uncle",
        exploitation_types=["sexual", "unknown"],
        child_knows="no",
        child_wants="To go to school",
        parents_told="not_safe",
        sender_contact="01632 960 123",
    )
    assert whole.is_valid(), [form.errors for form in whole.forms]
    said = whole.said()
    assert said.occurred_from == datetime(2026, 11, 21, 22, 30, tzinfo=LOCAL)
    assert (said.postcode, said.area, said.child_knows) == ("NM1 4AB", "westmoor", False)
    assert said.adults == ("A man, 40", "A woman")
    assert said.vehicles == ("white van KX",)
    assert (said.exploitation_types, said.parents_told) == (("sexual", "unknown"), "not_safe")
    assert said.source_protected is True


def test_a_child_is_read_from_its_own_part():
    whole = page(
        children="3",
        **{
            "child-0-names": "Nguyen Van Tang\nTang",
            "child-0-born": "about 14",
            "child-0-sex": "male",
            "child-0-nationalities": "Vietnamese, British",
            "child-0-languages": "Vietnamese",
            "child-0-phones": "\u202a07700 900123\u202c",
            "child-0-school": "Eastmoor High",
            "child-0-address": "1 High St\nEastmoor",
            "child-0-identifiers": "NHS number: 943 476 5919\nCASE/77",
            "child-2-is_unknown": "on",
        },
    )
    assert whole.is_valid(), [form.errors for form in whole.forms]
    first, unknown = whole.said().children
    assert [name.text for name in first.names] == ["Nguyen Van Tang", "Tang"]
    assert first.born == BornSaid(
        age_from=13, age_to=15, basis="professional_estimate", words="about 14", is_guess=True
    )
    assert (first.nationalities, first.phones) == (("Vietnamese", "British"), ("07700 900123",))
    assert first.identifiers == (("nhs", "943 476 5919"), ("local", "CASE/77"))
    assert first.addresses == ("1 High St, Eastmoor",)
    assert unknown == ChildSaid()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14", BornSaid(age_from=14, age_to=14, words="14")),
        ("14-16", BornSaid(age_from=14, age_to=16, words="14-16")),
        ("2009", BornSaid(year=2009, words="2009")),
        ("2009?", BornSaid(year=2009, basis="professional_estimate", words="2009?", is_guess=True)),
        ("3/4/2009", BornSaid(on=date(2009, 4, 3), words="3/4/2009")),
    ],
)
def test_an_age_date_or_year_is_read_and_the_senders_words_are_kept(typed, said):
    assert born_said(typed, seen_on=TODAY) == said
    assert said.text == typed


def test_an_age_in_leap_years_comes_back_as_it_was_said():
    for age in range(20):
        found = born_said(str(age), seen_on=date(2028, 2, 29))
        assert (found.age_from, found.age_to) == (age, age)


def test_how_the_age_is_known_can_be_said():
    whole = page(**{"child-0-born": "about 14", "child-0-born_basis": "document"})
    assert whole.is_valid()
    assert whole.said().children[0].born.basis == "document"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("NHS 943 476 5919", ("nhs", "943 476 5919")),
        ("Home Office ref P1234567", ("home_office", "P1234567")),
        ("passport no. 123", ("passport", "123")),
        ("NHS", ("local", "NHS")),
        ("C123", ("local", "C123")),
    ],
)
def test_a_number_goes_to_whose_it_is(line, found):
    assert identifier(line) == found


def test_a_day_alone_means_some_time_on_it_and_a_time_alone_the_last_one():
    moment = MONDAY
    assert happened(None, None, moment=moment) == (None, None)
    start, end = happened(date(2026, 11, 21), None, moment=moment)
    assert (start.hour, end.hour, end.date()) == (0, 23, date(2026, 11, 21))
    assert happened(TODAY, None, moment=moment)[1] == moment
    assert happened(None, time(23, 50), moment=moment)[0].date() == date(2026, 11, 22)
    assert happened(None, time(9, 0), moment=moment)[0].date() == TODAY


@pytest.mark.parametrize("count", ["", "0", "x", "-1", "999999", "\u0663"])
def test_a_count_of_children_that_nobody_typed_gives_between_one_and_twenty(count):
    assert 1 <= len(page(children=count).children) <= 20


def test_another_child_can_be_added_up_to_twenty():
    more = WholeConcern(areas=AREAS, area="", typed=words(children="1"), more_children=1)
    assert len(more.children) == 2
    assert more.is_open
    full = WholeConcern(areas=AREAS, area="", typed=words(children="20"), more_children=1)
    assert len(full.children) == 20
    assert not full.may_add_child
    assert titles(2) == ["Child 1", "Child 2"]


def test_a_draft_is_put_back_into_every_kind_of_box_without_a_word_on_errors():
    typed = words(
        what_happened="",
        urgency="soon",
        exploitation_types=["sexual"],
        source_protected="on",
        **{"day-day": "31", "day-month": "2", "child-0-names": "Tang", "child-0-is_unknown": "on", "area": "westmoor"},
    )
    whole = WholeConcern(areas=AREAS, area="eastmoor", typed=typed)
    main, child = whole.concern, whole.children[0]
    assert not any(form.errors for form in whole.forms)
    assert main["day"].value() == {"day": "31", "month": "2", "year": ""}
    assert (main["exploitation_types"].value(), main["source_protected"].value()) == (["sexual"], True)
    assert (main["area"].value(), main["urgency"].value()) == ("westmoor", "soon")
    assert (child["names"].value(), child["is_unknown"].value()) == ("Tang", True)


def test_the_fresh_page_offers_the_own_area_and_keeps_the_rest_folded():
    whole = WholeConcern(areas=AREAS, area="eastmoor")
    assert whole.concern["area"].value() == "eastmoor"
    assert not whole.is_open


def test_the_folded_part_opens_when_something_in_it_must_be_put_right():
    whole = page(at="soon after dinner")
    assert not whole.is_valid()
    assert whole.is_open


def door(**typed: Any) -> DoorForm:
    return DoorForm(words(**typed), areas=AREAS)


def test_the_door_needs_a_number_to_ring_back():
    assert "so that somebody can ring" in str(door().errors["phone"])
    assert "whole phone number" in str(door(phone="none").errors["phone"])


def test_the_door_takes_the_child_in_words():
    form = door(phone="01632 960 001", caller="Jo, after six", who="a girl, about 12\nred coat", area="westmoor")
    assert form.is_valid(), form.errors
    said = form.said()
    assert said.sender_contact == "01632 960 001, Jo, after six"
    (name,) = said.children[0].names
    assert (name.kind, name.text) == ("described", "a girl, about 12\nred coat")


def test_a_call_says_how_it_ended_and_by_when():
    form = CallForm({"outcome": "spoke", "agreed": "They visit", "by_when-day": "24", "by_when-month": "11",
                     "by_when-year": "2026"})  # fmt: skip
    assert form.is_valid(), form.errors
    assert form.made().by_when == date(2026, 11, 24)
    past = CallForm({"outcome": "", "by_when-day": "1", "by_when-month": "11", "by_when-year": "2026"})
    assert set(past.errors) == {"outcome", "by_when"}


@pytest.mark.parametrize("odd", ["0/0/0000", "99999999999", "-5", "14-", "1e3", "14/", "\u0661\u0664th"])
def test_a_birth_that_cannot_be_read_is_a_sentence_and_never_a_crash(odd):
    with pytest.raises(ValidationError, match="Give an age"):
        born_said(odd, seen_on=TODAY)
