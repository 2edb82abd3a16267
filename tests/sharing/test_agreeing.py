"""The second person, looking again, sharing, and what the clock shares by itself (R-049)."""

from datetime import timedelta

import pytest

from cairn.core.clock import now, today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.duties import verbs as duties
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.notices.models import Notice
from cairn.sharing.kinds import (
    NOW_LAPSED,
    NOW_SHARED,
    WITHHELD,
    WITHHOLDING_ANSWERED,
    WITHHOLDING_ENDED,
    WITHHOLDING_EXTENDED,
    State,
)
from cairn.sharing.models import WithholdingAccount
from tests.conftest import become
from tests.sharing.holding import EASTMOOR, POLICE, answer, circle, end, extend, happened, kept, state, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def test_without_the_ledger_nothing_is_held_back_or_shared(around, monkeypatch):
    entry, other = around.told("amara"), around.told("amara", "Somebody rang.")
    made = around.hold("amara", other, POLICE)

    def fail(*_args, **_kwargs):
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr("cairn.ledger.verbs.record", fail)
    deeds = (
        lambda: around.hold("amara", entry, POLICE),
        lambda: answer(around, "amaras_manager", made),
        lambda: answer(around, "amaras_manager", made, agrees=False),
        lambda: extend(around, "amaras_manager", made),
        lambda: end(around, "amara", made),
    )
    for deed in deeds:
        with pytest.raises(RuntimeError, match="ledger"):
            deed()
    assert around.sees("bilal", entry)
    assert not around.sees("bilal", other)
    assert (state(made), len(kept(WithholdingAccount))) == (State.WAITING, 1)


def test_the_second_person_agrees(around):
    made = around.hold("amara", around.told("amara"), POLICE)
    answer(around, "amaras_manager", made)
    assert state(made) == State.AGREED
    assert [one.kind for one in kept(Duty, about_id=made.id, closed_at=None)] == [DutyKind.REVIEW_WITHHOLDING]
    assert happened(around) == [WITHHELD, WITHHOLDING_ANSWERED]
    with pytest.raises(Conflict, match="withholding_ended_already"):
        answer(around, "amaras_manager", made, revision=2)


@pytest.mark.parametrize("silent", [False, True])
def test_the_second_person_does_not_agree_and_it_is_shared_at_once(around, silent):
    entry = around.told("amara")
    made = (around.silent if silent else around.hold)("amara", entry, POLICE)
    with pytest.raises(Refused, match="withhold_why_needed"):
        answer(around, "amaras_manager", made, agrees=False, words=" ")
    answer(around, "amaras_manager", made, agrees=False)
    assert state(made) == State.NOT_AGREED
    assert around.sees("bilal", entry)
    assert not kept(Duty, about_id=made.id, closed_at=None)
    assert told(NOW_SHARED) == ([] if silent else [POLICE])
    assert happened(around) == [WITHHELD, WITHHOLDING_ANSWERED, WITHHOLDING_ENDED]
    assert around.sees("bilal", made) is not silent  # that it ever was is not theirs to know


def test_a_wrong_person_cannot_answer(around):
    made = around.silent("amara", around.told("amara"), POLICE)
    with pytest.raises(Refused, match="withhold_not_alone"):
        answer(around, "amara", made)
    for name in ("gwen", "bilal", "efa"):
        with pytest.raises((Refused, NotFound, NotAllowed)):
            answer(around, name, made)
    other = around.silent("gwen", around.told("gwen", "She named a worker."), POLICE, second="farid")
    with pytest.raises(Refused, match="not_your_countersignature"):
        answer(around, "fatima", other)
    with pytest.raises(Refused, match="not_your_countersignature"):
        end(around, "fatima", other)
    answer(around, "farid", other)
    assert state(other) == State.AGREED


def test_a_second_person_holds_it_back_for_longer(around):
    entry = around.told("amara")
    made = around.hold("amara", entry, POLICE)
    for more, code in (
        ({"words": ""}, "withhold_why_needed"),
        ({"days": 0}, "withhold_until_past"),
        ({"days": 184}, "withhold_until_too_far"),
    ):
        with pytest.raises(Refused, match=code):
            extend(around, "amaras_manager", made, **more)
    with pytest.raises(Refused, match="withhold_not_alone"):
        extend(around, "amara", made)
    with pytest.raises(Conflict, match="withholding_ended_already"):
        extend(around, "amaras_manager", made, revision=7)
    extend(around, "amaras_manager", made)
    owed = kept(Duty, about_id=made.id, closed_at=None)
    assert [(one.kind, one.due_at.date()) for one in owed] == [
        (DutyKind.REVIEW_WITHHOLDING, today() + timedelta(days=20))
    ]
    assert happened(around) == [WITHHELD, WITHHOLDING_EXTENDED]


def test_the_holder_shares_it(around):
    entry = around.told("amara")
    made = around.hold("amara", entry, POLICE)
    end(around, "amara", made)
    assert around.sees("bilal", entry)
    assert state(made) == State.LIFTED
    with pytest.raises(Conflict, match="withholding_ended_already"):
        end(around, "amara", made, revision=2)
    around.hold("amara", entry, POLICE)
    assert not around.sees("bilal", entry)


def climb(days):
    with become("cairn_worker"):
        duties.climb(now() + timedelta(days=days))


@pytest.mark.parametrize("silent", [False, True])
def test_what_nobody_looked_at_again_is_shared_on_the_day(around, silent):
    entry = around.told("amara")
    made = (around.silent if silent else around.hold)("amara", entry, POLICE)
    climb(9)
    assert not around.sees("bilal", entry)
    climb(12)
    assert around.sees("bilal", entry)
    assert state(made) == State.LAPSED
    (notice,) = kept(Notice, code=NOW_LAPSED)
    assert (notice.team.slug, notice.about_id) == (EASTMOOR, made.id)
    assert notice.member_id == (around.northmoor.memberships["amara"].id if silent else None)
    climb(13)
    assert told(NOW_LAPSED) == [EASTMOOR]
    assert len(kept(WithholdingAccount, withholding=made)) == 2


@pytest.mark.parametrize("silent", [False, True])
def test_what_was_extended_meanwhile_lapses_on_its_new_day(around, silent):
    entry = around.told("amara")
    made = (around.silent if silent else around.hold)("amara", entry, POLICE)
    extend(around, "amaras_manager", made)
    climb(12)
    assert not around.sees("bilal", entry)
    climb(22)
    assert around.sees("bilal", entry)


def test_the_longest_of_all_lapses_too(around):
    entry = around.told("amara")
    around.hold("amara", entry, POLICE, days=183)
    climb(185)
    assert around.sees("bilal", entry)
