"""Every text of the sheet stands in every language of it, whole, and says what may be said."""

import re
from functools import cache

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from cairn.voice.kinds import UNVERIFIED, SheetLanguage
from cairn.voice.queries import speaking
from cairn.voice.rules import texts
from tests.house import tree

OTHERS = [one for one in SheetLanguage if one is not SheetLanguage.ENGLISH]
_PLACE = re.compile(r"\{\w+\}")
_ARABIC = re.compile("[\u0600-\u06ff]")


@cache
def said() -> frozenset[str]:
    """Every text of the sheet, found as `make messages` finds it."""
    found = extract_from_dir(tree.ROOT / "cairn" / "voice", [("**.py", "python")], keywords={"for_child": None})
    return frozenset(str(message) for _, _, message, _, _ in found)


@cache
def catalogue(language: SheetLanguage) -> Catalog:
    path = speaking.CATALOGUES / language.value / "LC_MESSAGES" / f"{speaking.DOMAIN}.po"
    with path.open("rb") as opened:
        return read_po(opened)


def translations(language: SheetLanguage) -> dict[str, str]:
    return {str(one.id): str(one.string) for one in catalogue(language) if one.id and not one.fuzzy}


def test_every_text_of_the_sheet_is_found():
    listed = {text for rows in texts.TOGETHER.values() for text in rows} | {*texts.RIGHTS, *texts.AWAY.values()}
    assert listed < said()
    assert texts.TITLE in said()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_nothing_else_is(language):
    known = translations(language)
    assert said() - {text for text, words in known.items() if words} == set(), "missing: run `make messages`"
    assert known.keys() - said() == set(), "no such text any more: run `make messages`"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_another_sentence_with_the_same_places(language):
    for text, words in translations(language).items():
        assert words != text
        assert sorted(_PLACE.findall(words)) == sorted(_PLACE.findall(text)), text


def test_arabic_is_written_in_arabic_and_from_right_to_left():
    assert all(_ARABIC.search(words) for words in translations(SheetLanguage.ARABIC).values())
    assert speaking.direction(SheetLanguage.ARABIC) == "rtl"
    assert {speaking.direction(one) for one in (SheetLanguage.ENGLISH, SheetLanguage.WELSH)} == {"ltr"}


def test_what_nobody_has_checked_says_so_in_its_file():
    for language in OTHERS:
        found = catalogue(language)
        is_marked = "UNVERIFIED" in found.header_comment
        assert is_marked == (language in UNVERIFIED) == (not speaking.is_checked(language))
        assert ("not checked" in found.last_translator) is is_marked
    assert speaking.is_checked(SheetLanguage.ENGLISH)


def test_what_is_built_is_what_is_written():
    assert set(speaking.spoken()) == set(SheetLanguage), "no catalogue was built: run `make setup`"
    for language in OTHERS:
        say = speaking.saying(language)
        assert {text: say(text) for text in said()} == translations(language), "an old catalogue: run `make setup`"


def test_a_text_without_translation_is_never_shown_in_english():
    with pytest.raises(speaking.NotSpoken):
        speaking.saying(SheetLanguage.WELSH)("Something nobody has translated")
    assert speaking.saying(SheetLanguage.ENGLISH)("Anything") == "Anything"


def test_the_languages_are_ones_that_dates_and_directions_are_known_of():
    assert all(Locale.parse(one.value).languages for one in SheetLanguage)
