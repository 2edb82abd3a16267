"""A reference that somebody drew before is drawn anew, and nothing of the transaction is lost by it."""

import secrets
from itertools import chain

import pytest
from django.db import IntegrityError, transaction

from cairn.access.binding import acting_as
from cairn.children.models import Child
from cairn.concerns import verbs
from cairn.concerns.models import Concern
from cairn.core.references import DRAWS, save_with_reference
from tests.builders import raised, said


@pytest.fixture
def efa(northmoor):
    return northmoor.actor("efa")


def draws_again(monkeypatch, *references):
    """Let chance fall as it fell before, once for each of these references, and then be chance again."""
    honest = secrets.choice
    fallen = chain.from_iterable(one.partition("-")[2].replace("-", "") for one in references)
    monkeypatch.setattr(secrets, "choice", lambda letters: next(fallen, None) or honest(letters))


def first_of(concern):
    return concern.subjects.select_related("record__child").get().record.child


def test_a_concern_whose_references_are_taken_is_sent_all_the_same(efa, monkeypatch):
    before = raised(efa)
    with acting_as(efa):
        child = first_of(before)
        draws_again(monkeypatch, before.reference, child.reference)
        after = verbs.raise_concern(said=said(), send_key="another", by=efa)
        assert Concern.objects.visible_to(efa).count() == 2
        assert len({before.reference, after.reference, child.reference, first_of(after).reference}) == 4


def test_another_constraint_is_not_swallowed(efa):
    concern = raised(efa)
    with acting_as(efa), pytest.raises(IntegrityError, match="concern_sent_once"), transaction.atomic():
        save_with_reference(Concern(**sent_again(concern)))


def test_drawing_ends(efa, monkeypatch):
    taken = raised(efa)
    with acting_as(efa):
        child = first_of(taken)
        draws_again(monkeypatch, *[child.reference] * DRAWS)
        with pytest.raises(IntegrityError, match="reference"), transaction.atomic():
            save_with_reference(Child())


def sent_again(concern):
    kept = ("agency_id", "team_id", "raised_by_id", "send_key", "urgency", "area_id", "nation")
    return {name: getattr(concern, name) for name in kept}
