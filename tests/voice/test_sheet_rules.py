"""What stands on a sheet, and what never stands on the one that a child takes away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.errors import Refused
from cairn.partnership.kinds import Discipline
from cairn.voice.kinds import HANDS, Copy, HandOver, Interpreting, NotYet, SheetLanguage, View
from cairn.voice.queries import speaking
from cairn.voice.rules import texts
from cairn.voice.rules.saying import (
    LONG,
    MOST_DAYS,
    NotYetSaid,
    SheetSaid,
    ToldSaid,
    entry_words,
    refuse_open_ended,
    refuse_unsafe,
    refuse_unsaid,
)
from cairn.voice.rules.sheet import NEVER_AWAY, Around, away, may_name, never_away, together

TODAY = date(2026, 11, 22)
EVERYBODY = tuple(Around(one.value, f"Agency {number}") for number, one in enumerate(Discipline))
TELLS_WHY = {"police", "immigration", "competent_authority", "youth_justice", "hub"}


def the_away(language: SheetLanguage, around=EVERYBODY) -> str:
    say = speaking.saying(language)
    checked = speaking.is_checked(language)
    return away(may_name(around, Copy.AWAY), say, is_checked=checked).words()


def the_together(language: SheetLanguage, around=EVERYBODY) -> str:
    say, checked = speaking.saying(language), speaking.is_checked(language)
    day = speaking.day_in(language, TODAY)
    return together(may_name(around, Copy.TOGETHER), day, say, is_checked=checked).words()


@pytest.mark.parametrize("language", SheetLanguage)
def test_what_is_taken_away_says_nothing_of_police_address_system_or_exploitation(language):
    words = the_away(language)
    assert never_away(words) == ""
    assert "Agency" not in words
    assert "2026" not in words


@pytest.mark.parametrize("language", SheetLanguage)
def test_what_is_read_together_names_everybody_and_would_never_be_let_out(language):
    words = the_together(language)
    assert all(one.agency in words for one in EVERYBODY)
    assert never_away(words)


@pytest.mark.parametrize("language", NEVER_AWAY)
def test_each_word_that_is_never_said_is_seen(language):
    for beginning in NEVER_AWAY[language]:
        assert never_away(f"… {beginning.upper()} …"), beginning


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The Police know", "police"),
        ("يعمل مع الشرطة", "شرط"),
        ("Mae’r heddlu yma", "heddlu"),
        ("Një grua nga policia", "polic"),
        ("Rhywun sydd ag amser", ""),
        ("Essex and Sussex", ""),
        ("home  office", "home office"),
        ("", ""),
    ],
)
def test_words_are_known_by_how_they_begin(words, found):
    assert never_away(words) == found


def test_whoever_s_being_there_says_why_is_not_named_on_what_is_taken_away():
    assert {one.discipline for one in may_name(EVERYBODY, Copy.AWAY)} == set(Discipline.values) - TELLS_WHY
    assert {one.discipline for one in may_name(EVERYBODY, Copy.TOGETHER)} == set(Discipline.values)
    assert not set(texts.AWAY) & TELLS_WHY


def test_every_sort_of_agency_has_its_words():
    assert set(texts.TOGETHER) == set(Discipline.values)


def test_nobody_is_named_twice():
    twice = (Around("health", "One"), Around("health", "One", worker="Ada"), Around("health", "Two", leads=True))
    assert may_name(twice, Copy.TOGETHER) == (Around("health", "One", "Ada"), Around("health", "Two", leads=True))
    assert may_name(twice, Copy.AWAY) == (Around("health", worker="Ada"),)


def test_a_rank_in_a_name_is_not_taken_away():
    around = (Around("charity", "One", worker="Detective Marsh"), Around("health", "Two", worker="Ada Finch"))
    words = the_away(SheetLanguage.ENGLISH, around)
    assert "Ada Finch" in words
    assert "Marsh" not in words


@given(st.lists(st.builds(Around, st.sampled_from(Discipline.values), st.text(), st.text(), st.booleans())))
def test_whatever_agencies_and_workers_are_called_the_copy_to_take_away_stays_neutral(around):
    assert never_away(the_away(SheetLanguage.ENGLISH, around)) == ""


def test_the_sheet_says_whom_to_ask_by_name_where_the_child_has_a_worker():
    assert "Ask Ada." in the_together(SheetLanguage.ENGLISH, (Around("health", "One", worker="Ada"),))
    assert texts.ASK_READER in the_together(SheetLanguage.ENGLISH, (Around("health", "One"),))


@pytest.mark.parametrize(("language", "day"), [("en", "22 November 2026"), ("cy", "22 Tachwedd"), ("ar", "نوفمبر")])
def test_the_day_is_written_as_the_language_writes_it(language, day):
    assert day in the_together(SheetLanguage(language))


@pytest.mark.parametrize("language", SheetLanguage)
def test_an_unchecked_translation_says_so_on_both(language):
    noted = speaking.saying(language)(texts.UNCHECKED)
    for words in (the_away(language), the_together(language)):
        assert (noted in words) is not speaking.is_checked(language)


@pytest.mark.parametrize(
    ("hand", "code"),
    [
        (None, "takeaway_hand_needed"),
        (HandOver.CARER, "takeaway_by_carer"),
        (HandOver.INTERPRETER, "takeaway_by_interpreter"),
        (HandOver.OTHER, "takeaway_by_others"),
    ],
)
@pytest.mark.parametrize("is_safe", [True, False])
def test_nothing_is_taken_away_through_other_hands(hand, code, is_safe):
    said = SheetSaid(SheetLanguage.ENGLISH, Copy.AWAY, is_safe=is_safe, hand_over=hand)
    with pytest.raises(Refused) as refused:
        refuse_unsafe(said, stands_unsafe=False)
    assert refused.value.code == code


@pytest.mark.parametrize("hand", sorted(HANDS))
def test_what_is_taken_away_must_be_safe_to_be_found(hand):
    for is_safe, stands, code in ((False, False, "takeaway_not_safe"), (True, True, "takeaway_stands_unsafe")):
        with pytest.raises(Refused) as refused:
            refuse_unsafe(SheetSaid(SheetLanguage.WELSH, Copy.AWAY, is_safe, hand), stands_unsafe=stands)
        assert refused.value.code == code
    refuse_unsafe(SheetSaid(SheetLanguage.WELSH, Copy.AWAY, is_safe=True, hand_over=hand), stands_unsafe=False)


def test_reading_together_asks_nothing_of_that():
    refuse_unsafe(SheetSaid(SheetLanguage.ARABIC), stands_unsafe=True)


TOLD = {"told_on": TODAY, "language": "vi", "told": "Who knows what.", "is_alone": True}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"told_on": TODAY + timedelta(days=1)}, "told_on_future"),
        ({"told": " \n"}, "told_words_needed"),
        ({"language": " "}, "told_language_needed"),
        ({"is_alone": False}, "told_present_needed"),
        ({"interpreting": Interpreting.INDEPENDENT}, "interpreter_needed"),
        ({"interpreting": Interpreting.KNOWN}, "interpreter_needed"),
        ({"view": View.DISPUTES}, "disputes_needed"),
        ({"objects_to": "The school"}, "weighed_needed"),
        ({"questions": "x" * (LONG + 1)}, "told_too_long"),
        ({"words": "x" * 10_000, "english": "y" * 5_000}, "told_too_long"),
        ({"language": "x" * 61}, "told_too_long"),
    ],
)
def test_a_conversation_that_says_too_little_or_too_much_is_refused(more, code):
    with pytest.raises(Refused) as refused:
        refuse_unsaid(ToldSaid(**{**TOLD, **more}), TODAY)
    assert refused.value.code == code


def test_a_conversation_says_enough_with_what_was_told_in_what_language_and_who_was_there():
    refuse_unsaid(ToldSaid(**TOLD), TODAY)
    refuse_unsaid(ToldSaid(**{**TOLD, "is_alone": False, "present": "Her guardian"}), TODAY)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"why": " "}, "not_yet_why_needed"),
        ({"why": "x" * 501}, "told_too_long"),
        ({"review_on": TODAY}, "review_on_wrong"),
        ({"review_on": TODAY + timedelta(days=MOST_DAYS + 1)}, "review_on_wrong"),
    ],
)
def test_waiting_has_a_reason_and_an_end(more, code):
    said = {"reason": NotYet.UNSAFE, "why": "They watch her.", "review_on": TODAY + timedelta(days=MOST_DAYS)}
    refuse_open_ended(NotYetSaid(**said), TODAY)
    with pytest.raises(Refused) as refused:
        refuse_open_ended(NotYetSaid(**{**said, **more}), TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("own", "english", "words"),
    [
        ("Tôi mệt.", "I am tired.", "Tôi mệt.\n\n(I am tired.)"),
        ("Cold.", "", "Cold."),
        ("", "Cold.", "Cold."),
        ("", "", ""),
    ],
)
def test_the_child_s_words_come_first_and_the_translation_beside_them(own, english, words):
    assert entry_words(ToldSaid(**TOLD, words=own, english=english)) == words
