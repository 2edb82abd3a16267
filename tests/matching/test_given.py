"""What is written first is a child's own unless families open with it; short and known forms are seen as such."""

import pytest

from cairn.matching.alignment import compare_parts
from cairn.matching.facts import NameFact
from cairn.matching.given import tells_siblings_apart
from cairn.matching.kinds import Level


@pytest.mark.parametrize("part", ["tesfay", "amelia", "dawit", "priya", "maya", "jack", "frank", "ruth", "max"])
def test_most_names_written_first_are_one_child_s(part):
    assert tells_siblings_apart(part)


FAMILY_NAMES = ["nguyen", "huynh", "quach", "chen", "hsieh", "zhuang", "cheung", "ng", "kim", "park", "choi", "kwon"]


@pytest.mark.parametrize("part", [*FAMILY_NAMES, "li", "khan"])
def test_a_family_name_of_one_syllable_tells_nobody_apart(part):
    assert not tells_siblings_apart(part)


@pytest.mark.parametrize("part", ["muhammad", "mohammed", "syed", "maria", "singh", "kaur"])
def test_a_name_in_honour_is_borne_by_brothers_and_sisters_alike(part):
    assert not tells_siblings_apart(part)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Tesfay Haile", "Tesfay Gebre", Level.FIRST_PART),
        ("Samuel Tesfay Haile", "Daniel Tesfay Haile", Level.SHARES_PART),
        ("Nguyen Van Tang", "Nguyen Minh Duc", Level.SHARES_PART),
        ("Muhammad Ali Khan", "Muhammad Usman Gul", Level.SHARES_PART),
        ("Haile Tesfay", "Gebre Tesfay", Level.SHARES_PART),
        ("Ifeanyi Bangura", "Ifeanyichukwu Bangura", Level.CLOSE),
        ("Seb Harrison", "Sebastien Harrison", Level.KNOWN_VARIANT),
        ("Raf Harrison", "Rafanel Harrison", Level.CLOSE),
        ("Beth Millar", "Elisabeth Millar", Level.KNOWN_VARIANT),
        ("Jess Carter", "Jesica Carter", Level.KNOWN_VARIANT),
        ("Petrudumitru", "Petru Dumitru", Level.JOINED),
        ("Nikhiliyer", "Nikil Iyyer", Level.JOINED),
        ("Kubaszymanski", "Jakub Shymanski", Level.JOINED),
        ("Kubaszymanski", "Piotr Shymanski", Level.DIFFERS),
        ("Michelle Brown", "Michelle Jamie Morgan", Level.FIRST_PART),
    ],
)
def test_what_comes_first_and_what_is_short(one, other, level):
    left, right = NameFact.of(one).parts, NameFact.of(other).parts
    assert compare_parts(left, right) is level
    assert compare_parts(right, left) is level
