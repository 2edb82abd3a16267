"""Two concerns sent in the same second by one person: the limit of hints a day holds all the same."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from django.db import connection, transaction

from cairn.access.binding import acting_as
from cairn.children.models import Record
from cairn.children.verbs import hint_for, hints
from cairn.concerns.rules import NameSaid
from tests.builders import Northmoor, northmoor, raised
from tests.children.linked import SAME

OTHER = replace(SAME, names=(NameSaid("Dinh Pham Bao"),))


def sent(place: Northmoor, child) -> list[Record]:
    by = place.actor("chidi")
    concern = raised(by, children=(child,), area="westmoor")
    with acting_as(by):
        return list(Record.objects.visible_to(by).filter(pk__in=concern.subjects.values("record_id")))


def test_two_sends_at_once_share_one_limit(own_database, monkeypatch):
    monkeypatch.setattr(hints, "MOST_A_DAY", 1)
    with transaction.atomic():
        place = northmoor()
        for child in (SAME, OTHER):
            raised(place.actor("efa"), children=(child,))
        asked = [sent(place, child) for child in (SAME, OTHER)]
    ready = Barrier(len(asked))

    def ask(records: list[Record]) -> bool:
        by = place.actor("chidi")
        try:
            with acting_as(by), transaction.atomic():
                ready.wait(timeout=30)
                return hint_for(records=records, by=by) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asked)) as desks:
        assert sorted(desks.map(ask, asked)) == [False, True]
