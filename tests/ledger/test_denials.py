"""Refusals are remembered although the transaction in which they happened is undone."""

import pytest
from django.db import transaction

from cairn.access.permissions import Permission
from cairn.core.errors import NotAllowed
from cairn.core.ids import uuid7
from cairn.ledger import kinds, verbs
from cairn.ledger.verbs import denials
from cairn.partnership.models import Area
from tests.ledger.actors import everything, stranger

pytestmark = pytest.mark.django_db


def test_a_denial_survives_its_transaction():
    by = stranger()
    with pytest.raises(NotAllowed), transaction.atomic():
        verbs.looked(by=by, child_id=uuid7())
        by.require(Permission.CHILD_OPEN)
    (event,) = everything(practitioner_id=by.practitioner_id)
    assert (event.happening, event.detail) == (kinds.DENIED, {"permission": "child.open"})


def test_a_denial_says_about_what():
    by, area = stranger(), Area(slug="north", name="North", nation="wales")
    verbs.denied(by, Permission.PEOPLE_MANAGE, area)
    (event,) = everything(practitioner_id=by.practitioner_id)
    assert (event.about_kind, event.about_id, event.child_id) == ("area", area.id, None)


def test_a_denial_about_a_thing_of_a_child_says_which_child():
    by, area, child = stranger(), Area(slug="north", name="North", nation="wales"), uuid7()
    setattr(area, "child_id", child)  # noqa: B010 (stands for a thing of a child, which no floor down here has)
    verbs.denied(by, Permission.CHILD_OPEN, area)
    assert everything(practitioner_id=by.practitioner_id)[0].child_id == child


@pytest.mark.parametrize("subject", [None, "something", 7])
def test_a_denial_about_no_thing_of_ours_is_remembered_as_well(subject):
    by = stranger()
    verbs.denied(by, Permission.CHILD_OPEN, subject)
    assert everything(practitioner_id=by.practitioner_id)[0].about_id is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("C-7F3K-Q2", "c-7f3k-q2"), ("Okafor", "malformed"), ("C-AMARA", "malformed"), ("' or 1=1", "malformed")],
)
def test_a_reference_nobody_may_see_is_remembered_but_not_what_else_was_typed(typed, kept):
    by = stranger()
    verbs.not_found_or_hidden(by=by, kind="child", reference=typed)
    (event,) = everything(practitioner_id=by.practitioner_id)
    assert event.happening == kinds.NOT_FOUND_OR_HIDDEN
    assert event.detail == {"kind": "child", "reference": kept}


def test_an_id_nobody_may_see_is_remembered():
    by, asked = stranger(), uuid7()
    verbs.not_found_or_hidden(by, "child", asked)
    (event,) = everything(practitioner_id=by.practitioner_id)
    assert (event.about_kind, event.about_id) == ("child", asked)


def test_a_failed_sign_in_is_remembered_apart():
    by = stranger()
    verbs.record_apart(kinds.SIGN_IN_FAILED, by=by, detail={"method": "totp"})
    assert everything(practitioner_id=by.practitioner_id)[0].happening == kinds.SIGN_IN_FAILED


def test_a_denial_that_cannot_be_written_is_still_a_denial(monkeypatch, caplog):
    def unreachable(row):
        raise OSError(f"no database for {row.by.practitioner_id}")

    by = stranger()
    monkeypatch.setattr(denials._apart, "write", unreachable)
    with pytest.raises(NotAllowed):
        by.require(Permission.CHILD_OPEN)
    assert "OSError" in caplog.text
    assert str(by.practitioner_id) not in caplog.text


def test_a_denial_whose_detail_may_not_be_written_is_still_a_denial(caplog):
    by = stranger()
    verbs.record_apart(kinds.SIGN_IN_FAILED, by=by, detail={"email": "amara@example.org"})
    assert everything(practitioner_id=by.practitioner_id) == []
    assert "NotForTheLedger" in caplog.text
    assert "amara" not in caplog.text


def test_the_pool_is_small_and_opens_again_after_closing():
    for _ in range(5):
        verbs.denied(stranger(), Permission.CHILD_OPEN, None)
    pool = denials._apart._pool
    assert pool is not None
    assert pool.get_stats()["pool_size"] <= 2
    verbs.close_denials()
    verbs.close_denials()
    assert denials._apart._pool is None
    by = stranger()
    verbs.denied(by, Permission.CHILD_OPEN, None)
    assert len(everything(practitioner_id=by.practitioner_id)) == 1


def test_another_process_opens_its_own_connections(monkeypatch):
    verbs.denied(stranger(), Permission.CHILD_OPEN, None)
    inherited = denials._apart._pool
    assert inherited is not None
    monkeypatch.setattr("os.getpid", lambda: 1)
    verbs.denied(stranger(), Permission.CHILD_OPEN, None)
    assert denials._apart._pool is not inherited
    verbs.close_denials()
    inherited.close()
