"""How dates, times and telephone numbers are written."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.utils import translation

from cairn.ui import formats

MOMENT = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today():
    with time_machine.travel(MOMENT, tick=False), translation.override("en-gb"):
        yield


def test_a_day_is_written_in_full():
    assert formats.day(date(2026, 11, 21)) == "21 November 2026"


def test_moments_are_shown_as_towns_in_the_uk_read_them():
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert formats.day_and_time(summer) == "1 July 2026 at 00:30"
    assert formats.day_and_time(MOMENT) == "21 November 2026 at 14:03"


def test_times_are_on_the_24_hour_clock():
    assert formats.clock_time(MOMENT) == "14:03"
    assert formats.clock_time(time(9, 5)) == "09:05"


def test_a_deadline_names_its_weekday():
    assert formats.by_end_of(date(2026, 11, 23)) == "by the end of Monday 23 November"


def test_a_moment_at_midnight_ends_the_day_before():
    assert formats.by_end_of(datetime(2026, 11, 24, tzinfo=UTC)) == "by the end of Monday 23 November"


def test_a_deadline_far_away_carries_its_year():
    assert formats.by_end_of(date(2027, 11, 23)) == "by the end of Tuesday 23 November 2027"


def test_a_moment_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        formats.day(datetime(2026, 11, 21))  # noqa: DTZ001 - the mistake under test


def test_machine_readable_forms():
    assert formats.iso(date(2026, 11, 21)) == "2026-11-21"
    assert formats.iso(MOMENT) == "2026-11-21T14:03:00+00:00"


def test_dates_follow_the_language_of_the_page():
    with translation.override("cy"):
        assert formats.day(date(2026, 11, 21)) == "21 Tachwedd 2026"


def test_an_unknown_language_reads_british_dates():
    with translation.override("xx"):
        assert formats.day(date(2026, 11, 21)) == "21 November 2026"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("01632 960 001", "tel:+441632960001"),
        ("+44 (0)1632 960001", "tel:+441632960001"),
        ("999", "tel:999"),
        ("116 123", "tel:116123"),
    ],
)
def test_every_number_can_be_rung(written, address):
    assert formats.tel(written) == address


def test_a_number_does_not_break_across_lines():
    assert formats.phone(" 01632  960 001 ") == "01632\u00a0960\u00a0001"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("vi", "Vietnamese"),
        ("vie", "Vietnamese"),
        ("tir", "Tigrinya"),
        ("prs", "Dari"),
        ("ckb", "Central Kurdish"),
        ("zh-Hant", "Traditional Chinese"),
        (" so ", "Somali"),
        ("Somali", "Somali"),
        ("Ga", "Ga"),
        ("qqq", "qqq"),
        ("a little English", "a little English"),
        ("ሰላም", "ሰላም"),
        ("", ""),
    ],
)
def test_a_language_is_named_and_typed_words_stay(said, name):
    assert formats.language(said) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("VN", "Vietnam"),
        ("VNM", "Vietnam"),
        ("UK", "United Kingdom"),
        ("SUN", "SUN"),
        ("QQ", "QQ"),
        ("Kosovan", "Kosovan"),
        ("Eritrea", "Eritrea"),
        ("", ""),
    ],
)
def test_a_country_is_named_and_typed_words_stay(said, name):
    assert formats.country(said) == name


def test_names_follow_the_language_of_the_page():
    with translation.override("cy"):
        assert (formats.language("vi"), formats.country("VN")) == ("Fietnameg", "Fietnam")
