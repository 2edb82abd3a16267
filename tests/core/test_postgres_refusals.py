"""What the built-in PostgreSQL refuses, each with a sentence, and where it finds its programs."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cairn.core.errors import Refused
from cairn.core.postgres import APP, Cluster, binaries, sentence
from cairn.core.postgres.account import Account, account_for
from cairn.core.postgres.binaries import find_binaries

SOURCE = Path(__file__).parents[2]
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def ground() -> Iterator[Path]:
    """A short path that the server's user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="cairn-pg-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def room(ground: Path) -> Path:
    """A new folder that others may pass through."""
    folder = Path(tempfile.mkdtemp(dir=ground))
    folder.chmod(0o711)
    return folder


def refusal_of(start: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        start()
    assert " " in sentence(refusal.value), "a refusal needs its sentence"
    return refusal.value.code


def test_data_of_another_postgres_is_refused_and_left_alone(ground: Path):
    for folder in ("pg18", "pg17"):
        data_dir = room(ground)
        (data_dir / folder).mkdir()
        (data_dir / folder / "PG_VERSION").write_text("17\n")
        with pytest.raises(Refused) as refusal:
            Cluster(data_dir).start()
        assert (refusal.value.code, refusal.value.params) == ("other_postgres_major", {"found": "17", "needed": 18})
        assert "PostgreSQL 17" in sentence(refusal.value)
        assert {path.name for path in data_dir.iterdir()} == {folder}


def test_paths_that_no_socket_can_have_are_refused_before_anything_is_made(ground: Path):
    room = 100 - len(os.fsencode(ground / "run/.s.PGSQL.5432")) - 1
    assert refusal_of(Cluster(ground / ("x" * (room + 1))).start) == "socket_path_too_long"
    assert refusal_of(Cluster(ground / ("é" * (room // 2 + 1))).start) == "socket_path_too_long"
    assert refusal_of(Cluster(ground / "a,b").start) == "data_path_odd"
    Cluster(ground / ("x" * room))._refuse_path()
    assert not [path for path in ground.iterdir() if path.name.startswith(("x", "é", "a,"))]


def test_a_folder_open_to_everyone_is_refused(ground: Path):
    folder = Path(tempfile.mkdtemp(dir=ground))
    folder.chmod(0o777)
    assert refusal_of(Cluster(folder).start) == "data_open_to_everyone"


@pytest.mark.skipif(not AS_ROOT, reason="an ordinary user's server is that user and can enter")
def test_a_folder_beyond_the_servers_reach_is_refused_and_no_permission_changed(ground: Path):
    private = Path(tempfile.mkdtemp(dir=ground))
    assert refusal_of(Cluster(private / "data").start) == "data_unreachable"
    assert account_for(ground).obstacle(private / "data") == private
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


def test_lost_passwords_are_said_to_be_lost(ground: Path):
    assert refusal_of(lambda: Cluster(ground / "none").address(APP)) == "passwords_missing"


def test_binaries_that_the_server_cannot_reach_are_copied_once(ground: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(binaries, "_is_open", lambda *_: False)
    beside = room(ground)
    root = account_for(ground) if AS_ROOT else Account("me", os.geteuid(), os.getegid(), is_lent=False)
    lent = Account(root.name, root.uid, root.gid, is_lent=True)
    found = find_binaries(lent, beside)
    assert beside in found.folder.parents
    if AS_ROOT:
        assert "18." in lent.run((found.program("postgres"), "--version"), timeout=5).stdout
    made_at = found.folder.stat().st_ctime_ns
    assert find_binaries(lent, beside).folder.stat().st_ctime_ns == made_at


def test_finding_the_binaries_never_imports_the_wheel():
    code = "import sys, cairn.core.postgres.binaries as b; b._wheel_root(); sys.exit(b._PACKAGE in sys.modules)"
    subprocess.run((sys.executable, "-W", "error", "-c", code), check=True, cwd=SOURCE)
