"""When looking is unusual: limits that are data, signs that are reasons to ask."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.children.rules.looking import MOST_CHILDREN, Habits, Opening, Sign, is_odd, limits_on, read, unusual
from cairn.core.clock import LOCAL
from cairn.core.ids import uuid7
from cairn.partnership.rules import Hours

LIMITS = limits_on(date(2026, 11, 23))
MONDAY_TEN = datetime(2026, 11, 16, 10, tzinfo=LOCAL)
NIGHT = datetime(2026, 11, 17, 3, tzinfo=LOCAL)
BY_DAY = Habits(Hours(time(8, 45), time(17, 15)))
ALWAYS = Habits(Hours(None, None))


def opening(**more) -> Opening:
    return Opening(**{"child_id": uuid7(), "at": MONDAY_TEN, **more})


def signs(openings, habits=BY_DAY, limits=LIMITS) -> list[Sign]:
    return [one.sign for one in unusual(openings, habits, limits)]


def test_a_day_s_work_is_not_unusual():
    assert signs([opening() for _ in range(LIMITS.children_in_a_day - 1)]) == []
    assert signs([]) == []


def test_many_children_on_one_day_and_not_over_two():
    many = [opening() for _ in range(LIMITS.children_in_a_day)]
    assert signs(many) == [Sign.MANY_CHILDREN]
    half = len(many) // 2
    spread = [replace(one, at=one.at + timedelta(days=1)) if n < half else one for n, one in enumerate(many)]
    assert signs(spread) == []


def test_one_child_often_is_not_many_children():
    again = opening()
    assert signs([replace(again, at=MONDAY_TEN + timedelta(minutes=n)) for n in range(100)]) == []


def test_a_hub_coordinator_opens_more():
    many = [opening() for _ in range(LIMITS.children_in_a_day)]
    assert signs(many, replace(BY_DAY, is_hub=True)) == []
    assert signs([opening() for _ in range(LIMITS.children_in_a_day_hub)], replace(BY_DAY, is_hub=True)) == [
        Sign.MANY_CHILDREN
    ]


@pytest.mark.parametrize(("times", "found"), [(LIMITS.odd_hours - 1, []), (LIMITS.odd_hours, [Sign.ODD_HOURS])])
def test_at_night_again_and_again(times, found):
    assert signs([opening(at=NIGHT, times=times)]) == found


@pytest.mark.parametrize(
    ("habits", "at", "is_holiday", "odd"),
    [
        (BY_DAY, MONDAY_TEN, False, False),
        (BY_DAY, NIGHT, False, True),
        (BY_DAY, MONDAY_TEN, True, True),
        (BY_DAY, MONDAY_TEN + timedelta(days=5), False, True),
        (replace(BY_DAY, days_by_hour=((3, LIMITS.usual_days),)), NIGHT, False, False),
        (replace(BY_DAY, days_by_hour=((3, LIMITS.usual_days - 1),)), NIGHT, False, True),
        (ALWAYS, NIGHT, False, False),
        (replace(ALWAYS, days_by_hour=((10, LIMITS.usual_days),)), NIGHT, False, True),
        (replace(ALWAYS, days_by_hour=((10, LIMITS.usual_days),)), MONDAY_TEN, False, False),
    ],
    ids=["day", "night", "holiday", "weekend", "usual to them", "not yet usual", "no hours", "new hours", "own hours"],
)
def test_what_is_outside_the_hours_of_team_and_person(habits, at, is_holiday, odd):
    assert is_odd(opening(at=at, is_holiday=is_holiday), habits, LIMITS) is odd


def test_one_child_with_the_same_surname_is_enough():
    alike = opening(has_same_surname=True)
    (found,) = unusual([alike, opening()], BY_DAY, LIMITS)
    assert (found.sign, found.count, found.children) == (Sign.SAME_SURNAME, 1, (alike.child_id,))


@pytest.mark.parametrize(
    ("purposes", "is_hub", "found"),
    [
        ((), False, [Sign.NOT_INVOLVED]),
        (("now",), False, [Sign.NOT_INVOLVED]),
        (("answer a referral",), False, []),
        (("answer a referral", "now"), False, [Sign.NOT_INVOLVED]),
        (("now",), True, []),
    ],
)
def test_a_child_whom_the_team_had_nothing_to_do_with(purposes, is_hub, found):
    strange = opening(is_involved=False, purposes=purposes)
    assert signs([strange], replace(BY_DAY, is_hub=is_hub)) == found


def test_children_opened_once_and_never_before():
    week = [opening(is_new=True, at=MONDAY_TEN + timedelta(days=n % 5)) for n in range(LIMITS.opened_once)]
    assert signs(week) == [Sign.ONCE_ONLY]
    assert signs([replace(one, is_new=False) for one in week]) == []
    assert signs([replace(one, times=2) for one in week]) == []
    assert signs(week[1:]) == []


OPENINGS = st.lists(
    st.builds(
        Opening,
        child_id=st.uuids(),
        at=st.integers(0, 150).map(lambda hours: MONDAY_TEN + timedelta(hours=hours)),
        times=st.integers(1, 40),
        is_new=st.booleans(),
        is_involved=st.booleans(),
        has_same_surname=st.booleans(),
    ),
    max_size=60,
)


@given(OPENINGS, OPENINGS)
def test_looking_at_more_children_never_takes_a_sign_away(some, others):
    known = {one.child_id for one in some}
    more = [*some, *(one for one in others if one.child_id not in known)]
    assert set(signs(some)) <= set(signs(more))


@given(OPENINGS)
def test_a_sign_names_only_children_that_were_opened_and_not_too_many(openings):
    opened = {one.child_id for one in openings}
    for one in unusual(openings, BY_DAY, LIMITS):
        assert set(one.children) <= opened
        assert 1 <= len(one.children) <= MOST_CHILDREN
        assert one.count >= len(one.children)


def test_the_policy_says_that_it_is_local_and_unverified():
    assert LIMITS.certainty == "local"
    assert "unverified" in LIMITS.source
    with pytest.raises(LookupError):
        limits_on(date(2019, 1, 1))


def test_a_limit_of_nothing_is_refused():
    from importlib.resources import files

    text = files("cairn.children").joinpath("policies/unusual_looking.toml").read_text(encoding="utf-8")
    assert read(text) == (LIMITS,)
    with pytest.raises(ValueError, match="under 1"):
        read(text.replace("odd_hours = 3", "odd_hours = 0"))
