"""The made-up partnership: the same every time, and of the shape that is to be measured."""

from datetime import UTC, datetime

import pytest

from cairn.bench.rules.children import MadeChild, make_children
from cairn.bench.rules.dice import Dice, reference
from cairn.bench.rules.lines import Shape
from cairn.bench.rules.partnership import Around, Desk, desks, hub, partners
from cairn.bench.rules.plan import Plan
from cairn.bench.rules.stories import entry_lines
from cairn.bench.rules.work import Work

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PLAN = Plan(1_000)


def around() -> Around:
    def desk(slug: str) -> Desk:
        return Desk(f"team {slug}", f"agency {slug}", (f"member {slug}",))

    return Around(
        area_ids=tuple(f"area {number}" for number in range(6)),
        desks=tuple(desk(plan.slug) for plan in desks()),
        partners=tuple(desk(plan.slug) for plan in partners()),
        weights=tuple(plan.weight for plan in partners()),
        hub=desk(hub().slug),
    )


def made() -> list[MadeChild]:
    return make_children(PLAN, around(), Dice(PLAN.seed), NOON)


def test_the_same_seed_makes_the_same_children():
    assert made() == made()


def test_the_busy_team_is_in_half_of_all_circles():
    busy = around().busy
    assert sum(any(record.desk == busy for record in child.records) for child in made()) == PLAN.busy_circles


def test_every_circle_has_several_teams_and_no_team_twice():
    for child in made():
        teams = [record.desk.team_id for record in child.records]
        assert len(teams) >= 2
        assert len(set(teams)) == len(teams)


def test_the_partners_are_drawn_by_shares_of_one():
    assert sum(plan.weight for plan in partners()) == pytest.approx(1)


def test_references_differ_and_have_the_products_shape():
    found = {reference("C", number) for number in range(5_000)}
    assert len(found) == 5_000
    assert all(len(one) == len("C-7F3K-Q2") for one in found)


def test_ids_of_later_moments_come_later():
    dice = Dice(1)
    assert dice.id_at(datetime(2026, 1, 1, tzinfo=UTC)) < dice.id_at(NOON)


def test_there_are_ten_entries_a_child_and_one_long_story():
    children = made()
    lines = list(entry_lines(PLAN, children, Dice(1), NOON))
    assert len(lines) == PLAN.entries
    assert sum(children[0].id in line for line in lines) >= PLAN.longest_story


def test_as_many_duties_are_open_as_planned():
    work = Work(PLAN, around(), made(), Dice(1), NOON)
    is_open = [line.split("\t")[13] == "\\N" for line in work.duties()]
    assert (len(is_open), sum(is_open)) == (PLAN.children, PLAN.open_duties)


def test_values_are_written_as_copy_reads_them():
    shape = Shape("somewhere", ("a", "b", "c"), {"d": True})
    assert shape.copy == "copy somewhere (a, b, c, d) from stdin"
    assert shape.line((None, NOON, 3)) == "\\N\t2026-11-21T12:00:00+00:00\t3\tt\n"
