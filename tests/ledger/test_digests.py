"""The daily digest: one a day, as a row and as a file, against which an agency can have the ledger checked."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError
from django.db import transaction
from django.db.utils import DatabaseError

from cairn.core.clock import now, today
from cairn.core.postgres import OWNER
from cairn.ledger import queries, verbs
from cairn.ledger.kinds import Break
from cairn.ledger.models import Digest
from cairn.ledger.queries import witness
from cairn.ledger.queries.witness import Head
from tests.ledger.test_sealing import FORGE, guards_off, said, seal, worker, write  # noqa: F401 (a fixture)


@pytest.fixture
def folder(settings, tmp_path):
    settings.CAIRN_DIGEST_FOLDER = tmp_path / "elsewhere"
    return tmp_path / "elsewhere"


@pytest.fixture
def kept(worker, folder):  # noqa: F811 (the fixture imported above)
    """Six events under two seals, and the file that an agency keeps."""
    for _ in range(2):
        write(3)
        seal(3)
    verbs.make_digest()
    verbs.keep_digests()
    return folder / f"cairn-digest-{today().isoformat()}.txt"


def test_a_day_has_one_digest_with_the_newest_head_and_all_events(kept):
    digest, is_new = verbs.make_digest()
    assert digest is not None
    assert (is_new, digest.number, digest.count, digest.events) == (False, 2, 3, 6)
    assert digest.digest == queries.heads()[-1].digest
    assert Digest.objects.count() == 1


def test_the_next_day_counts_on(kept):
    write(4)
    seal(4)
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        digest, is_new = verbs.make_digest()
    assert digest is not None
    assert (is_new, digest.number, digest.count, digest.events) == (True, 3, 4, 10)


def test_nothing_sealed_makes_no_digest(worker, folder):  # noqa: F811 (the fixture imported above)
    assert verbs.make_digest() == (None, False)
    assert verbs.keep_digests() == 0
    assert not folder.exists()


def test_a_file_is_written_once_and_again_when_it_is_gone(kept):
    words = kept.read_text()
    assert verbs.keep_digests() == 0
    kept.unlink()
    assert verbs.keep_digests() == 1
    assert kept.read_text() == words
    assert "6 events under 2 seals" in words
    assert str(queries.heads()[-1]) in words.splitlines()
    assert kept.stat().st_mode & 0o222 == 0


def test_a_digest_lies_beside_the_keys_unless_settings_say_otherwise(settings, tmp_path):
    from cairn.ledger.verbs.digests import folder as place

    settings.CAIRN_DIGEST_FOLDER, settings.DATA = "", tmp_path
    assert place() == tmp_path / "digests"


@pytest.mark.parametrize("role", ["cairn_app", OWNER, "cairn_worker"])
@pytest.mark.parametrize(
    "change", ["delete from cairn_digest", "update cairn_digest set events = 1", "truncate cairn_digest"]
)
def test_a_digest_is_never_changed(kept, worker, databases, role, change):  # noqa: F811 (the fixture imported above)
    from django.db import connection

    databases.use(worker, role)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Digest.objects.get().events == 6


def test_the_application_makes_none(worker, databases, folder):  # noqa: F811 (the fixture imported above)
    write(2)
    seal(2)
    databases.use(worker, "cairn_app")
    with pytest.raises(DatabaseError, match="permission denied"):
        verbs.make_digest()


def test_an_untouched_ledger_agrees_with_a_kept_digest(kept):
    write(1)
    seal(1)
    assert "7 events" in said("verify", "--digest", str(kept))


def test_a_kept_digest_finds_what_the_installations_own_copy_was_made_to_hide(kept, worker, databases):  # noqa: F811 (the fixture imported above)
    with guards_off(databases, worker) as own:
        own.execute("update ledger_event set child_id = gen_random_uuid() where id = 5")
        own.execute(FORGE.format(2))
    witness.place().unlink()
    assert queries.verify().broken is None
    with pytest.raises(CommandError, match="Seal 2 differs from the copy kept outside the database"):
        said("verify", "--digest", str(kept))


def test_a_kept_digest_finds_that_the_end_was_cut_off(kept, worker, databases):  # noqa: F811 (the fixture imported above)
    with guards_off(databases, worker) as own:
        own.execute("delete from ledger_event where seal > 1")
        own.execute("delete from ledger_seal where number > 1")
    witness.place().unlink()
    assert queries.verify().broken is None
    with pytest.raises(CommandError, match="knows seals up to 2; the database ends at 1"):
        said("verify", "--digest", str(kept))


def test_two_copies_that_disagree_are_found(kept):
    found = queries.verify(kept=[Head(1, "0" * 64, "2026-01-01", 3)]).broken
    assert found is not None
    assert (found.how, dict(found.places)) == (Break.WITNESS_DIFFERS, {"seal": 1})


@pytest.mark.parametrize(
    ("words", "refusal"), [("scribble\n", "Line 1 of"), ("# only words\n", "holds no digest"), (None, "no such digest")]
)
def test_a_file_that_is_no_digest_is_refused(kept, tmp_path, words, refusal):
    path = tmp_path / "kept.txt"
    if words is not None:
        path.write_text(words)
    with pytest.raises(CommandError, match=refusal):
        said("verify", "--digest", str(path))
