"""Another second person is named for what is kept without a trace, and who is told when the second one has left."""

from datetime import timedelta

import pytest

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.core.errors import NotFound, Refused
from cairn.core.postgres import OWNER, WORKER
from cairn.core.sealed import opened, place_of
from cairn.duties.models import Duty
from cairn.ledger import verbs as ledger
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership import verbs as partnership
from cairn.partnership.models import Practitioner
from cairn.sharing import queries, tasks, verbs
from cairn.sharing.kinds.apart import SECOND_GONE, SECOND_NEEDED
from cairn.sharing.models import Admission, Compartment, CompartmentAccount
from tests.children.pages import browser
from tests.conftest import become
from tests.sharing.apart import mark
from tests.sharing.holding import circle, kept, told
from tests.sharing.test_second_person import EVERYBODY_ELSE, answers, keeps, owed

pytestmark = pytest.mark.django_db
GONE = "He works elsewhere now."


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def names(around, compartment, second="fatima", who="gwen", why=GONE):
    by = around.northmoor.actor(who)
    named = around.northmoor.memberships[second].pk if second else None
    with acting_as(by):
        current = Compartment.objects.visible_to(by).filter(pk=compartment.pk).first() or compartment
        return verbs.name_second(compartment=current, second=named, reason=why, by=by)


def leaves(around, name) -> None:
    with acting_as(by := job("a test")), become(WORKER):
        partnership.leave_team(membership=around.northmoor.memberships[name], by=by)


def night() -> int:
    with become(WORKER):
        before = Notice.objects.filter(code=SECOND_GONE).count()
        tasks.remind_of_second(timestamp=0)
        return int(Notice.objects.filter(code=SECOND_GONE).count() - before)


def test_the_new_one_reads_it_and_owes_the_word_and_the_former_one_neither(around):
    entry, made = keeps(around)
    answers(around, made)
    (former,) = owed(made)
    names(around, made)
    (duty,) = owed(made)
    assert (duty.owner.practitioner.name, duty.policy) == ("Fatima", "withholding_agreement_silent")
    assert duty.pk != former.pk
    assert [around.sees("fatima", row) for row in (entry, made, duty)] == [True] * 3
    assert not any(around.sees("farid", row) for row in (entry, made, former, duty))
    (standing,) = kept(Compartment)
    assert (standing.second.practitioner.name, standing.agreed_at) == ("Fatima", None)
    assert [one.ended_at is None for one in kept(Admission)] == [False, True]
    with acting_as(farid := around.northmoor.actor("farid")):
        assert not Notice.objects.visible_to(farid).filter(code=SECOND_NEEDED).exists()
        assert not Duty.objects.visible_to(farid).filter(about_id=made.pk).exists()
    with pytest.raises(Refused, match="apart_not_second"):
        answers(around, made, "gwen")
    answers(around, made, "fatima")
    assert kept(Compartment)[0].agreed_at is not None


def test_nobody_else_learns_of_that_and_its_holders_read_why(around):
    _entry, made = keeps(around)
    names(around, made)
    others = {*EVERYBODY_ELSE, "farid"} - {"fatima"}
    for name in others:
        with acting_as(by := around.northmoor.actor(name)):
            assert not Event.objects.visible_to(by).filter(about_id=made.pk).exists()
    with acting_as(gwen := around.northmoor.actor("gwen")):
        assert Event.objects.visible_to(gwen).filter(happening="sharing.second_named").count() == 1
        line = CompartmentAccount.objects.visible_to(gwen).get(happened="second_named")
        assert opened(line.words, place_of(line, "words")) == GONE


def test_the_auditor_counts_it_once(around):
    _entry, made = keeps(around)
    names(around, made)
    names(around, made, "farid")
    with acting_as(petra := around.northmoor.actor("petra")):
        assert [one.number for one in queries.silent_by_month(petra)] == [1]


def test_whoever_was_let_in_before_is_not_let_in_twice(around):
    _entry, made = keeps(around)
    with acting_as(gwen := around.northmoor.actor("gwen")):
        whom = verbs.Whom(member_id=around.northmoor.memberships["fatima"].pk, reason="She knows the tutor.")
        verbs.admit(compartment=made, whom=whom, by=gwen)
    names(around, made)
    assert [one.member.practitioner.name for one in kept(Admission, ended_at=None)] == ["Fatima"]


