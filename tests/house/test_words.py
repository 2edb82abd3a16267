"""Words that hurt, blame or puzzle never reach a screen. What a child said is quoted as it was said."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from babel.messages.pofile import read_po

from tests.house import sentences, tree

NEVER = re.compile(
    r"""\b(?:
        claim(?:s|ed|ing)? | alleged(?:ly)? | credib(?:le|ility) | historical(?:ly)?
      | subjects? | candidates? | strangers? | hidden\ records? | break(?:ing|s)?[\ -](?:the[\ -])?glass
      | holds?\ the\ child | my\ children | category\ \d\ child
      | put(?:s|ting)?\ (?:herself|himself|themsel\w+|yourself)\ at\ risk
      | fail(?:ed|s|ing)?\ to\ engage | abscond(?:ed|s|ing)?
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”")
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]*>")


def objection(words: str) -> str:
    """The first word that must not be on a screen, outside quotation marks; empty when there is none."""
    plain = " ".join(PLACES.sub(" ", QUOTED.sub(" ", words)).split())
    found = NEVER.search(plain)
    return found[0] if found else ""


def translated() -> Iterator[tuple[str, str]]:
    """English written into committed catalogues."""
    for path in tree.committed():
        if path.suffix == ".po":
            with (tree.ROOT / path).open("rb") as opened:
                for message in read_po(opened):
                    yield str(path), " ".join(map(str, [message.id, message.string]))


def test_no_sentence_holds_a_word_that_must_not_be_on_a_screen():
    said = chain(sentences.extracted(), sentences.written_in_pages(), sentences.labels_in_policies(), translated())
    assert [f"{place}: {objection(words)}" for place, words in said if objection(words)] == []


@pytest.mark.parametrize(
    "words",
    ["The mother claims that", "a credible  account", "She failed\nto engage", "Break the glass", "three candidates"],
)
def test_a_word_that_must_not_be_on_a_screen_is_seen(words):
    assert objection(words)


@pytest.mark.parametrize(
    "words",
    ["“My children are at home”", "%(subject)s is safe", "She says", '<a data-x="claims">Story</a>', "Proclaimed"],
)
def test_quotations_and_places_are_let_through(words):
    assert not objection(words)
