"""Whoever asks what is held does not find out by it what is held back, nor do those who answer (R-198, R-049)."""

import pytest

from cairn.access.binding import acting_as
from cairn.sharing.kinds.apart import ApartKind
from cairn.stewardship import verbs
from cairn.stewardship.rules.redacting import WHO
from tests.sharing.apart import keep
from tests.sharing.holding import EASTMOOR, HUB, POLICE, circle
from tests.stewardship.asking import collected, given_out, opened, rule_on_all

WARRANT = "A warrant for the house is ready."
OPEN = "She was at school today."


@pytest.fixture
def around(northmoor):
    found = circle(northmoor)
    found.told("bilal", OPEN)
    return found


def pack(around) -> str:
    request = collected(around.northmoor, around.child)
    return "\n".join(part.words for one in opened(around.northmoor, request) for part in one.parts)


def test_what_is_held_back_without_a_trace_is_not_read_by_those_who_answer_and_its_team_decides(around):
    around.silent("bilal", around.told("bilal", WARRANT), EASTMOOR, second="farid")
    request = collected(around.northmoor, around.child)
    items = opened(around.northmoor, request)
    words = "\n".join(part.words for one in items for part in one.parts)
    assert OPEN in words
    assert WARRANT not in words
    assert "Police Desk decides whether it is given out" in words
    assert "held something back" not in words
    assert "look again at what is held back" not in words
    rule_on_all(around.northmoor, request)
    out = given_out(around.northmoor, request)
    assert OPEN in out
    assert "Police Desk decides" not in out


@pytest.mark.parametrize("whole", [False, True])
def test_those_from_whom_it_is_kept_without_a_trace_find_none_in_a_pack(around, whole):
    entry = around.told("bilal", WARRANT)
    around.silent("bilal", around.record("bilal") if whole else entry, HUB, second="amaras_manager")
    words = pack(around)
    assert WARRANT not in words
    assert "decides whether it is given out" not in words
    assert (OPEN in words) is not whole
    assert ("Police" in words) is not whole


def test_what_is_kept_for_named_people_without_a_trace_leaves_none_in_a_pack(around):
    keep(around, "bilal", around.told("bilal", WARRANT), ApartKind.SOURCE)
    words = pack(around)
    assert WARRANT not in words
    assert "Only named people" not in words
    assert "let only named people" not in words


def test_what_is_held_back_and_says_so_goes_out_only_where_somebody_let_it(around):
    around.hold("gwen", around.told("gwen", WARRANT), POLICE)
    northmoor = around.northmoor
    request = collected(northmoor, around.child)
    (held,) = [one for one in opened(northmoor, request) if WARRANT in {part.words for part in one.parts}]
    assert {each.part for each in held.redactions} == {part.name for part in held.parts} - {WHO}
    rule_on_all(northmoor, request)
    assert WARRANT not in given_out(northmoor, request)


def test_it_goes_out_where_two_let_it_stand(around):
    around.hold("gwen", around.told("gwen", WARRANT), POLICE)
    request = collected(around.northmoor, around.child)
    rule_on_all(around.northmoor, request, "let_stand", "She said it herself.")
    assert WARRANT in given_out(around.northmoor, request)


def test_that_only_named_people_read_something_goes_out_only_where_somebody_let_it(around):
    keep(around, "gwen", around.told("gwen", WARRANT))
    request = collected(around.northmoor, around.child)
    with acting_as(petra := around.northmoor.actor("petra")):
        items = verbs.open_pack(request_id=request.pk, by=petra)[1]
    (kept,) = [one for one in items if any("Only named people" in part.words for part in one.parts)]
    assert [each.part for each in kept.redactions] == ["handling"]
