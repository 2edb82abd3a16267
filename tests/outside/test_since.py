"""What is done afterwards from inside: withdrawing, printing; and nothing that the ledger cannot remember."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cairn.access.binding import acting_as
from cairn.core.clock import now
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.outside import verbs
from cairn.outside.kinds import StepKind, Way
from cairn.outside.models import OutsideItem, OutsideShare, OutsideStep
from tests.outside.sharing import happened, shared
from tests.sharing.holding import GUARDIANS, POLICE, circle, kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


@pytest.mark.parametrize("deed", ["share", "withdraw", "print"])
def test_nothing_is_done_that_the_ledger_cannot_remember(around, monkeypatch, deed):
    made = None if deed == "share" else shared(around.northmoor, around.child, way=Way.PRINT)
    amara = around.northmoor.actor("amara")

    def broken(*_args, **_more):
        raise DatabaseError("no")

    for module in ("sharing", "since"):
        monkeypatch.setattr(f"cairn.outside.verbs.{module}.ledger.record", broken)
    with pytest.raises(DatabaseError), transaction.atomic():
        if made is None:
            shared(around.northmoor, around.child)
        else:
            with acting_as(amara):
                verb = verbs.withdraw_share if deed == "withdraw" else verbs.print_pack
                verb(share=made.share, by=amara)
    assert len(kept(OutsideShare)) == (0 if made is None else 1)
    assert kept(OutsideStep) == []


def test_it_is_withdrawn_by_its_team_by_the_circle_and_by_the_hub(around):
    for name in ("amara", "gwen", "farid"):
        made, by = shared(around.northmoor, around.child), around.northmoor.actor(name)
        with acting_as(by):
            verbs.withdraw_share(share=made.share, by=by)
            with pytest.raises(Conflict, match="outside_over"):
                verbs.withdraw_share(share=made.share, by=by)
    assert [one.kind for one in kept(OutsideStep)] == [StepKind.WITHDRAWN] * 3


@pytest.mark.parametrize(("name", "error"), [("efa", NotAllowed), ("chidi", NotFound), ("robin", NotAllowed)])
def test_nobody_else_withdraws(around, name, error):
    made, by = shared(around.northmoor, around.child), around.northmoor.actor(name)
    with acting_as(by), pytest.raises(error):
        verbs.withdraw_share(share=made.share, by=by)


def test_a_pack_is_printed_by_its_team_and_every_time_is_remembered(around):
    made, amara = shared(around.northmoor, around.child, way=Way.PRINT), around.northmoor.actor("amara")
    with acting_as(amara):
        first = verbs.print_pack(share=made.share, by=amara)
        assert verbs.print_pack(share=made.share, by=amara) == first
    assert len(first) == len(kept(OutsideItem))
    assert happened(around.northmoor, around.child)[-2:] == ["outside.printed"] * 2
    gwen = around.northmoor.actor("gwen")
    with acting_as(gwen), pytest.raises(NotAllowed):
        verbs.print_pack(share=made.share, by=gwen)


def test_a_link_is_never_printed_here(around):
    made, amara = shared(around.northmoor, around.child), around.northmoor.actor("amara")
    with acting_as(amara), pytest.raises(Refused, match="outside_not_paper"):
        verbs.print_pack(share=made.share, by=amara)


def test_a_pack_that_is_over_is_not_printed(around, monkeypatch):
    made, amara = shared(around.northmoor, around.child, way=Way.PRINT), around.northmoor.actor("amara")
    later = now() + timedelta(days=2)
    with monkeypatch.context() as patch, acting_as(amara):
        patch.setattr("cairn.outside.queries.shares.now", lambda: later)
        with pytest.raises(Refused, match="outside_over"):
            verbs.print_pack(share=made.share, by=amara)
    with acting_as(amara):
        verbs.withdraw_share(share=made.share, by=amara)
        with pytest.raises(Refused, match="outside_over"):
            verbs.print_pack(share=made.share, by=amara)


def test_what_is_held_back_since_does_not_go_on_paper(around):
    entry = around.told("amara", "She named a sergeant.")
    made, amara = shared(around.northmoor, around.child, way=Way.PRINT), around.northmoor.actor("amara")
    around.silent("amara", entry, POLICE)
    with acting_as(amara):
        assert "She named a sergeant." not in {one.words for one in verbs.print_pack(share=made.share, by=amara)}
    around.hold("gwen", around.told("gwen", "Mine."), POLICE)
    declared = around.told("amara", "She was tired.")
    another = shared(around.northmoor, around.child, way=Way.PRINT)
    around.hold("amara", declared, GUARDIANS)
    with acting_as(amara), pytest.raises(Refused, match="outside_over"):
        verbs.print_pack(share=another.share, by=amara)
