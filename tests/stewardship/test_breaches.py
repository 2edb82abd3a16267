"""The breach log: anybody reports, the clock runs from when it was known, and nothing closes undecided (R-198)."""

from datetime import timedelta

import pytest

from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.duties.models import Duty
from cairn.notices.models import Notice
from cairn.partnership.models import Membership
from cairn.stewardship import verbs
from cairn.stewardship.models import Breach, BreachNote
from tests.conftest import become

WHAT = "A letter about C-7F3K-Q2 went to the neighbour."


def reported(northmoor, who: str = "amara", **more) -> Breach:
    with acting_as(by := northmoor.actor(who)):
        given = {"what_happened": WHAT, "known_at": now() - timedelta(hours=3), "how_many": 1, **more}
        return verbs.report_breach(**given, by=by)


def noted(northmoor, breach: Breach, step: str, words: str = "Rang them.") -> None:
    with acting_as(petra := northmoor.actor("petra")):
        verbs.note_breach(breach=breach, step=step, words=words, by=petra)


def rated(northmoor, breach: Breach, risk: str) -> None:
    with acting_as(petra := northmoor.actor("petra")):
        verbs.rate_breach(breach=breach, risk=risk, by=petra)


def closed(northmoor, breach: Breach, outcome: str = "contained", reason: str = "Windowed envelopes are gone.") -> None:
    with acting_as(petra := northmoor.actor("petra")):
        verbs.close_breach(breach=breach, outcome=outcome, reason=reason, by=petra)


@pytest.mark.parametrize("who", ["amara", "efa", "farid", "dana", "hana", "robin", "petra"])
def test_anybody_reports_and_only_leads_read(northmoor, who):
    breach = reported(northmoor, who)
    with acting_as(by := northmoor.actor(who)):
        assert Breach.objects.visible_to(by).exists() == (who == "petra")
    with acting_as(petra := northmoor.actor("petra")):
        assert verbs.find_breach(breach_id=breach.pk, by=petra).what_happened == WHAT


def test_the_clock_runs_from_when_it_was_known_and_the_leads_owe_it(northmoor):
    breach = reported(northmoor)
    assert breach.due_at == breach.known_at + timedelta(hours=72)
    with acting_as(petra := northmoor.actor("petra")):
        duty = Duty.objects.visible_to(petra).get(about_id=breach.pk)
        assert (duty.due_at, duty.kind) == (breach.due_at, "breach")
    with become(WORKER):
        told = set(Notice.objects.filter(about_id=breach.pk).values_list("member", flat=True))
    assert told == {northmoor.memberships[name].pk for name in ("petra", "pavel")}


def test_an_agency_with_leads_of_its_own_tells_those(northmoor):
    breach = reported(northmoor, "wanda")
    with acting_as(perla := northmoor.actor("perla")):
        assert Duty.objects.visible_to(perla).filter(about_id=breach.pk).exists()
        assert verbs.find_breach(breach_id=breach.pk, by=perla) == breach


def test_where_no_lead_was_named_the_hub_is_told(northmoor):
    with become(WORKER):
        Membership.objects.filter(role="data_protection_lead").update(ended_at=now())
    breach = reported(northmoor)
    with acting_as(farid := northmoor.actor("farid")):
        assert Duty.objects.visible_to(farid).get(about_id=breach.pk).owner_team.slug == "hub-duty"


def test_a_lead_elsewhere_does_not_see_it(northmoor):
    breach = reported(northmoor)
    with acting_as(perla := northmoor.actor("perla")), pytest.raises(NotFound):
        verbs.find_breach(breach_id=breach.pk, by=perla)


def test_saying_that_the_regulator_was_told_ends_the_clock(northmoor):
    breach = reported(northmoor)
    noted(northmoor, breach, "follow_up")
    with acting_as(petra := northmoor.actor("petra")):
        assert Duty.objects.visible_to(petra).filter(about_id=breach.pk, closed_at=None).exists()
    noted(northmoor, breach, "regulator_not_told", "Harm is unlikely.")
    with acting_as(petra):
        assert not Duty.objects.visible_to(petra).filter(about_id=breach.pk, closed_at=None).exists()


def test_nothing_closes_undecided(northmoor):
    breach = reported(northmoor)
    for code, do in (
        ("risk_needed", lambda: rated(northmoor, breach, "high")),
        ("regulator_undecided", lambda: noted(northmoor, breach, "regulator_told")),
        ("people_undecided", lambda: noted(northmoor, breach, "people_told")),
    ):
        with pytest.raises(Refused) as refused:
            closed(northmoor, breach)
        assert refused.value.code == code
        do()
    closed(northmoor, breach)
    with acting_as(petra := northmoor.actor("petra")):
        assert Breach.objects.visible_to(petra).get().outcome == "contained"
    for again in (
        lambda: closed(northmoor, breach),
        lambda: rated(northmoor, breach, "high"),
        lambda: noted(northmoor, breach, "follow_up"),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "breach_closed_already"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"what_happened": " "}, "breach_words_needed"),
        ({"what_happened": "x" * 4001}, "breach_words_too_long"),
        ({"known_at": now() + timedelta(days=1)}, "known_in_future"),
        ({"happened_at": now()}, "happened_after_known"),
    ],
)
def test_what_cannot_be_reported(northmoor, more, code):
    with pytest.raises(Refused) as refused:
        reported(northmoor, **more)
    assert refused.value.code == code


def test_what_cannot_be_noted_rated_or_closed(northmoor):
    breach = reported(northmoor)
    for do, code in (
        (lambda: noted(northmoor, breach, "shrug"), "step_unknown"),
        (lambda: noted(northmoor, breach, "follow_up", " "), "breach_words_needed"),
        (lambda: rated(northmoor, breach, "some"), "risk_unknown"),
        (lambda: closed(northmoor, breach, outcome="fine"), "outcome_unknown"),
        (lambda: closed(northmoor, breach, reason=""), "desk_reason_needed"),
    ):
        with pytest.raises(Refused) as refused:
            do()
        assert refused.value.code == code


@pytest.mark.parametrize("who", ["amara", "farid", "dana", "hana"])
def test_only_leads_follow_up(northmoor, who):
    breach = reported(northmoor, who)
    with acting_as(by := northmoor.actor(who)):
        for verb, more in (
            (verbs.rate_breach, {"risk": "high"}),
            (verbs.note_breach, {"step": "follow_up", "words": "Rang."}),
            (verbs.close_breach, {"outcome": "harm", "reason": "None."}),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                verb(breach=breach, by=by, **more)
        with pytest.raises(NotAllowed):
            verbs.find_breach(breach_id=breach.pk, by=by)


def test_nothing_is_noted_when_the_ledger_cannot_be_written(northmoor, monkeypatch):
    breach = reported(northmoor)

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.breaching.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        noted(northmoor, breach, "regulator_told")
    with pytest.raises(OSError, match="ledger"):
        reported(northmoor)
    with become(WORKER):
        assert not BreachNote.objects.exists()
        assert Breach.objects.count() == 1
        assert Duty.objects.filter(about_id=breach.pk, closed_at=None).exists()
