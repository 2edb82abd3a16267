"""How the database finds what stands on a child's page: by probes of an index, however much work a team has.

Looked at in the plans themselves, as they were carried out: no step of any of them touches more rows than a page has
room for, where the team is around two thousand children. The planner is told what every table holds, as it is
told in an installation: without that it may walk even a small table once for each row of another.
"""

import json
from collections.abc import Iterator

import pytest
from django.db import connection

from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.core.postgres import OWNER
from cairn.ledger.models import Event
from tests.children.pages import a_child, browser
from tests.conftest import become

CIRCLES = 2_000
MOST_ROWS = 500  # of one step of one plan
_MORE = """
create temp table more on commit drop as
 select gen_random_uuid() as child, gen_random_uuid() as record, gen_random_uuid() as place,
        'C-' || (10000 + number) || '-ZZ' as reference from generate_series(1, %(many)s) as number;
insert into children_child select (jsonb_populate_record(c, jsonb_build_object('id', m.child,
  'reference', m.reference))).* from children_child c, more m where c.id = %(child)s;
insert into children_record select (jsonb_populate_record(r, jsonb_build_object('id', m.record, 'child_id', m.child))).*
  from children_record r, more m where r.id = (select id from children_record where child_id = %(child)s limit 1);
insert into children_involvement select (jsonb_populate_record(i, jsonb_build_object('id', m.place, 'child_id', m.child,
  'record_id', m.record))).* from children_involvement i, more m
  where i.id = (select id from children_involvement where child_id = %(child)s and team_id = %(team)s
                 and ended_at is null limit 1);
insert into children_responsibility select (jsonb_populate_record(h, jsonb_build_object('id', gen_random_uuid(),
  'child_id', m.child))).* from children_responsibility h, more m where h.child_id = %(child)s and h.until is null;
analyze;
"""


@pytest.fixture
def child(northmoor) -> Child:
    """One child of a team that is around two thousand others."""
    found = a_child(northmoor)
    team = str(northmoor.actor("amara").team_id)
    with become(OWNER), connection.cursor() as cursor:
        for statement in _MORE.strip().rstrip(";").split(";\n"):
            cursor.execute(statement, {"many": CIRCLES, "child": str(found.id), "team": team})
    return found


class Plans:
    """Has every question put to the database also explained, once as it is carried out."""

    def __init__(self) -> None:
        self.widest: dict[str, tuple[float, str]] = {}
        self._explaining = False

    def __call__(self, execute, sql, params, many, context):
        if not self._explaining and sql.lstrip(" (\n").lower().startswith("select "):
            self._explaining = True
            try:
                with connection.cursor() as cursor:
                    cursor.execute(f"explain (analyze, format json) {sql}", params)
                    told = cursor.fetchone()[0]
            finally:
                self._explaining = False
            plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
            self.widest[sql] = max(steps(plan))
        return execute(sql, params, many, context)


def steps(plan) -> Iterator[tuple[float, str]]:
    """How many rows each step of a plan looked at, and what the step was."""
    left_out = sum(plan.get(f"Rows Removed by {what}", 0) for what in ("Filter", "Index Recheck", "Join Filter"))
    what = f"{plan['Node Type']} {plan.get('Relation Name', '')}"
    yield (plan["Actual Rows"] + left_out) * plan["Actual Loops"], what
    for part in plan.get("Plans", ()):
        yield from steps(part)


def explained(visit) -> dict[str, tuple[float, str]]:
    plans = Plans()
    with connection.execute_wrapper(plans):
        visit()
    return plans.widest


def too_wide(plans: dict[str, tuple[float, str]]) -> list[tuple[float, str, str]]:
    return [(rows, step, sql[:200]) for sql, (rows, step) in plans.items() if rows > MOST_ROWS]


@pytest.mark.parametrize("section", ["", "story/", "facts/", "sharing/", "plan/"])
def test_a_child_is_read_by_probes_whatever_else_the_team_does(northmoor, child, section):
    amara = browser(northmoor, "amara")
    address = f"/children/{child.reference}/{section}"
    plans = explained(lambda: amara.get(address))
    assert len(plans) > 5
    assert too_wide(plans) == []


def test_one_child_is_found_without_reading_the_circles_of_the_team(northmoor, child):
    amara = northmoor.actor("amara")
    with acting_as(amara):
        found = explained(lambda: Child.objects.visible_to(amara).get(reference=child.reference))
        looks = explained(lambda: list(Event.objects.visible_to(amara).filter(child_id=child.id)))
    assert len(found) == len(looks) == 1
    assert too_wide({**found, **looks}) == []


def test_a_list_of_all_of_them_is_seen_to_be_wide(northmoor, child):
    """Unless this is found, the tests above prove nothing."""
    amara = northmoor.actor("amara")
    with acting_as(amara):
        plans = explained(lambda: list(Child.objects.visible_to(amara)))
    assert too_wide(plans)
