"""Two desks hold back, share, agree and correct in the same second: one is told, and nothing slips out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from cairn.access.binding import acting_as
from cairn.chronology import verbs as chronology
from cairn.chronology.models import Entry
from cairn.core.errors import CairnError
from cairn.sharing import verbs
from cairn.sharing.models import WithheldFrom, Withholding
from tests.builders import northmoor
from tests.sharing.holding import POLICE, Circle, circle, kept, said


@pytest.fixture
def around(own_database) -> Circle:
    with transaction.atomic():
        return circle(northmoor())


def alone(around: Circle, name: str, deed: Callable) -> object:
    by = around.northmoor.actor(name)
    with acting_as(by), transaction.atomic():
        return deed(by)


def at_once(around: Circle, **deeds: Callable) -> list[str]:
    ready = Barrier(len(deeds))

    def do(name: str) -> str:
        by = around.northmoor.actor(name)
        try:
            with acting_as(by), transaction.atomic():
                ready.wait(timeout=30)
                deeds[name](by)
        except (CairnError, IntegrityError) as error:
            return error.code if isinstance(error, CairnError) else f"a fault: {error}"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as desks:
        return sorted(desks.map(do, deeds))


def written(around: Circle) -> Entry:
    with transaction.atomic():
        return around.told("amara")


def holding(around: Circle, entry: Entry):
    back = around.back(POLICE)
    return lambda by: chronology.withhold_entry(entry=entry, said=back, by=by)


def bilal_sees(around: Circle) -> list[str]:
    with transaction.atomic(), acting_as(around.northmoor.actor("bilal")):
        return list(Entry.objects.filter(team__slug="eastmoor-duty").values_list("words", flat=True))


def test_held_back_twice_at_once_it_is_held_back_once(around):
    entry = written(around)
    answers = at_once(around, amara=holding(around, entry), amaras_manager=holding(around, entry))
    assert answers == ["done", "withheld_already"]
    with transaction.atomic():
        assert len(kept(Withholding)) == 1


@pytest.mark.parametrize("agrees", [True, False])
def test_shared_and_answered_at_once_one_of_them_counts(around, agrees):
    entry = written(around)
    made = alone(around, "amara", holding(around, entry))
    answers = at_once(
        around,
        amara=lambda by: verbs.end_withholding(withholding=made, words="", revision=1, by=by),
        amaras_manager=lambda by: verbs.answer_withholding(
            withholding=made, agrees=agrees, words="So it is.", revision=1, by=by
        ),
    )
    assert answers == ["done", "withholding_ended_already"]
    with transaction.atomic():
        ended = kept(Withholding)[0].ended_at
        assert (ended is None) == bool(kept(WithheldFrom, is_active=True))
    assert bool(bilal_sees(around)) == (ended is not None)


def test_held_back_and_corrected_at_once_both_versions_are_held_back(around):
    entry = written(around)
    answers = at_once(
        around,
        amara=holding(around, entry),
        amaras_manager=lambda by: chronology.correct_entry(entry=entry, said=said("It was his cousin."), by=by),
    )
    assert answers == ["done", "done"]
    assert bilal_sees(around) == []


def test_held_back_and_shared_at_once_it_is_either(around):
    """One takes back what another holds back anew: whatever comes last stands, and the rows agree with it."""
    entry = written(around)
    made = alone(around, "amara", holding(around, entry))
    answers = at_once(
        around,
        amara=lambda by: verbs.end_withholding(withholding=made, words="", revision=1, by=by),
        amaras_manager=holding(around, entry),
    )
    assert answers in (["done", "done"], ["done", "withheld_already"])
    with transaction.atomic():
        standing = [one for one in kept(Withholding) if one.ended_at is None]
    assert bool(bilal_sees(around)) is not bool(standing)
