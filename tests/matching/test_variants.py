"""The book of known forms: what it joins, what it keeps apart, and that its files can be trusted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.names import fold
from cairn.matching.variants import VariantBook, curated_files, one_part, shipped
from tests.matching.name_pairs import PAIRS

FORMS = st.text(alphabet="abcdefgh", min_size=1, max_size=3)
GROUPS = st.lists(st.lists(FORMS, max_size=4), max_size=6)
FILES = curated_files()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("william", "bill"),
        ("isabella", "bella"),
        ("huang", "wong"),
        ("chen", "tan"),
        ("yusuf", "joseph"),
        ("yohannes", "john"),
        ("wojciech", "wojtek"),
        ("malgorzata", "gosia"),
        ("gheorghe", "george"),
        ("diallo", "jalloh"),
        ("oluwaseun", "seun"),
        ("xhevdet", "jawdat"),
        ("cismaan", "osman"),
        ("khalid", "halid"),
        ("choudhury", "chaudhry"),
        ("nguyen", "nguyn"),
    ],
)
def test_known_forms_of_one_name_are_the_same(one, other):
    book = shipped()
    assert book.same(one, other)
    assert book.same(other, one)
    assert other in book.variants(one)


@pytest.mark.parametrize(
    ("one", "other"), [("mohammed", "mahmoud"), ("isabella", "arabella"), ("hassan", "hussein"), ("maria", "miriam2")]
)
def test_other_names_are_not(one, other):
    assert not shipped().same(one, other)


def test_an_unknown_part_has_no_variants_and_is_the_same_as_itself():
    assert shipped().variants("qwertz") == frozenset()
    assert shipped().same("qwertz", "qwertz")
    assert not shipped().same("qwertz", "")


def test_forms_that_share_a_form_stay_apart():
    book = VariantBook([["Isabella", "Bella"], ["Arabella", "Bella"]])
    assert book.variants("bella") == {"isabella", "arabella"}
    assert not book.same("isabella", "arabella")


def test_a_partnership_adds_forms_without_changing_the_book():
    book = shipped()
    before = book.version, len(book)
    added = book.extended([["Tesfay", "Tez"], ["ተስፋይ", "Tesi"]])
    assert added.same("tez", "tesfay")
    assert added.same("tesi", "tesfay")
    assert added.same("william", "bill")
    assert not book.same("tez", "tesfay")
    assert (book.version, len(book)) == before
    assert len(added) == len(book) + 2


def test_a_form_of_several_words_or_none_is_left_out():
    book = VariantBook([["Tesfay Haile", "Tez"], ["unknown", "Tez"], ["T", "Tez"], ["Abdul Rahman", "Rahman"], []])
    assert book.variants("tez") == frozenset()
    assert book.same("abdulrahman", "rahman")
    assert len(book) == 1


@given(GROUPS)
def test_being_forms_of_one_name_goes_both_ways_and_never_to_itself(groups):
    book = VariantBook(groups)
    for part in {one_part(form) for group in groups for form in group}:
        assert part not in book.variants(part)
        assert all(part in book.variants(other) for other in book.variants(part))


@given(GROUPS, GROUPS)
def test_the_version_follows_the_groups_alone(groups, others):
    book, other = VariantBook(groups), VariantBook(others)
    assert book.version == VariantBook([reversed(group) for group in reversed(groups)]).version
    assert book.version == book.extended([]).version == book.extended(groups).version
    same = {part: book.variants(part) for group in groups + others for part in map(one_part, group)} == {
        part: other.variants(part) for group in groups + others for part in map(one_part, group)
    }
    if book.version == other.version:
        assert same


def test_the_book_is_read_once():
    assert shipped() is shipped()


@pytest.mark.parametrize("content", FILES, ids=[str(each["origin"]) for each in FILES])
def test_every_file_says_what_it_is_and_holds_whole_groups(content):
    assert set(content) == {"origin", "version", "since", "source", "groups"}
    assert isinstance(content["since"], date)
    assert "by hand" in content["source"]
    assert "not verified" in content["source"]
    groups = [group.split() for group in content["groups"]]
    assert [form for group in groups for form in group if not one_part(form)] == []
    assert [group for group in groups if len({one_part(form) for form in group}) < 2] == []
    assert len({frozenset(group) for group in groups}) == len(groups)


def test_most_pairs_written_down_meet_in_the_book_or_by_their_letters():
    pairs = [(fold(one)[-1], fold(other)[-1]) for one, other in PAIRS["english"]]
    assert sum(shipped().same(*pair) for pair in pairs) / len(pairs) > 0.7
