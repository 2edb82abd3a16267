"""The grounds on which something may be held back: data with nation, day and source; none other is taken (R-049)."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.errors import Refused
from cairn.core.working_days import Nation
from cairn.sharing.models import WithholdingAccount
from cairn.sharing.queries.guide import grounds_offered
from cairn.sharing.rules.gateways import Start, every_gateway
from cairn.sharing.rules.not_sharing import every_ground, ground_named, grounds_on, read_grounds
from tests.children.pages import browser
from tests.sharing.holding import POLICE, circle, kept

TODAY = date(2026, 11, 22)
STARTS = {"ca04_16la": Start(date(2026, 11, 1), "Regulations that exist in tests alone")}
ROW = '[[ground]]\ncode = "x"\nlabel = { en = "X" }\nnations = ["england"]\nversion = "1"\n'
REST = 'certainty = "unverified"\nsource = "An Act"\n'


@pytest.mark.parametrize("nation", Nation)
def test_every_nation_has_grounds_each_with_its_source_and_how_sure_it_is(nation):
    found = grounds_on(nation, TODAY)
    assert {"harm_to_child", "harm_to_person", "prejudice_investigation", "confidence_owed"} <= {x.code for x in found}
    assert all(one.source and one.label_in("cy") for one in found)
    assert not any(one.certainty == "verified" for one in found)


def test_it_is_another_list_than_the_grounds_for_sharing():
    assert {one.code for one in every_ground()}.isdisjoint(one.code for one in every_gateway())


def test_a_ground_of_one_nation_is_none_in_another():
    assert ground_named("ca04_16la_detriment", "", Nation.ENGLAND, TODAY, STARTS).nation is Nation.ENGLAND
    with pytest.raises(Refused, match="withhold_ground_not_in_force"):
        ground_named("ca04_16la_detriment", "", Nation.WALES, TODAY, STARTS)


@pytest.mark.parametrize("day", [TODAY, date(2026, 10, 31)])
def test_a_ground_that_does_not_hold_yet_is_none(day):
    with pytest.raises(Refused, match="withhold_ground_not_in_force"):
        ground_named("ca04_16la_detriment", "", Nation.ENGLAND, day, STARTS if day != TODAY else {})


def test_before_its_first_day_no_ground_holds():
    assert grounds_on(Nation.ENGLAND, date(2018, 5, 24)) == ()


@pytest.mark.parametrize("code", ["court_order", "act_forbids"])
def test_what_needs_an_order_or_a_section_is_none_without_it(code):
    with pytest.raises(Refused, match="withhold_ground_words_needed"):
        ground_named(code, " ", Nation.WALES, TODAY)
    assert ground_named(code, "Order of 3 May", Nation.WALES, TODAY).needs_words


@given(
    st.one_of(st.text(max_size=30), st.sampled_from([one.code for one in every_ground()])),
    st.sampled_from(Nation),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
)
def test_what_is_taken_is_on_the_list_there_and_then(code, nation, day):
    """Drawn from the codes as well, so that most are on the list."""
    held = {one.code for one in grounds_on(nation, day)}
    with nullcontext() if code in held else pytest.raises(Refused, match="withhold_ground_not_"):
        assert ground_named(code, "words", nation, day) in grounds_on(nation, day)


@pytest.mark.parametrize(
    "text",
    [ROW + REST, ROW + REST + 'from = 2020-01-01\nstarts_with = "ca04_16la"', ROW + 'from = 2020-01-01\nsource = " "'],
)
def test_a_row_without_a_day_or_a_source_is_no_ground(text):
    with pytest.raises((ValueError, KeyError)):
        read_grounds(text)


def test_a_row_that_has_ended_holds_no_longer():
    [one] = read_grounds(f"{ROW}{REST}from = 2020-01-01\nto = 2020-12-31")
    assert (one.effective_from, one.effective_to) == (date(2020, 1, 1), date(2020, 12, 31))


@pytest.mark.django_db
def test_what_is_offered_is_what_holds_in_the_team_s_nation(northmoor, tmp_path):
    (file := tmp_path / "starts.toml").write_text(
        '[[start]]\ngateway = "ca04_16la"\non = 2026-01-01\nsource = "Regulations"\n', encoding="utf-8"
    )
    assert "ca04_16la_detriment" not in dict(grounds_offered(northmoor.actor("amara")))
    with override_settings(CAIRN_GATEWAY_STARTS=str(file)):
        assert "ca04_16la_detriment" in dict(grounds_offered(northmoor.actor("amara")))
        assert "ca04_16la_detriment" not in dict(grounds_offered(northmoor.actor("rhys")))


@pytest.mark.django_db
def test_the_code_and_the_words_beside_it_are_kept_and_shown_with_how_sure_it_is(northmoor):
    around = circle(northmoor)
    held = around.hold("efa", around.told("efa"), POLICE, ground="harm_to_child", ground_words="She is watched.")
    [line] = kept(WithholdingAccount, withholding=held)
    assert (line.ground_code, line.ground) == ("harm_to_child", "She is watched.")
    page = browser(northmoor, "efa").get(reverse("sharing:withholding", args=[held.id]))
    words = page.content.decode()
    assert "put the child at risk of serious harm (Not yet checked against the source): She is watched." in words
    assert (held.until - line.said_at.date()) <= timedelta(days=28)
