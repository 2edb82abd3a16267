"""How soon agencies answer: for everybody, of no child, and nothing where too few were asked (R-051, R-056)."""

from datetime import datetime, timedelta
from html import unescape

import pytest

from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.core.ids import uuid7
from cairn.sharing.kinds import AskState, RefusalGround, ReplyKind
from cairn.sharing.models import Ask, AskAnswer
from cairn.sharing.queries.response_times import ResponseTime, response_times
from tests.children.pages import a_child, browser
from tests.conftest import become
from tests.sharing.asking import PURPOSE, QUESTION, REFUSAL, asked, said

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def put(northmoor, child, to: str = "police-desk", *, took: timedelta | None = HOUR, ago: timedelta = 30 * DAY, **more):
    """A question as the past left it: asked `ago`, due five days later, first replied to after `took`."""
    from cairn.children.models import Record

    asker, asks = northmoor.team("eastmoor-duty"), northmoor.team(to)
    moment: datetime = now() - ago
    record = Record.objects.filter(child=child, team=asker)[0]
    state = more.pop("state", AskState.ANSWERED if took else AskState.OPEN)
    is_settled = state in {AskState.ANSWERED, AskState.STANDS, AskState.WITHDRAWN}
    return Ask.objects.create(
        id=uuid7(),
        child_id=child.id,
        record_id=record.id,
        team=asker,
        agency=asker.agency,
        to_team=asks,
        to_agency=asks.agency,
        question=QUESTION,
        purpose=PURPOSE,
        nation="england",
        ground="ca04_11",
        sentence="We share.",
        state=state,
        asked_at=moment,
        due_at=moment + 5 * DAY,
        first_reply_at=moment + took if took else None,
        settled_at=moment + (took or DAY) if is_settled else None,
        withdrawn_reason="Found." if state == AskState.WITHDRAWN else "",
        **more,
    )


def figures(northmoor, name: str = "chidi") -> dict[str, ResponseTime]:
    by = northmoor.actor(name)
    with acting_as(by):
        return {one.agency: one for one in response_times()}


def test_median_and_share_in_time_are_counted_over_a_year(northmoor, child):
    with become("cairn_worker"):
        for hours in (2, 4, 6, 200):
            put(northmoor, child, took=hours * HOUR)
        put(northmoor, child, took=None)
        # None of these counts: withdrawn, still in time, older than a year.
        put(northmoor, child, took=None, state=AskState.WITHDRAWN)
        put(northmoor, child, took=None, ago=HOUR)
        put(northmoor, child, ago=400 * DAY)
    police = figures(northmoor)["Northmoor Police"]
    assert (police.number, police.median) == (5, 5 * HOUR)
    assert police.in_time == pytest.approx(3 / 5)
    assert police.refused == 0


def test_a_question_unanswered_for_its_time_shows_in_the_table_and_so_do_refusals(northmoor, child):
    with become("cairn_worker"):
        for _ in range(4):
            put(northmoor, child, took=None)
        refused = put(northmoor, child, state=AskState.STANDS)
        AskAnswer.objects.create(
            ask=refused,
            child_id=refused.child_id,
            record_id=refused.record_id,
            asker_team=refused.team,
            asked_team=refused.to_team,
            team=refused.to_team,
            agency=refused.to_agency,
            kind=ReplyKind.REFUSED,
            words="No.",
            refusal_ground=RefusalGround.COURT,
        )
    police = figures(northmoor)["Northmoor Police"]
    assert police.in_time == pytest.approx(1 / 5)
    assert police.refused == pytest.approx(1 / 5)
    assert police.median == HOUR


def test_fewer_than_five_are_never_told_not_even_by_the_database(northmoor, child):
    with become("cairn_worker"):
        for _ in range(4):
            put(northmoor, child)
    few = figures(northmoor)["Northmoor Police"]
    assert (few.number, few.median, few.in_time, few.refused) == (None, None, None, None)
    from django.db import connection

    chidi = northmoor.actor("chidi")
    with acting_as(chidi), connection.cursor() as cursor:
        cursor.execute("select number from cairn_response_times(now() - interval '1 year', now(), 1)")
        assert cursor.fetchall() == [(None,)]


def test_nobody_who_is_not_acting_is_told_anything(northmoor, child):
    from django.db import connection

    with become("cairn_worker"):
        put(northmoor, child)
    with connection.cursor() as cursor:
        cursor.execute("select * from cairn_response_times(now() - interval '1 year', now(), 5)")
        assert cursor.fetchall() == []


@pytest.mark.parametrize("name", ["amara", "chidi", "dana", "robin"])
def test_everybody_who_is_signed_in_reads_the_table_with_its_definitions(northmoor, child, name):
    with become("cairn_worker"):
        for hours in (2, 4, 6, 8, 200):
            put(northmoor, child, took=hours * HOUR)
        put(northmoor, child, to="outreach")
    answer = browser(northmoor, name).get("/children/response-times/")
    words = unescape(answer.content.decode())
    for part in ("Northmoor Police", "6 hours", "80 %", "Safer Streets", "fewer than 5", "What the figures mean"):
        assert part in words
    assert child.reference not in words
    assert QUESTION not in words


def test_an_empty_table_says_so(northmoor):
    words = browser(northmoor, "amara").get("/children/response-times/").content.decode()
    assert "Nothing to count yet" in words


def test_a_refusal_counts_as_a_reply(northmoor, child):
    one = asked(northmoor, child)
    said(northmoor, one, REFUSAL)
    assert figures(northmoor)["Northmoor Police"].number is None
