"""Two names side by side agree, sound alike or share a part, whatever the order of their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.matching.alignment import compare_parts
from cairn.matching.facts import NameFact
from cairn.matching.kinds import Level

PARTS = st.text(alphabet="abcdehimnorstuvwxy", min_size=2, max_size=9)
NAMES = st.lists(PARTS, min_size=1, max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Tang Nguyen", "Tang Nguyễn", Level.AGREES),
        ("ተስፋይ", "Tesfay", Level.AGREES),
        ("Omar Al-Hassan", "Omar Hassan", Level.AGREES),
        ("Nguyen Van Tang", "Tang Nguyễn", Level.ANY_ORDER),
        ("陈小明", "Xiaoming Chen", Level.JOINED),
        ("Thi Mai Tran", "Tran Thimai", Level.JOINED),
        ("Mohammed", "محمد", Level.SOUNDS_ALIKE),
        ("Mohammed", "Muhamad", Level.SOUNDS_ALIKE),
        ("Omar Hassan", "حسن عمر", Level.SOUNDS_ALIKE),
        ("Yousef Khalid", "يوسف خالد", Level.SOUNDS_ALIKE),
        ("Ibrahim", "إبراهيم", Level.SOUNDS_ALIKE),
        ("Tesfay Haile", "Tesfai Hayle", Level.SOUNDS_ALIKE),
        ("Xhevdet", "Jevdet", Level.SOUNDS_ALIKE),
        ("Chevdet Krasniqi", "Xhevdet Krasniqi", Level.KNOWN_VARIANT),
        ("Jonh Smith", "John Smith", Level.CLOSE),
        ("Elizabeth", "Elisabet", Level.SOUNDS_ALIKE),
        ("Amina Hassan", "Amira Hassan", Level.CLOSE),
        ("Omar Hassan", "Amir Hassan", Level.SHARES_PART),
        ("Hassan Ali", "Hussein Ali", Level.SHARES_PART),
        ("Li Wei", "Lu Wei", Level.SHARES_PART),
        ("Tesfay", "Tesfay Haile", Level.ONE_PART),
        ("Nguyen Van Tang", "Deni", Level.DIFFERS),
        ("Ahmedjavaid", "Ahmad Javed", Level.JOINED),
        ("Mahmoud", "Mohammed", Level.DIFFERS),
        ("Aya", "Ai", Level.DIFFERS),
        ("Tesfay", "John Smith", Level.DIFFERS),
        ("unknown", "Tesfay", Level.NOT_COMPARABLE),
    ],
)
def test_names_compare_as_people_would(one, other, level):
    left, right = NameFact.of(one).parts, NameFact.of(other).parts
    assert compare_parts(left, right) is level
    assert compare_parts(right, left) is level


@given(NAMES, st.randoms(use_true_random=False))
def test_the_same_parts_agree_in_any_order(name, random):
    shuffled = random.sample(name, len(name))
    assert compare_parts(name, shuffled) in {Level.AGREES, Level.ANY_ORDER}


@given(NAMES, NAMES, st.randoms(use_true_random=False))
def test_order_and_side_change_nothing_but_exactness(one, other, random):
    shuffled = random.sample(other, len(other))
    levels = {compare_parts(one, other), compare_parts(other, one), compare_parts(one, shuffled)}
    of_any_order = {Level.AGREES: Level.ANY_ORDER, Level.FIRST_PART: Level.SHARES_PART}
    assert len({of_any_order.get(level, level) for level in levels}) == 1


def test_two_parts_cannot_both_be_the_same_one():
    assert compare_parts(("tesfay", "tesfai"), ("tesfay", "haile")) is Level.FIRST_PART
