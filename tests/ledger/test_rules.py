"""What an event may say, and how it is digested."""

from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.ids import reference
from cairn.ledger import rules
from cairn.ledger.rules import NotForTheLedger

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)
CODES = st.from_regex(r"[a-z][a-z0-9_.:-]{0,63}", fullmatch=True)
PLAIN = st.one_of(st.uuids(), st.booleans(), st.integers(-1_000_000, 1_000_000), CODES)
TEXTS = st.lists(st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]))), max_size=6)


@given(st.dictionaries(KEYS, st.one_of(PLAIN, st.lists(PLAIN, max_size=5)), max_size=12))
def test_ids_codes_counts_and_field_names_are_kept(detail):
    kept = rules.shaped(detail)
    assert list(kept) == list(detail)
    for key, value in detail.items():
        given_items = value if isinstance(value, list) else [value]
        kept_items = kept[key] if isinstance(kept[key], list) else [kept[key]]
        assert kept_items == [str(item) if isinstance(item, UUID) else item for item in given_items]


@given(KEYS, st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: " " in text or not text.islower()))
def test_nothing_with_spaces_or_capitals_is_kept(key, text):
    is_id = len(text) == 36 and text.count("-") == 4
    if not is_id:
        with pytest.raises(NotForTheLedger):
            rules.shaped({key: text})


@pytest.mark.parametrize(
    "written",
    [
        *("Amara", "O’Brien", "12 High Street", "07700900123", "+447700900123", "2010-05-01", "amara@example.org", ""),
        *(7_700_900_123, 1.5, None, b"abc", {"name": "x"}, "a" * 65, "AB12 CDE", ["fine", "Not Fine"], [["nested"]]),
    ],
)
def test_what_a_person_wrote_is_refused_without_being_repeated(written):
    with pytest.raises(NotForTheLedger) as refused:
        rules.shaped({"field": written})
    assert str(refused.value) == "field"


@pytest.mark.parametrize("key", ["Name", "two words", "", "1st", "a" * 41, "é"])
def test_a_key_is_a_field_name(key):
    with pytest.raises(NotForTheLedger):
        rules.shaped({key: 1})


def test_a_detail_is_short():
    with pytest.raises(NotForTheLedger):
        rules.shaped({f"key{number}": number for number in range(13)})
    with pytest.raises(NotForTheLedger):
        rules.shaped({"ids": list(range(1001))})
    assert rules.shaped({"ids": list(range(1000))})


@given(st.integers(1, 4))
def test_a_spoken_reference_is_kept(length):
    asked = reference("C", length, 2)
    assert rules.reference(asked) == asked.lower()
    assert rules.shaped({"reference": rules.reference(asked)})


@given(st.text().filter(lambda text: set(text) & set("AEIOUaeiou")))
def test_a_name_typed_into_an_address_is_not_kept(text):
    assert rules.reference(text) == "malformed"


@pytest.mark.parametrize("purpose", ["x" * 121, "two\nlines"])
def test_a_purpose_is_no_story(purpose):
    with pytest.raises(NotForTheLedger):
        rules.stated(purpose)


def test_a_purpose_is_stated_in_words():
    assert rules.stated("preparing a strategy meeting") == "preparing a strategy meeting"


@given(TEXTS, TEXTS)
def test_two_events_share_a_line_only_when_they_are_equal(one, other):
    assert (rules.line(one) == rules.line(other)) == (one == other)


def test_a_line_tells_empty_from_absent():
    assert rules.line(["", None, "é"]) == b"0:,-,2:\xc3\xa9"


@given(st.lists(st.binary(), max_size=5))
def test_content_counts_and_digests_in_order(lines):
    together = b"".join(sha256(line).digest() for line in lines)
    assert rules.content(lines) == (len(lines), sha256(together).digest())


def test_a_head_depends_on_everything_under_it():
    heads = {
        rules.head(previous, facts, contents)
        for previous in (bytes(32), b"\x01" * 32)
        for facts in (["1", "2"], ["12"])
        for contents in (bytes(32), b"\x02" * 32)
    }
    assert len(heads) == 8
