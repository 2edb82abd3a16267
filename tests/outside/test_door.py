"""The door behind a link: it opens once for the right code, and for nothing else (R-064)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cairn.access.actor import Actor, ActorKind
from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import Capacity
from cairn.children.models import Involvement
from cairn.children.queries.looks import who_has_looked
from cairn.chronology.verbs import correct_entry, mark_in_error
from cairn.core.clock import now
from cairn.core.errors import Refused
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.outside import verbs
from cairn.outside.kinds import SHARE_LAPSED, SHARE_LOCKED, SHARE_OPENED, State, StepKind, Way
from cairn.outside.models import OutsideItem, OutsideShare, OutsideStep
from cairn.outside.presenters import list_page, share_page
from cairn.outside.queries.door import Front, Opening
from cairn.outside.tasks import tell_lapsed
from cairn.outside.verbs import Closed
from cairn.partnership.verbs import leave_team
from cairn.sharing import verbs as sharing
from tests.access.test_lapsed import lapse
from tests.conftest import become
from tests.outside.sharing import ADDRESS, HOSPITAL, front, happened, shared, tried
from tests.partnership import people
from tests.sharing.holding import EASTMOOR, GUARDIANS, POLICE, circle, end, kept, told
from tests.sharing.holding import said as told_so

pytestmark = pytest.mark.django_db
WRONG = "00000000"


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


@pytest.fixture
def later(monkeypatch):
    """`later(days=2)`: from now on the door's clock, and that of those inside, says that much more."""

    def go(**more) -> None:
        moment = now() + timedelta(**more)
        for module in ("queries.door", "queries.shares", "verbs.opening", "presenters"):
            monkeypatch.setattr(f"cairn.outside.{module}.now", lambda: moment)

    return go


def state(around, made, name: str = "amara") -> object:
    """Where it stands, as somebody reads it beside the child; the page of it says the same."""
    by = around.northmoor.actor(name)
    with acting_as(by):
        page = list_page(around.child, by, "", "1")
        (line,) = [one for one in page.lines if one.number == made.share.number]
        assert share_page(made.share, by).state == line.state
    return line.state


def test_the_front_says_who_sends_it_and_nothing_of_the_child_and_changes_nothing(around):
    made = shared(around.northmoor, around.child)
    for _time in range(3):
        found = front(made)
        assert isinstance(found, Front)
        assert (found.team.slug, found.number, found.tries_left) == (EASTMOOR, made.share.number, 5)
        assert "Nguyen" not in str(found)
    assert kept(OutsideStep) == []
    assert state(around, made) == State.WAITS.label


def test_it_opens_once_and_the_log_shows_it(around):
    made = shared(around.northmoor, around.child, request="Ring us.")
    first = tried(made)
    assert isinstance(first, Opening)
    assert {"Nguyen Van Tang; known as", "Ring us."} <= {one.words for one in first.lines}
    assert len(first.lines) == len(kept(OutsideItem))
    assert first.letter["recipient"] == "Ola Berg"
    assert isinstance(tried(made), Closed)
    assert isinstance(front(made), Closed)
    assert happened(around.northmoor, around.child) == ["outside.shared", "outside.opened", "outside.tried"]
    assert state(around, made) == State.OPENED.label
    assert [(one.code, one.member_id) for one in kept(Notice, code=SHARE_OPENED)] == [
        (SHARE_OPENED, around.northmoor.memberships["amara"].pk)
    ]


def test_who_has_looked_names_the_organisation_and_the_function_and_no_person(around):
    made = shared(around.northmoor, around.child)
    tried(made)
    for name in ("amara", "gwen", "farid"):
        by = around.northmoor.actor(name)
        with acting_as(by):
            (look,) = [one for one in who_has_looked(around.child.id, by) if one.agency == HOSPITAL]
        assert (look.function, look.role, look.name) == ("named nurse for safeguarding", "outside Cairn", "")
        assert "Ola Berg" not in str(look)


