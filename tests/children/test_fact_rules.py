"""Check digits, periods with their gaps, postcodes, and how something that was said stands: pure decisions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cairn.children.kinds import Basis, CareStatus, FactKind, NameKind, NumberCheck, Status
from cairn.children.rules import (
    BirthView,
    NameView,
    Period,
    age_span,
    completed,
    first_day,
    gaps,
    is_concluded,
    last_day,
    left_blank,
    marks_for,
    number_check,
    period,
    postcode_in,
    refuse_unfit,
    shown_name,
    status_by,
    strongest,
)
from cairn.children.rules.numbers import nhs_digit, pnc_letter, upn_letter
from cairn.core.errors import Refused
from cairn.matching.births import aged

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
nine = st.text("0123456789", min_size=9, max_size=9)
twelve = st.text("0123456789", min_size=12, max_size=12)
years_of_two = st.text("0123456789", min_size=2, max_size=2)
serials = st.text("0123456789", min_size=1, max_size=7)
days = st.dates(date(2000, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("scheme", "text", "check"),
    [
        ("nhs", "943 476 5919", NumberCheck.RIGHT),
        ("nhs", "943-476-5918", NumberCheck.WRONG_DIGIT),
        ("nhs", "943 476 591", NumberCheck.WRONG_SHAPE),
        ("nhs", "not known", NumberCheck.WRONG_SHAPE),
        ("upn", "h801200001001", NumberCheck.RIGHT),
        ("upn", "A801200001001", NumberCheck.WRONG_DIGIT),
        ("upn", "H80120000100", NumberCheck.WRONG_SHAPE),
        ("upn", "H80120000100I", NumberCheck.WRONG_SHAPE),
        ("pnc", "2003/0062845E", NumberCheck.RIGHT),
        ("pnc", "03/62845E", NumberCheck.RIGHT),
        ("pnc", "2003/0062845F", NumberCheck.WRONG_DIGIT),
        ("pnc", "E2003", NumberCheck.WRONG_SHAPE),
        ("home_office", "M1234567", NumberCheck.UNCHECKED),
        ("home_office", "1212-0001-2345-6789", NumberCheck.UNCHECKED),
        ("home_office", "12", NumberCheck.WRONG_SHAPE),
        ("passport", "AB1234567", NumberCheck.UNCHECKED),
        ("passport", "?", NumberCheck.WRONG_SHAPE),
        ("nrm", "NRM 12345", NumberCheck.UNCHECKED),
        ("local", "anything at all", NumberCheck.UNCHECKED),
        ("no such scheme", "1", NumberCheck.UNCHECKED),
        ("nhs", "９４３ ４７６ ５９１９", NumberCheck.RIGHT),
    ],
)
def test_a_number_is_checked_as_its_register_does(scheme, text, check):
    assert number_check(scheme, text) is check


@given(nine, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_of_an_nhs_number_is_always_seen(digits, place, off):
    last = nhs_digit(digits)
    assume(last is not None)
    assert number_check("nhs", f"{digits}{last}") is NumberCheck.RIGHT
    wrong = digits[:place] + str((int(digits[place]) + off) % 10) + digits[place + 1 :]
    assert number_check("nhs", f"{wrong}{last}") is NumberCheck.WRONG_DIGIT


@given(nine, st.integers(0, 7))
def test_two_swapped_neighbours_of_an_nhs_number_are_always_seen(digits, place):
    last = nhs_digit(digits)
    assume(last is not None and digits[place] != digits[place + 1])
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert number_check("nhs", f"{swapped}{last}") is NumberCheck.WRONG_DIGIT


@given(twelve, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_of_a_pupil_number_is_always_seen(digits, place, off):
    letter = upn_letter(digits)
    assert number_check("upn", letter + digits) is NumberCheck.RIGHT
    wrong = digits[:place] + str((int(digits[place]) + off) % 10) + digits[place + 1 :]
    assert number_check("upn", letter + wrong) is NumberCheck.WRONG_DIGIT


@given(years_of_two, serials)
def test_a_police_number_checks_in_its_long_and_its_short_form(year, serial):
    letter = pnc_letter(year, serial)
    assert number_check("pnc", f"{year}/{serial}{letter}") is NumberCheck.RIGHT
    assert number_check("pnc", f"20{year}/{serial:0>7}{letter}") is NumberCheck.RIGHT


@given(st.sampled_from(["nhs", "upn", "pnc", "home_office", "passport", "nrm", "local"]), st.text(max_size=40))
def test_whatever_is_typed_as_a_number_is_judged_and_nothing_breaks(scheme, text):
    assert number_check(scheme, text) in NumberCheck


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 High Street, Eastmoor NM1 4AB", ("NM1 4AB", "NM1")),
        ("ec1a1bb", ("EC1A 1BB", "EC1A")),
        ("NM1 4AB, before that nm2 5dd", ("NM2 5DD", "NM2")),
        ("NM1", ("", "NM1")),
        ("behind the market", ("", "")),
        ("flat 3 of 4", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_postcode_in_what_was_said_of_a_place(text, found):
    assert postcode_in(text) == found


@given(st.text(max_size=60))
def test_what_is_found_as_a_postcode_is_found_again(text):
    whole, out = postcode_in(text)
    assert postcode_in(whole) == (whole, out if whole else "")


@pytest.mark.parametrize(
    ("detail", "parts"),
    [
        ({}, {"postcode": "NM1 4AB", "outcode": "NM1"}),
        ({"postcode": "nm25dd"}, {"postcode": "NM2 5DD", "outcode": "NM2"}),
        ({"postcode": "NM3"}, {"postcode": "NM3", "outcode": "NM3"}),
        ({"postcode": "somewhere"}, {"postcode": "somewhere"}),
    ],
)
def test_an_address_carries_its_postcode_and_its_first_half(detail, parts):
    assert completed(FactKind.ADDRESS, "1 High Street NM1 4AB", detail) == parts


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2023-02-29", None, None),
        ("2023-13", None, None),
        ("1066", None, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_a_day_as_exactly_as_it_is_known(told, first, last):
    assert (first_day(told), last_day(told)) == (first, last)


def test_what_has_no_beginning_is_known_from_the_day_it_was_said():
    assert period("", "", TODAY) == Period(TODAY)
    assert period("2024-03", "2024", TODAY) == Period(date(2024, 3, 1), date(2024, 12, 31))
    assert period("", "2024", TODAY) == Period(date(2024, 12, 31), date(2024, 12, 31))


def test_gaps_are_what_nobody_has_said_anything_of():
    told = [
        Period(date(2024, 1, 1), date(2024, 3, 31)),
        Period(date(2024, 2, 1), date(2024, 4, 10)),
        Period(date(2024, 6, 1), date(2024, 6, 30)),
    ]
    assert gaps(told, TODAY) == [Period(date(2024, 4, 11), date(2024, 5, 31)), Period(date(2024, 7, 1))]
    assert gaps([], TODAY) == []
    assert gaps([Period(date(2024, 1, 1))], TODAY) == []


spans = st.tuples(days, st.integers(0, 900), st.booleans())


@given(st.lists(spans, min_size=1, max_size=6))
def test_periods_and_gaps_share_out_every_day_between_them(told):
    periods = [Period(first, None if is_open else first + timedelta(days=length)) for first, length, is_open in told]
    found = gaps(periods, TODAY)
    day = min(one.first for one in periods)
    while day <= TODAY:
        held, missing = any(one.holds_on(day) for one in periods), any(one.holds_on(day) for one in found)
        assert held != missing, day
        day += timedelta(days=17)


@pytest.mark.parametrize(
    ("detail", "code"),
    [
        ({"from": "2026-02-31"}, "day_not_understood"),
        ({"from": "next week"}, "day_not_understood"),
        ({"from": "2027"}, "period_in_future"),
        ({"from": "2026-05", "to": "2026-04"}, "period_out_of_order"),
        ({"place_kind": "castle"}, "not_one_of_these"),
        ({"status": "verified"}, "not_one_of_these"),
    ],
)
def test_a_period_or_an_answer_that_cannot_be_is_refused(detail, code):
    with pytest.raises(Refused) as refused:
        refuse_unfit(FactKind.ADDRESS, "somewhere", detail, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "text"), [(FactKind.CARE_STATUS, "in a castle"), (FactKind.IMMIGRATION, "x"), (FactKind.SEX, "girl")]
)
def test_what_has_a_list_of_answers_takes_no_other(kind, text):
    with pytest.raises(Refused, match="not_one_of_these"):
        refuse_unfit(kind, text, {}, TODAY)


def test_an_end_that_is_still_to_come_is_taken():
    refuse_unfit(FactKind.PARENTAL, "the council", {"from": "2026", "to": "2028-03"}, TODAY)


@pytest.mark.parametrize(
    ("kind", "basis", "is_own", "allowed", "refused"),
    [
        (FactKind.BIRTH, Basis.DOCUMENT, False, {Status.BELIEVED_FALSE, Status.SUPPLIED}, {Status.IN_ERROR}),
        (FactKind.BIRTH, Basis.CHILD_SAYS, False, {Status.DISPUTED, Status.SUPPLIED}, {Status.BELIEVED_FALSE}),
        (FactKind.NAME, Basis.DOCUMENT, True, {Status.IN_ERROR}, {Status.VERIFIED}),
        (FactKind.RELATIONSHIP, Basis.CHILD_SAYS, False, {Status.VERIFIED, Status.DOUBTED}, {Status.BELIEVED_FALSE}),
        (FactKind.WISH, Basis.CHILD_SAYS, True, {Status.IN_ERROR}, {Status.DISPUTED}),
    ],
)
def test_what_may_be_thought_of_something_that_was_said(kind, basis, is_own, allowed, refused):
    marks = set(marks_for(kind, basis, is_own=is_own))
    assert allowed <= marks
    assert not refused & marks


@given(st.sampled_from(list(FactKind)), st.sampled_from(list(Basis)), st.booleans())
def test_the_childs_own_word_is_never_believed_false(kind, basis, is_own):
    marks = marks_for(kind, basis, is_own=is_own)
    assert basis != Basis.CHILD_SAYS or Status.BELIEVED_FALSE not in marks
    assert (Status.IN_ERROR in marks) == is_own


@pytest.mark.parametrize("basis", Basis)
def test_how_something_is_known_says_how_it_stands_until_somebody_says_more(basis):
    assert status_by(basis) in {Status.STATED, Status.DOCUMENTED, Status.OBSERVED}


def view(age, **more) -> BirthView:
    found = aged(age, age, seen_on=TODAY)
    return BirthView(found.earliest, found.latest, **more)


def test_an_adult_by_a_concluded_assessment_alone():
    """R-005: until one is concluded, any view under 18 makes a child; the spread is shown before and after."""
    views = [view(16, is_own_word=True), view(21)]
    before = age_span(views, TODAY)
    after = age_span([*views, view(20, is_assessed=True)], TODAY)
    assert before is not None
    assert after is not None
    assert (before.is_child, after.is_child) == (True, False)
    assert (after.low, after.high, after.is_disputed) == (16, 21, True)
    assert age_span([*views, view(20, is_assessed=True), view(17, is_assessed=True)], TODAY).is_child


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=5), st.integers(0, 17))
def test_the_childs_own_word_counts_whoever_believes_it(others, own):
    views = [view(age, is_believed_false=is_false) for age, is_false in others]
    span = age_span([*views, view(own, is_own_word=True, is_believed_false=True)], TODAY)
    assert span is not None
    assert span.is_child
    assert span.low <= own


@pytest.mark.parametrize(
    ("status", "by", "day", "concluded"),
    [
        (Status.ASSESSED, "Eastmoor", "2026-11", True),
        (Status.ASSESSED, " ", "2026-11", False),
        (Status.ASSESSED, "Eastmoor", "", False),
        (Status.ASSESSED, "Eastmoor", "2027", False),
        (Status.DISPUTED, "Eastmoor", "2026-11", False),
    ],
)
def test_an_assessment_is_concluded_when_it_is_known_who_and_when(status, by, day, concluded):
    assert is_concluded(status, assessed_by=by, concluded_on=day, today=TODAY) is concluded


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        (["in_need", "accommodated"], CareStatus.ACCOMMODATED),
        (["none", "unknown"], CareStatus.NONE),
        (["care_order", "protection_plan", "in_need"], CareStatus.CARE_ORDER),
        (["no such status"], CareStatus.UNKNOWN),
        ([], CareStatus.UNKNOWN),
    ],
)
def test_of_several_care_statuses_a_child_is_counted_once(told, counted):
    assert strongest(told) is counted


def test_not_known_is_an_answer_and_a_blank_is_not():
    told = {"application": "not known", "decision": " ", "next_step": "not applicable"}
    assert left_blank(told) == ("decision", "representative")


def name(text, kind=NameKind.KNOWN_AS, basis=Basis.OTHER_PERSON_SAYS, **more) -> NameView:
    return NameView(text, kind, basis, NOON, **more)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([name("Papers", NameKind.LEGAL, is_doubted=True), name("Tang", NameKind.STREET)], "Tang"),
        ([name("Papers", is_doubted=True)], "Papers"),
        ([name("unknown"), name("Tang", NameKind.DOCUMENT)], "Tang"),
        ([name("Baby of Sarah Jones"), name("Lan", NameKind.NICKNAME)], "Lan"),
        ([name("unknown")], "unknown"),
        ([name("O", basis=Basis.CHILD_SAYS), name("Mr Papers", NameKind.DOCUMENT)], "O"),
        ([name("Linh", NameKind.NICKNAME), name("Lan", NameKind.BIRTH_REGISTERED)], "Lan"),
        ([name("🙂"), name("Tang", NameKind.ALIAS)], "Tang"),
    ],
)
def test_names_that_name_nobody_or_that_nobody_believes_give_way(names, shown):
    assert shown_name(names) == shown
    assert shown_name(list(reversed(names))) == shown
