"""Which name, how old, since when: pure decisions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.children.kinds import Basis, NameKind
from cairn.children.rules import ONE_VISIT, AgeSpan, BirthView, NameView, age_span, last_visit, shown_name, years
from cairn.matching.births import aged, born_on

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def name(text, kind=NameKind.KNOWN_AS, basis=Basis.OTHER_PERSON_SAYS, days=0) -> NameView:
    return NameView(text, kind, basis, NOON - timedelta(days=days))


def view(youngest, oldest, **more) -> BirthView:
    found = aged(youngest, oldest, seen_on=TODAY)
    return BirthView(found.earliest, found.latest, **more)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], ""),
        ([name("the tall boy", NameKind.DESCRIBED)], ""),
        ([name("Tang"), name("Thang", days=3)], "Tang"),
        ([name("Mr Papers", NameKind.DOCUMENT), name("Tang", NameKind.ALIAS, days=9)], "Tang"),
        ([name("Nguyen", NameKind.LEGAL), name("Tang", days=9)], "Tang"),
        ([name("Tang"), name("Linh", NameKind.ALIAS, Basis.CHILD_SAYS, days=99)], "Linh"),
        ([name("Linh", NameKind.LEGAL, Basis.CHILD_SAYS), name("Bi", basis=Basis.CHILD_SAYS, days=5)], "Bi"),
    ],
)
def test_the_name_shown(names, shown):
    assert shown_name(names) == shown
    assert shown_name(list(reversed(names))) == shown


@pytest.mark.parametrize(
    ("views", "span"),
    [
        ([], None),
        ([view(14, 14)], AgeSpan(14, 14, 0)),
        ([view(10, 12)], AgeSpan(10, 12, 0)),
        ([view(14, 14), view(15, 15)], AgeSpan(14, 15, 1)),
        ([view(10, 12), view(11, 11)], AgeSpan(10, 12, 1)),
        ([view(10, 12), view(10, 16), view(16, 16)], AgeSpan(10, 16, 6)),
        ([view(22, 22, is_believed_false=True), view(17, 17)], AgeSpan(17, 17, 0)),
        ([view(22, 22, is_believed_false=True)], None),
    ],
)
def test_every_view_of_the_age_together(views, span):
    assert age_span(views, TODAY) == span


@pytest.mark.parametrize(
    ("span", "is_child", "is_disputed", "needs_review"),
    [
        (AgeSpan(17, 22, 5), True, True, True),
        (AgeSpan(18, 18, 0), False, False, False),
        (AgeSpan(14, 15, 1), True, False, False),
        (AgeSpan(14, 16, 2), True, True, False),
        (AgeSpan(13, 16, 3), True, True, True),
    ],
)
def test_the_benefit_of_the_doubt(span, is_child, is_disputed, needs_review):
    assert (span.is_child, span.is_disputed, span.needs_review) == (is_child, is_disputed, needs_review)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2012, 11, 23), 14),
        (date(2012, 11, 24), 13),
        (date(2008, 2, 29), 18),
        (date(2027, 1, 1), 0),
    ],
)
def test_completed_years(born, age):
    assert years(born, TODAY) == age


ages = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


@given(st.lists(ages, min_size=1, max_size=6))
def test_the_span_holds_every_view_and_never_makes_an_adult_of_a_child(told):
    span = age_span([view(*one) for one in told], TODAY)
    assert span is not None
    assert all(span.low <= low <= high <= span.high for low, high in told)
    assert span.is_child == any(low < 18 for low, _ in told)
    assert span.differ_by <= span.high - span.low
    assert span.needs_review <= span.is_disputed


@given(st.lists(ages, min_size=1, max_size=5), ages)
def test_another_view_never_narrows_the_span(told, more):
    before = age_span([view(*one) for one in told], TODAY)
    after = age_span([view(*one) for one in [*told, more]], TODAY)
    assert before is not None
    assert after is not None
    assert after.low <= before.low
    assert after.high >= before.high
    assert after.differ_by >= before.differ_by


@given(st.dates(date(1990, 1, 1), TODAY))
def test_a_birth_known_to_the_day_is_one_age(day):
    found = born_on(day)
    span = age_span([BirthView(found.earliest, found.latest)], TODAY)
    assert span is not None
    assert span.low == span.high == years(day, TODAY)


@pytest.mark.parametrize(
    ("minutes_ago", "found"),
    [([], None), ([0], None), ([0, 5, 30], None), ([0, 31], 31), ([0, 20, 45, 200, 400], 200)],
)
def test_the_visit_before_this_one(minutes_ago, found):
    looks = [NOON - timedelta(minutes=one) for one in minutes_ago]
    assert last_visit(looks) == (None if found is None else NOON - timedelta(minutes=found))


@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_a_visit_before_lies_a_pause_back(minutes_ago):
    looks = [NOON - timedelta(minutes=one) for one in sorted(minutes_ago)]
    found = last_visit(looks)
    assert found is None or looks[0] - found > ONE_VISIT