def test_a_wrong_code_counts_and_the_fifth_locks_it_for_the_right_one_as_well(around):
    made = shared(around.northmoor, around.child)
    for left in (4, 3, 2, 1):
        assert tried(made, WRONG).tries_left == left
        assert front(made).tries_left == left
    assert isinstance(tried(made, WRONG), Closed)
    assert isinstance(tried(made), Closed)
    assert len(kept(OutsideStep, kind=StepKind.TRIED)) == 5
    assert state(around, made) == State.LOCKED.label
    assert told(SHARE_LOCKED) == [EASTMOOR]
    assert told(SHARE_OPENED) == []
    assert happened(around.northmoor, around.child).count("outside.tried") == 6


def test_a_code_is_good_for_its_own_link_alone(around):
    one, other = (shared(around.northmoor, around.child) for _time in range(2))
    assert isinstance(tried(one, other.code), Front)
    assert isinstance(tried(one), Opening)


def test_what_never_was_is_answered_like_what_is_over(around):
    closed = verbs.find_front(token="a" * 43, address=ADDRESS)
    assert isinstance(closed, Closed)
    assert isinstance(verbs.open_link(token="a" * 43, code=WRONG, address=ADDRESS), Closed)
    assert closed.ring.slug == "hub-duty"
    assert happened(around.northmoor, around.child) == []


def told_by_the_clock() -> None:
    with become(WORKER):
        tell_lapsed(0)


def test_its_time_runs_out_and_whoever_sent_it_is_told_once(around, later):
    made, opened = (shared(around.northmoor, around.child) for _time in range(2))
    tried(opened)
    later(hours=23, minutes=59)
    assert isinstance(front(made), Front)
    told_by_the_clock()
    later(days=1, minutes=1)
    assert isinstance(tried(made), Closed)
    assert state(around, made) == State.EXPIRED.label
    told_by_the_clock()
    told_by_the_clock()
    assert [one.share_id for one in kept(OutsideStep, kind=StepKind.LAPSED)] == [made.share.pk]
    assert told(SHARE_LAPSED) == [EASTMOOR]


def test_withdrawn_it_opens_no_more(around):
    made, amara = shared(around.northmoor, around.child), around.northmoor.actor("amara")
    with acting_as(amara):
        verbs.withdraw_share(share=made.share, by=amara)
    assert isinstance(tried(made), Closed)
    assert state(around, made) == State.WITHDRAWN.label


def team_leaves(around, name: str) -> None:
    by = around.northmoor.actor(name)
    with acting_as(by):
        record = around.record(name)
        children.leave(involvement=_place(around, by, record), reason="Another desk has her.", by=by)


def _place(around, by, record):
    return Involvement.objects.visible_to(by).get(record=record, ended_at=None)


def is_corrected(around, entry, made) -> None:
    amara = around.northmoor.actor("amara")
    with acting_as(amara):
        correct_entry(entry=entry, said=told_so("She was twelve."), by=amara)


def is_in_error(around, entry, made) -> None:
    amara = around.northmoor.actor("amara")
    with acting_as(amara):
        mark_in_error(entry=entry, reason="Another child was meant.", by=amara)


def is_held_back(around, entry, made) -> None:
    around.hold("amara", entry, POLICE)


def the_agreement_lapses(around, entry, made) -> None:
    lapse(around.northmoor, "amara")


def the_person_leaves(around, entry, made) -> None:
    leave_team(membership=around.northmoor.memberships["amara"], by=people.CLERK)


def the_person_is_kept_away(around, entry, made) -> None:
    farid = around.northmoor.actor("farid")
    with acting_as(farid):
        whom = sharing.KeptFrom(practitioner_id=around.northmoor.actor("amara").practitioner_id, reason="An aunt.")
        children.keep_child_from(child=around.child, whom=whom, by=farid)


