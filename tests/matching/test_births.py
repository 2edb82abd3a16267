"""A birth has an earliest and a latest day, however it was given; the best pair of births counts."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cairn.matching import weights
from cairn.matching.birth_evidence import compare_births
from cairn.matching.births import BirthFact, aged, born_in, born_on, parse_birth_bounds
from cairn.matching.kinds import BirthPrecision, Level

SEEN = date(2018, 6, 1)
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
BIRTHS = st.lists(
    st.one_of(
        st.builds(born_on, DAYS, is_disputed=st.booleans()),
        st.builds(born_in, st.integers(1990, 2030), is_disputed=st.booleans()),
        st.builds(aged, st.integers(0, 10), st.integers(10, 25), seen_on=DAYS),
    ),
    max_size=3,
)


@pytest.mark.parametrize(
    ("phrase", "earliest", "latest"),
    [
        ("14", date(2003, 6, 2), date(2004, 6, 1)),
        ("aged 14 yrs", date(2003, 6, 2), date(2004, 6, 1)),
        ("14 years old", date(2003, 6, 2), date(2004, 6, 1)),
        ("14yo", date(2003, 6, 2), date(2004, 6, 1)),
        ("about 14", date(2002, 6, 2), date(2005, 6, 1)),
        ("~14", date(2002, 6, 2), date(2005, 6, 1)),
        ("14?", date(2002, 6, 2), date(2005, 6, 1)),
        ("14-16", date(2001, 6, 2), date(2004, 6, 1)),
        ("16 to 14", date(2001, 6, 2), date(2004, 6, 1)),
        ("between 14 and 16", date(2001, 6, 2), date(2004, 6, 1)),
        ("14 or 15", date(2002, 6, 2), date(2004, 6, 1)),
        ("about 0", date(2016, 6, 2), date(2018, 6, 1)),
        ("2004", date(2004, 1, 1), date(2004, 12, 31)),
        ("b 2004", date(2004, 1, 1), date(2004, 12, 31)),
        ("b. 2004?", date(2004, 1, 1), date(2004, 12, 31)),
        ("born in 2004", date(2004, 1, 1), date(2004, 12, 31)),
        ("born about 2004", date(2004, 1, 1), date(2004, 12, 31)),
        ("3/4/2009", date(2009, 4, 3), date(2009, 4, 3)),
        ("DOB: 03.04.2009", date(2009, 4, 3), date(2009, 4, 3)),
        ("2009-04-03", date(2009, 4, 3), date(2009, 4, 3)),
        ("٢٠٠٤", date(2004, 1, 1), date(2004, 12, 31)),
    ],
)
def test_a_phrase_gives_the_days_between_which_the_birth_lies(phrase, earliest, latest):
    birth = parse_birth_bounds(phrase, seen_on=SEEN)
    assert birth is not None
    assert (birth.earliest, birth.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "phrase", ["", "unknown", "31/2/2009", "2030", "1/1/1890", "1850", "0000", "999", "😀", "14 cats"]
)
def test_a_phrase_that_says_nothing_readable_gives_none(phrase):
    assert parse_birth_bounds(phrase, seen_on=SEEN) is None


@given(st.text(max_size=40) | st.from_regex(r"[0-9?~./ -]{0,12}", fullmatch=True), DAYS)
def test_reading_a_birth_never_raises(phrase, seen):
    parse_birth_bounds(phrase, seen_on=seen)


def test_a_guessed_year_is_open_to_dispute_and_a_guessed_age_is_wider():
    year = parse_birth_bounds("2004?", seen_on=SEEN)
    age = parse_birth_bounds("about 14", seen_on=SEEN)
    assert year is not None
    assert year.is_disputed
    assert age is not None
    assert age.precision is BirthPrecision.AGE_RANGE
    assert not age.is_disputed


@given(st.integers(0, 25), DAYS)
@example(14, date(2020, 2, 29))
@example(14, date(2018, 2, 28))
def test_an_age_bounds_the_birth_to_the_day(age, seen):
    birth = aged(age, age, seen_on=seen)
    assert _age_on(seen, birth.earliest) == _age_on(seen, birth.latest) == age
    assert _age_on(seen, birth.earliest - timedelta(days=1)) == age + 1
    assert _age_on(seen, birth.latest + timedelta(days=1)) == age - 1


def _age_on(day, born):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def test_an_age_at_the_beginning_of_time_is_refused():
    with pytest.raises(ValueError, match="year"):
        aged(5, 5, seen_on=date(4, 2, 29))
    assert parse_birth_bounds("14", seen_on=date(4, 2, 29)) is None


def test_a_birth_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="earliest"):
        BirthFact(date(2005, 1, 1), date(2004, 1, 1), BirthPrecision.AGE_RANGE)


def test_the_first_of_january_stands_for_its_year():
    birth = born_on(date(2004, 1, 1))
    assert not birth.is_exact
    assert birth.bounds == (date(2004, 1, 1), date(2004, 12, 31))


@pytest.mark.parametrize(
    ("one", "other", "level", "weight"),
    [
        (born_on(date(2009, 4, 3)), born_on(date(2009, 4, 3)), Level.AGREES, weights.BIRTH_SAME_DAY),
        (born_on(date(2009, 4, 3)), born_on(date(2009, 4, 8)), Level.ONE_DIGIT_APART, weights.BIRTH_ONE_DIGIT),
        (born_on(date(2009, 4, 3)), born_on(date(2009, 3, 4)), Level.SWAPPED, weights.BIRTH_SWAPPED),
        (born_on(date(2009, 4, 13)), born_on(date(2004, 4, 13)), Level.OTHER_YEAR, 4.5),
        (born_on(date(2009, 4, 13)), born_on(date(2019, 4, 13)), Level.ONE_DIGIT_APART, weights.BIRTH_ONE_DIGIT),
        (born_on(date(2009, 4, 13)), born_on(date(2013, 4, 13)), Level.OTHER_YEAR, 4.9),
        (born_on(date(2009, 4, 13)), born_on(date(2009, 5, 1)), Level.NEAR, weights.BIRTH_DAYS_APART),
        (born_on(date(2009, 4, 13)), born_on(date(2009, 9, 26)), Level.NEAR, weights.BIRTH_SAME_YEAR),
        (born_on(date(2009, 4, 13)), born_on(date(2012, 9, 26)), Level.DIFFERS, weights.BIRTH_SOME_YEARS),
        (born_on(date(2009, 4, 13)), born_on(date(2019, 9, 26)), Level.DIFFERS, weights.BIRTH_DIFFERS),
        (born_on(date(2004, 1, 1)), born_on(date(2004, 1, 1)), Level.WITHIN_RANGE, weights.BIRTH_FIRST_OF_JANUARY),
        (born_in(2006), aged(13, 15, seen_on=SEEN), Level.NEAR, weights.BIRTH_NEAR),
        (born_in(2008), aged(13, 15, seen_on=SEEN), Level.DIFFERS, weights.BIRTH_ESTIMATE_DIFFERS),
        (born_in(2004), aged(10, 17, seen_on=SEEN), Level.NEAR, weights.BIRTH_NEAR),
        (born_in(2004), aged(0, 18, seen_on=SEEN), Level.NOT_COMPARABLE, 0.0),
    ],
)
def test_two_births_compare(one, other, level, weight):
    found, agreed = compare_births([one], [other])
    assert agreed is level
    assert found == pytest.approx(weight)


def test_an_estimate_that_fits_is_worth_the_more_the_narrower_it_is():
    day = born_on(date(2004, 8, 9))
    told = [compare_births([day], [fits]) for fits in (aged(13, 13, seen_on=SEEN), aged(12, 14, seen_on=SEEN))]
    assert {level for _, level in told} == {Level.WITHIN_RANGE}
    narrow, wide = (weight for weight, _ in told)
    assert weights.BIRTH_WITHIN_MOST >= narrow > wide >= weights.BIRTH_WITHIN_LEAST
    assert compare_births([born_on(date(2004, 1, 1))], [day])[1] is Level.WITHIN_RANGE


def test_a_birth_that_nobody_told_compares_with_nothing():
    assert compare_births([], [born_in(2004)]) == (0.0, Level.NOT_COMPARABLE)


def test_the_best_of_several_births_counts():
    told = [born_in(1996, is_disputed=True), born_in(2001)]
    assert compare_births([born_in(2001)], told)[1] is Level.WITHIN_RANGE


@pytest.mark.parametrize(
    "births",
    [[born_on(date(1996, 4, 13), is_disputed=True)], [born_on(date(1996, 4, 13)), born_on(date(1990, 9, 20))]],
)
def test_a_disputed_age_hardly_speaks_against(births):
    assert compare_births([born_on(date(2012, 8, 26))], births) == (weights.BIRTH_CONTESTED, Level.DIFFERS)


@given(BIRTHS, BIRTHS)
def test_comparing_births_is_symmetric(one, other):
    assert compare_births(one, other) == compare_births(other, one)
