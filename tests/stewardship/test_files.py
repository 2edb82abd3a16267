"""Files of a record that is disposed of go from the disk, after the commit and by a job that tries again (R-198)."""

import pytest

from cairn.access.binding import acting_as
from cairn.chronology.models import Attachment, Entry
from cairn.chronology.verbs.attaching import carry_files
from cairn.core import files
from cairn.core.postgres import WORKER
from cairn.stewardship import verbs
from cairn.stewardship.kinds import Action
from cairn.stewardship.queries.files import files_that_go
from tests.children.pages import a_child, writes
from tests.chronology.attaching import adds
from tests.conftest import become
from tests.stewardship.keeping import CLOCK, a_disposal, agreed, carry_out, rest


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.CAIRN_FILES = str(tmp_path)


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def lies(name: str) -> bool:
    """Whether a file lies on the disk, under either of its names."""
    return any(path.name.startswith(name) for path in files._folder().glob("??/*"))


def waiting() -> list[str]:
    """The names of the files that jobs wait to remove."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    with become(WORKER):
        jobs = ProcrastinateJob.objects.filter(task_name="stewardship.remove_file")
        return sorted(job.args["file"] for job in jobs)


def a_file(northmoor, child) -> Attachment:
    return adds(northmoor, writes(northmoor, "amara", child, "A letter came."))


@pytest.mark.parametrize("action", [Action.DELETE, Action.ARCHIVE])
def test_a_file_goes_with_its_record_and_with_an_outline(northmoor, child, action):
    attachment = a_file(northmoor, child)
    rest(child)
    disposal = agreed(northmoor, a_disposal(northmoor, child), action)
    assert carry_out(disposal) is not None
    assert waiting() == [attachment.storage_name]
    assert lies(attachment.storage_name)
    verbs.remove_file(file=attachment.storage_name)
    assert not lies(attachment.storage_name)
    verbs.remove_file(file=attachment.storage_name)


def test_a_file_that_belongs_to_another_childs_story_as_well_stays(northmoor, child):
    attachment, other = a_file(northmoor, child), a_child(northmoor)
    target = writes(northmoor, "amara", other, "The same letter.")
    with acting_as(amara := northmoor.actor("amara")):
        carry_files(source=Entry.objects.get(pk=attachment.entry_id), target=target, by=amara)
    with become(WORKER), acting_as(CLOCK):
        assert files_that_go(child.pk, CLOCK) == []
        Attachment.objects.filter(child=other).exists()


def test_no_file_goes_when_the_ledger_cannot_be_written(northmoor, child, monkeypatch):
    attachment = a_file(northmoor, child)
    rest(child)
    disposal = agreed(northmoor, a_disposal(northmoor, child))

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.disposing.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        carry_out(disposal)
    assert waiting() == []
    assert lies(attachment.storage_name)


def test_a_disk_that_refuses_is_asked_again():
    from cairn.stewardship.tasks import remove_file

    assert remove_file.retry_strategy.max_attempts > 1