@pytest.mark.parametrize(
    "change",
    [is_corrected, is_in_error, is_held_back, the_agreement_lapses, the_person_leaves, the_person_is_kept_away],
)
def test_it_closes_by_itself_when_something_in_it_or_around_it_changes(around, change):
    entry = around.told("amara", "She was eleven.")
    made = shared(around.northmoor, around.child)
    with transaction.atomic():
        change(around, entry, made)
    assert isinstance(front(made), Closed)
    assert isinstance(tried(made), Closed)
    assert kept(OutsideStep) == []
    assert state(around, made, "farid") == State.CLOSED.label


def test_it_closes_when_the_team_no_longer_works_with_the_child(around):
    made = shared(around.northmoor, around.child, "gwen", ground="ukgdpr_6")
    team_leaves(around, "gwen")
    assert isinstance(tried(made), Closed)
    assert state(around, made, "farid") == State.CLOSED.label


def test_what_was_held_back_once_stays_closed_when_it_is_shared_again(around):
    entry = around.told("amara", "She was eleven.")
    made = shared(around.northmoor, around.child)
    end(around, "amara", around.hold("amara", entry, POLICE))
    assert isinstance(tried(made), Closed)
    assert isinstance(tried(shared(around.northmoor, around.child)), Opening)


def test_a_team_that_left_and_came_back_shares_anew(around):
    made = shared(around.northmoor, around.child, "gwen", ground="ukgdpr_6")
    team_leaves(around, "gwen")
    farid, team = around.northmoor.actor("farid"), around.northmoor.team(GUARDIANS)
    with acting_as(farid):
        children.open_record(child=around.child, team=team, capacity=Capacity.WORKING, by=farid, is_confirmed=True)
    assert isinstance(tried(made), Closed)
    assert isinstance(tried(shared(around.northmoor, around.child, "gwen", ground="ukgdpr_6")), Opening)


def test_what_is_held_back_without_a_trace_closes_it_like_a_wrong_code_and_leaves_none(around):
    """The police share what social care then hides from them: nothing tells them, and nothing opens."""
    entry = around.told("amara", "She named a sergeant.")
    made = shared(around.northmoor, around.child, "bilal", ground="ukgdpr_6", chosen=(f"entry:{entry.pk}",))
    around.silent("amara", entry, POLICE)
    assert isinstance(front(made), Front)
    assert isinstance(tried(made), Front)
    assert state(around, made, "bilal") == State.WAITS.label
    for _time in range(4):
        tried(made)
    assert isinstance(front(made), Closed)
    assert state(around, made, "bilal") == State.LOCKED.label
    assert kept(OutsideStep, kind=StepKind.OPENED) == []


def test_paper_has_no_door(around):
    made = shared(around.northmoor, around.child, way=Way.PRINT)
    assert isinstance(verbs.find_front(token="", address=ADDRESS), Closed)
    assert made.share.token_digest is None


def test_too_many_tries_from_one_network_are_refused_and_others_go_on(around):
    made = shared(around.northmoor, around.child)
    for _time in range(30):
        front(made)
    with pytest.raises(Refused, match="outside_too_often"):
        front(made)
    with pytest.raises(Refused, match="outside_too_often"):
        tried(made)
    assert isinstance(tried(made, address="192.0.2.45"), Opening)


def test_what_the_ledger_cannot_remember_is_not_opened(around, monkeypatch):
    made = shared(around.northmoor, around.child)

    def broken(*_args, **_more):
        raise DatabaseError("no")

    with monkeypatch.context() as patch:
        patch.setattr("cairn.outside.verbs.opening.ledger.record", broken)
        for code in ("", WRONG):
            with pytest.raises(DatabaseError), transaction.atomic():
                tried(made, code)
    assert kept(OutsideStep) == []
    assert kept(Notice, code=SHARE_OPENED) == []
    assert isinstance(tried(made), Opening)


def test_the_application_reads_nothing_at_the_door_but_by_its_function(around):
    """Whoever is not signed in sees no row at all, whatever the page forgot to filter."""
    shared(around.northmoor, around.child)
    with acting_as(Actor(kind=ActorKind.DOOR)):
        assert not OutsideShare.objects.exists()
        assert not OutsideItem.objects.exists()
        assert not OutsideStep.objects.exists()
        assert not Event.objects.exists()
