"""Every agency is handed the digest of the ledger once a day, and may keep it as a file."""

import pytest
from django.db import transaction
from django.test import Client

from cairn.core.clock import now
from cairn.core.postgres import WORKER
from cairn.ledger.models import Digest
from cairn.notices import queries, tasks
from cairn.notices.kinds import DIGEST_READY
from cairn.notices.models import Notice
from tests.builders import northmoor as make_northmoor
from tests.conftest import become
from tests.ledger.test_sealing import seal, write
from tests.partnership.people import sign_in


@pytest.fixture
def digest(northmoor) -> Digest:
    with become(WORKER):
        return Digest.objects.create(day="2026-11-22", number=7, digest="ab" * 32, sealed_at=now(), count=3, events=40)


def test_every_agency_has_somebody_who_keeps_it(northmoor):
    found = queries.keepers()
    by_name = {one.pk: name for name, one in northmoor.memberships.items()}
    assert {by_name[member] for _, member in found if member} == {"petra", "pavel", "perla", "amaras_manager"}
    desks = {slug for slug, team in northmoor.teams.items() if (team.pk, None) in found}
    assert desks == {"aberddu-duty", "police-desk", "westmoor-nurses", "outreach", "guardians"}


def test_a_manager_who_left_keeps_nothing(northmoor):
    gone = northmoor.memberships["amaras_manager"]
    gone.ended_at = now()
    gone.save()
    assert gone.pk not in {member for _, member in queries.keepers()}
    assert (northmoor.team("eastmoor-duty").pk, None) in queries.keepers()


def test_the_job_leaves_it_with_every_agency_once(own_database, databases, settings, tmp_path):
    settings.CAIRN_SEAL_FILE, settings.CAIRN_DIGEST_FOLDER = tmp_path / "seals.log", tmp_path / "digests"
    with transaction.atomic():
        make_northmoor()
    databases.use(own_database, WORKER)
    write(2)
    seal(2)
    for _ in range(2):
        tasks.hand_round_digest(0)
    left = Notice.objects.filter(code=DIGEST_READY)
    assert left.count() == len(queries.keepers()) == 9
    assert {one.about_id for one in left} == {Digest.objects.get().pk}
    assert len(list((tmp_path / "digests").iterdir())) == 1


def test_when_telling_fails_there_is_no_digest(own_database, databases, settings, tmp_path, monkeypatch):
    settings.CAIRN_SEAL_FILE, settings.CAIRN_DIGEST_FOLDER = tmp_path / "seals.log", tmp_path / "digests"
    with transaction.atomic():
        make_northmoor()
    databases.use(own_database, WORKER)
    write(2)
    seal(2)

    def fails(**_more):
        raise RuntimeError("no notice today")

    monkeypatch.setattr("cairn.notices.verbs.leave", fails)
    with pytest.raises(RuntimeError):
        tasks.hand_round_digest(0)
    assert not Digest.objects.exists()
    assert not (tmp_path / "digests").exists()


def test_whoever_is_signed_in_may_read_and_keep_it(northmoor, digest):
    chidi = sign_in(Client(), northmoor.practitioner("chidi"))
    page = chidi.get(f"/digests/{digest.pk}/").content.decode()
    assert "ab" * 32 in page
    assert ">40<" in page
    file = chidi.get(f"/digests/{digest.pk}/file/")
    assert file["Content-Disposition"] == 'attachment; filename="cairn-digest-2026-11-22.txt"'
    assert file.content.decode().splitlines()[-1].startswith(f"7 {'ab' * 32} ")


def test_one_that_does_not_exist_is_not_found(northmoor):
    chidi = sign_in(Client(), northmoor.practitioner("chidi"))
    assert chidi.get("/digests/0190d7a0-0000-7000-8000-000000000000/").status_code == 404
