"""Jobs by name: with ids only, and in the transaction of the change that needs them."""

import pytest
from django.db import connection, transaction

from cairn.core.ids import uuid7
from cairn.core.jobs import defer

WAITING = "select task_name, args from procrastinate_jobs order by id"


def waiting() -> list[tuple[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchall()


def test_a_job_waits_under_its_name_with_its_ids(db):
    notice = str(uuid7())
    number = defer("notices.send_email", notice_id=notice)
    assert number > 0
    (name, kept) = waiting()[-1]
    assert name == "notices.send_email"
    assert notice in str(kept)


def test_a_job_is_undone_with_the_change_that_asked_for_it(db):
    with pytest.raises(LookupError), transaction.atomic():
        defer("notices.send_email", notice_id=str(uuid7()))
        assert len(waiting()) == 1
        raise LookupError
    assert waiting() == []


@pytest.mark.parametrize("value", ["Nguyen Van Tang", "", "12"])
def test_a_job_carries_nothing_but_ids(db, value):
    with pytest.raises(ValueError, match="UUID"):
        defer("notices.send_email", notice_id=value)
    assert waiting() == []