@pytest.mark.parametrize(
    ("second", "why", "code"),
    [
        ("fatima", " ", "apart_why_needed"),
        ("farid", GONE, "apart_second_same"),
        ("gwen", GONE, "apart_second_needed"),
        ("robin", GONE, "apart_second_needed"),
        ("", GONE, "apart_second_needed"),
    ],
)
def test_what_is_refused(around, second, why, code):
    entry, made = keeps(around)
    with pytest.raises(Refused, match=code):
        names(around, made, second, why=why)
    assert kept(Compartment)[0].second.practitioner.name == "Farid"
    assert len(owed(made)) == 1
    assert around.sees("farid", entry)


def test_not_whoever_put_it_there_nor_for_what_leaves_a_trace_nor_once_it_is_shared(around):
    _entry, made = keeps(around, "amara", "farid")
    by = around.northmoor.actor("amaras_manager")
    with acting_as(by), pytest.raises(Refused, match="apart_second_needed"):
        mine = around.northmoor.memberships["amara"].pk
        verbs.name_second(compartment=made, second=mine, reason=GONE, by=by)
    with pytest.raises(Refused, match="apart_second_spare"):
        names(around, mark(around, "amara"), "fatima", "amara")
    answers(around, made, agrees=False)
    with pytest.raises(Refused, match="apart_taken_out"):
        names(around, made, "fatima", "amara")


@pytest.mark.parametrize(("who", "error"), [("farid", Refused), ("dana", NotFound)])
def test_only_the_team_that_holds_it_names_anybody(around, who, error):
    _entry, made = keeps(around)
    with pytest.raises(error):
        names(around, made, "fatima", who)


def test_nothing_changes_when_the_ledger_cannot_be_written(around, monkeypatch):
    entry, made = keeps(around)

    def fail(*_given, **_named):
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr(ledger, "record", fail)
    with pytest.raises(RuntimeError):
        names(around, made)
    assert around.sees("farid", entry)
    assert not around.sees("fatima", entry)
    assert kept(Compartment)[0].second.practitioner.name == "Farid"
    assert [one.owner.practitioner.name for one in owed(made)] == ["Farid"]


@pytest.mark.parametrize("how", ["team", "partnership"])
def test_those_who_lead_are_told_when_the_second_person_has_left_until_another_is_named(around, how):
    _entry, made = keeps(around, "amara", "farid")
    assert night() == 0
    if how == "team":
        leaves(around, "farid")
    else:
        with become(OWNER):
            Practitioner.objects.filter(pk=around.northmoor.practitioner("farid").pk).update(is_active=False)
    assert night() == 1
    (notice,) = kept(Notice, code=SECOND_GONE)
    assert notice.member_id == around.northmoor.memberships["amaras_manager"].pk
    assert around.sees("amaras_manager", notice)
    assert night() == 0, "once a week"
    with become(OWNER):
        Notice.objects.filter(pk=notice.pk).update(left_at=now() - timedelta(days=8))
    assert night() == 1
    with become(OWNER):
        Notice.objects.filter(code=SECOND_GONE).update(left_at=now() - timedelta(days=8))
    names(around, made, "amaras_manager", "amara")
    assert night() == 0


def test_without_a_manager_the_whole_team_is_told(around):
    keeps(around)
    leaves(around, "farid")
    night()
    assert [one.member_id for one in kept(Notice, code=SECOND_GONE)] == [None]
    assert told(SECOND_GONE) == ["guardians"]


def test_of_what_is_shared_already_nobody_is_told(around):
    _entry, made = keeps(around)
    answers(around, made, agrees=False)
    leaves(around, "farid")
    assert night() == 0


def test_the_pages(around):
    _entry, made = keeps(around)
    gwen, page = browser(around.northmoor, "gwen"), f"/children/apart/{made.pk}/"
    assert "Name another second person" in gwen.get(page).content.decode()
    assert "Name another second person" not in browser(around.northmoor, "farid").get(page).content.decode()
    leaves(around, "farid")
    assert "They have left that team." in gwen.get(page).content.decode()
    form = {"do": "name_second", "named": str(around.northmoor.memberships["fatima"].pk), "renamed": GONE}
    assert "Say why." in gwen.post(page, {**form, "renamed": ""}).content.decode()
    assert "It cannot be you" in gwen.post(page, {**form, "named": ""}).content.decode()
    assert gwen.post(page, form).status_code == 302
    shown = gwen.get(page).content.decode()
    assert "Fatima is the second person" in shown
    assert "Another second person was named" in shown
    assert "They have left that team." not in shown
