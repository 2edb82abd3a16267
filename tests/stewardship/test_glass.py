"""A second person says whether a record was rightly opened in danger; what was not becomes a breach (R-061)."""

from datetime import date, timedelta

import pytest

from cairn.access.binding import acting_as
from cairn.core.clock import today
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.duties.kinds import DutyKind
from cairn.duties.models import Duty
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Membership
from cairn.sharing.models import Grant
from cairn.stewardship import verbs
from cairn.stewardship.models import Breach
from cairn.stewardship.queries.glass import month_after, month_asked, month_before
from tests.children.glass import DANGER, later, opens
from tests.children.pages import a_child, browser
from tests.conftest import become

WORDS = "I rang the desk: they had tried three times."


@pytest.fixture
def grant(northmoor) -> Grant:
    made = opens(northmoor, a_child(northmoor))
    assert made is not None
    return made


def reviewed(northmoor, grant, who="petra", finding="justified", words=WORDS) -> Grant:
    with acting_as(by := northmoor.actor(who)):
        return verbs.review_glass(grant=grant, finding=finding, words=words, by=by)


@pytest.mark.parametrize("who", ["petra", "amara", "farid"])
def test_a_second_person_says_that_it_was_right(northmoor, grant, who):
    found = reviewed(northmoor, grant, who)
    assert (found.finding, found.breach_id) == ("justified", None)
    with become(WORKER):
        assert not Duty.objects.filter(kind=DutyKind.REVIEW_GLASS, closed_at=None).exists()
        told = Notice.objects.filter(about_id=grant.pk, code="glass.reviewed")
        assert set(told.values_list("team__slug", "member__practitioner__name")) == {
            ("westmoor-nurses", "Chidi"),
            ("eastmoor-duty", None),
        }
    with acting_as(amara := northmoor.actor("amara")):
        assert Event.objects.visible_to(amara).filter(happening="glass.reviewed", child_id=grant.child_id).exists()


def test_what_was_not_right_is_in_the_breach_log_at_once(northmoor, grant):
    found = reviewed(northmoor, grant, finding="not_justified", words="Nobody was in danger.")
    with acting_as(petra := northmoor.actor("petra")):
        breach = Breach.objects.visible_to(petra).get(pk=found.breach_id)
    assert "Nobody was in danger." in breach.what_happened
    assert grant.child_reference in breach.what_happened
    assert (breach.how_many, breach.happened_at) == (1, grant.opened_at)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"finding": "maybe"}, "glass_finding_needed"),
        ({"words": " "}, "desk_reason_needed"),
        ({"words": "x" * 1001}, "desk_reason_too_long"),
        ({"who": "chidi"}, "glass_found_by_another"),
    ],
)
def test_what_is_refused(northmoor, grant, more, code):
    with pytest.raises(Refused) as refused:
        reviewed(northmoor, grant, **more)
    assert refused.value.code == code


def test_nobody_looks_at_their_own_in_another_post(northmoor, grant):
    northmoor.memberships["chidi_too"] = Membership.objects.create(
        practitioner=northmoor.practitioner("chidi"),
        team=northmoor.team("hub-stewards"),
        agency_id=northmoor.team("hub-stewards").agency_id,
        role=RoleName.DATA_PROTECTION_LEAD,
    )
    with pytest.raises(Refused, match="glass_found_by_another"):
        reviewed(northmoor, grant, "chidi_too")


def test_it_is_said_once(northmoor, grant):
    reviewed(northmoor, grant)
    with pytest.raises(Conflict, match="glass_found_already"):
        reviewed(northmoor, grant, "amara", finding="not_justified")
    with become(WORKER):
        assert not Breach.objects.exists()


@pytest.mark.parametrize(
    ("who", "error"), [("robin", NotAllowed), ("dana", NotFound), ("efa", NotFound), ("perla", NotFound)]
)
def test_others_neither_read_nor_judge_it(northmoor, grant, who, error):
    with pytest.raises(error):
        reviewed(northmoor, grant, who)
    with acting_as(by := northmoor.actor(who)):
        with pytest.raises((error, NotAllowed)):
            verbs.find_glass(grant_id=grant.pk, by=by)
        assert Grant.objects.filter(pk=grant.pk).exists() is Grant.objects.visible_to(by).filter(pk=grant.pk).exists()


def test_nothing_is_said_when_the_ledger_cannot_be_written(northmoor, grant, monkeypatch):
    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.glass.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        reviewed(northmoor, grant, finding="not_justified")
    with become(WORKER):
        assert Grant.objects.get().finding == ""
        assert not Breach.objects.exists()
        assert Duty.objects.filter(kind=DutyKind.REVIEW_GLASS, closed_at=None).exists()


def test_the_pages_of_the_desk(northmoor, grant):
    petra, address = browser(northmoor, "petra"), f"/data-protection/opened/{grant.pk}/"
    listed = petra.get("/data-protection/opened/").content.decode()
    assert grant.child_reference in listed
    assert "Waiting for a word: 1." in listed
    assert DANGER in petra.get(address).content.decode().replace("&#39;", "'")
    assert petra.post(address, {"close": "1"}).status_code == 302
    assert "Closed since" in petra.get(address).content.decode()
    wrong = petra.post(address, {"finding": "not_justified", "words": ""}).content.decode()
    assert "Give a reason" in wrong
    assert petra.post(address, {"finding": "not_justified", "words": WORDS}).status_code == 302
    page = petra.get(address).content.decode()
    assert "The entry in the breach log" in page
    assert WORDS in page
    assert "Not right: 1." in petra.get("/data-protection/opened/").content.decode()


def test_whoever_led_and_whoever_opened_it_read_it_too(northmoor, grant):
    address = f"/data-protection/opened/{grant.pk}/"
    amara = browser(northmoor, "amara")
    assert "Was it right to open it?" in amara.get(address).content.decode()
    assert "Was it right to open it?" not in browser(northmoor, "chidi").get(address).content.decode()
    assert "a record was rightly opened" in amara.get("/inbox/").content.decode() or "Read why, now" in (
        amara.get("/inbox/").content.decode()
    )


def test_a_month_holds_its_own(northmoor, grant):
    earlier = month_before(today().replace(day=1))
    petra = browser(northmoor, "petra")
    assert grant.child_reference not in petra.get(f"/data-protection/opened/?month={earlier:%Y-%m}").content.decode()
    later(grant, hours=24 * (today().day + 3))
    assert grant.child_reference in petra.get(f"/data-protection/opened/?month={earlier:%Y-%m}").content.decode()
    assert grant.child_reference not in petra.get("/data-protection/opened/").content.decode()


@pytest.mark.parametrize("typed", ["", "2026", "rubbish", "9999-12", "2026-13"])
def test_anything_else_is_this_month(typed):
    assert month_asked(typed) == today().replace(day=1)


def test_months_follow_one_another():
    first = date(2020, 1, 1)
    for _ in range(40):
        following = month_after(first)
        assert month_before(following) == first
        assert following - first >= timedelta(days=28)
        first = following
