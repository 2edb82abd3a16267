"""How long a record is kept: the longest period that applies, never one that nobody knows (R-198)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.working_days import Nation
from cairn.stewardship.rules.certificate import digest_of
from cairn.stewardship.rules.schedule import Mark, RecordFacts, fewest_years, kept_until, read, schedule

RULES = schedule().named("child record").rules
BORN = date(2010, 5, 20)
DAYS = st.dates(date(1950, 1, 1), date(2080, 1, 1))


def facts(**more) -> RecordFacts:
    told = {"nation": Nation.ENGLAND, "born_to": BORN, "first_written_on": date(2024, 1, 1)}
    return RecordFacts(**{**told, "last_active_on": date(2025, 1, 1), **more})


@pytest.mark.parametrize(
    ("more", "until", "code"),
    [
        ({}, date(2035, 5, 20), "child_25"),
        ({"last_active_on": date(2033, 2, 1)}, date(2039, 2, 1), "last_activity_6"),
        ({"last_active_on": date(2033, 2, 1), "nation": Nation.SCOTLAND}, date(2039, 2, 1), "last_activity_6_scotland"),
        ({"marks": frozenset({Mark.LOOKED_AFTER})}, date(2085, 5, 20), "looked_after_75"),
        (
            {"marks": frozenset({Mark.LOOKED_AFTER}), "nation": Nation.SCOTLAND},
            date(2110, 5, 20),
            "looked_after_100_scotland",
        ),
        ({"marks": frozenset({Mark.SEXUAL_EXPLOITATION})}, date(2085, 5, 20), "sexual_exploitation_75"),
        ({"born_to": None}, date(2049, 1, 1), "child_25"),
        ({"born_to": date(2012, 2, 29)}, date(2037, 3, 1), "child_25"),
    ],
    ids=["25", "active lately", "Scotland", "looked after", "looked after, Scotland", "sexual", "no birth", "29 Feb"],
)
def test_the_longest_period_that_applies_counts(more, until, code):
    found = kept_until(facts(**more), RULES)
    assert (found.on, found.rule.code) == (until, code)


def test_no_record_is_past_its_time_before_the_fewest_years_are_over():
    assert fewest_years(RULES) == 6
    assert fewest_years(rule for rule in RULES if "scotland" not in rule.code) == 0, "then every record is looked at"
    assert fewest_years(()) == 0


def test_where_no_period_is_known_none_is_assumed():
    assert kept_until(facts(), ()) is None


@given(
    born=st.none() | DAYS, first=DAYS, last=DAYS, nation=st.sampled_from(Nation), marks=st.sets(st.sampled_from(Mark))
)
def test_more_to_go_by_never_shortens_a_period(born, first, last, nation, marks):
    asked = facts(born_to=born, first_written_on=first, last_active_on=last, nation=nation, marks=frozenset(marks))
    bare = facts(born_to=born, first_written_on=first, last_active_on=last, nation=nation)
    assert kept_until(asked, RULES).on >= kept_until(bare, RULES).on > last


def test_every_period_says_where_it_comes_from_and_none_passes_for_checked():
    for rule in RULES:
        assert rule.source
        assert rule.certainty == "unverified", "a period that somebody checked: then say here where"


@pytest.mark.parametrize(
    "change",
    [("years = 25", "years = 0"), ('code = "last_activity_6"', 'code = "child_25"'), ('"wales"', '"cornwall"')],
    ids=["no years", "a code twice", "no such nation"],
)
def test_a_schedule_that_does_not_hold_together_is_not_read(change):
    from importlib.resources import files

    text = files("cairn.stewardship").joinpath("policies", "retention.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"keeps nothing|one code|not a valid"):
        read(text.replace(change[0], change[1], 1))


def test_a_class_or_a_period_nobody_wrote_is_not_found():
    with pytest.raises(LookupError):
        schedule().named("hearsay")
    assert schedule().rule("hearsay") is None


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=9)), st.dictionaries(st.text(max_size=9), st.integers(0)))
def test_a_digest_does_not_depend_on_order_and_notices_a_changed_figure(told, counts):
    turned = dict(reversed(counts.items()))
    assert digest_of(told, counts) == digest_of(told, turned)
    assert digest_of(told, counts) != digest_of(told, {**counts, "more": 1 + counts.get("more", 0)})
