"""Two at once: while a record moves to another child, nothing can be written that still believes the old one."""

from threading import Thread
from time import sleep

from django.db import IntegrityError, connection, transaction

from cairn.access.actor import job
from cairn.access.binding import acting_as
from cairn.children.models import Child, Record
from cairn.chronology.models import Entry
from cairn.core.ids import uuid7
from cairn.core.postgres import WORKER
from tests.builders import northmoor, raised
from tests.conftest import become


def until_somebody_waits() -> None:
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.01)
    raise AssertionError("nobody waits")


def test_a_line_for_the_child_a_record_just_left_is_refused(own_database):
    raised(northmoor().actor("efa"))
    with become(WORKER), acting_as(job("these tests")):
        entry, other = Entry.objects.get(), Child(is_asleep=True)
    refused: list[BaseException] = []

    def write() -> None:
        late = Entry(**{field.attname: getattr(entry, field.attname) for field in Entry._meta.fields})
        late.pk = uuid7()
        try:
            with acting_as(job("these tests")), become(WORKER):
                late.save(force_insert=True)
        except IntegrityError as error:
            refused.append(error)
        finally:
            connection.close()

    writer = Thread(target=write, daemon=True)
    with transaction.atomic(), acting_as(job("these tests")), become(WORKER):
        other.save(force_insert=True)
        Record.objects.filter(pk=entry.record_id).update(child=other)
        writer.start()
        until_somebody_waits()
    writer.join(10)
    assert [type(error) for error in refused] == [IntegrityError]
    assert "chronology_entry_follows" in str(refused[0])
