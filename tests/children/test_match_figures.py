"""How matching does by the partnership's own decisions: counted by group, and no child can be told from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.access.binding import acting_as
from cairn.children.kinds import FactKind, Outcome
from cairn.children.queries import match_figures as queries
from cairn.children.queries.match_figures import match_figures
from cairn.children.rules.match_figures import FEWEST, Decided, Verdict, by_group
from cairn.core.errors import NotAllowed
from tests.children.linked import decided, pair, statements, undone
from tests.children.pages import browser, says

PAGE = "/children/matching/"


def read(northmoor, who: str = "farid"):
    with acting_as(by := northmoor.actor(who)):
        return match_figures(by)


def test_small_groups_are_only_counted():
    many = [Decided(Verdict.SAME, frozenset({"vn"}))] * FEWEST
    few = [Decided(Verdict.UNDONE, frozenset({"er", "vn"}))] * (FEWEST - 1)
    found = by_group([*many, *few])
    assert [(one.group, one.total, one.same, one.undone) for one in found.shown] == [("vn", 19, 10, 9)]
    assert found.too_small == 1


VERDICTS = st.sampled_from(list(Verdict))
GROUPS = st.frozensets(st.sampled_from(["a", "b", "c"]), max_size=3)


@given(st.lists(st.builds(Decided, VERDICTS, GROUPS), max_size=60), st.integers(1, 20))
def test_no_group_below_the_limit_is_shown_and_none_is_lost(decisions, fewest):
    found = by_group(decisions, fewest)
    groups = {group for each in decisions for group in each.groups}
    assert all(each.total >= fewest for each in found.shown)
    assert len(found.shown) + found.too_small == len(groups)


def test_decisions_are_counted_by_how_they_came_out(northmoor):
    one = pair(northmoor)
    decision = decided(one.question, northmoor.actor("farid"))
    first = read(northmoor)
    assert (first.suggested.same, first.suggested.undone, first.asked_by_people.total) == (1, 0, 0)
    undone(decision, northmoor.actor("farid"))
    assert (read(northmoor).suggested.same, read(northmoor).suggested.undone) == (0, 1)


def test_a_proposal_is_no_decision(northmoor):
    one = pair(northmoor)
    decided(one.question, northmoor.actor("amara"))
    assert read(northmoor).suggested.total == 0


def test_groups_are_kinds_of_fact_and_recorded_nationalities(northmoor, monkeypatch):
    monkeypatch.setattr(queries, "by_group", lambda decisions: by_group(decisions, fewest=1))
    one = pair(northmoor)
    says(northmoor, "efa", one.known, FactKind.NATIONALITY, "VN")
    decided(one.question, northmoor.actor("farid"), Outcome.DIFFERENT)
    found = read(northmoor)
    assert {each.group: each.different for each in found.by_fact.shown} == {"name": 1, "birth": 1}
    assert [(each.group, each.different) for each in found.by_nationality.shown] == [("vn", 1)]
    words = browser(northmoor, "farid").get(PAGE).content.decode()
    assert "Vietnam" in words
    assert "Age or date of birth" in words
    assert [secret for secret in (one.known.reference, one.new.reference, "Tang") if secret in words] == []


def test_below_ten_no_group_is_shown(northmoor):
    one = pair(northmoor)
    says(northmoor, "efa", one.known, FactKind.NATIONALITY, "VN")
    decided(one.question, northmoor.actor("farid"))
    words = browser(northmoor, "farid").get(PAGE).content.decode()
    assert "Vietnam" not in words
    assert "Groups with fewer than 10 decisions are not shown: 1 of them." in words
    assert "Not enough decisions yet to show a group." in words


def test_only_so_many_decisions_are_counted(northmoor, monkeypatch):
    monkeypatch.setattr(queries, "MOST_DECISIONS", 0)
    decided(pair(northmoor).question, northmoor.actor("farid"))
    assert read(northmoor).is_cut
    assert read(northmoor).suggested.total == 0


def test_the_figures_take_two_statements(northmoor):
    decided(pair(northmoor).question, northmoor.actor("farid"))
    with acting_as(by := northmoor.actor("farid")), statements() as seen:
        match_figures(by)
    assert len(seen) == 2


@pytest.mark.parametrize("who", ["amara", "chidi", "dana", "hana", "petra", "robin"])
def test_only_the_hub_reads_them(northmoor, who):
    with acting_as(by := northmoor.actor(who)), pytest.raises(NotAllowed):
        match_figures(by)
    assert browser(northmoor, who).get(PAGE).status_code == 403
