"""The built-in PostgreSQL: it starts, stops, comes back after a crash, and opens to nobody else."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from cairn.core.postgres import APP, BACKUP, OWNER, WORKER, Cluster, connection_settings, embedded_connection, sentence
from cairn.core.postgres import __main__ as command
from cairn.core.postgres.account import account_for
from cairn.core.postgres.creation import ADMIN, PostgresError
from cairn.core.postgres.process import is_another, server_process, serves

pytestmark = pytest.mark.xdist_group("postgres")
SITE = Path(psycopg.__file__).parents[1]
SOURCE = Path(__file__).parents[2]
AS_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A short path that the server's user can reach; pytest's own folders are closed to it when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="cairn-pg-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def cluster(ground: Path) -> Iterator[Cluster]:
    made = Cluster(ground / "it's a folder & more").start()
    yield made
    made.stop()


@pytest.fixture
def new_cluster(ground: Path) -> Iterator[Cluster]:
    made = Cluster(room(ground) / "data")
    yield made
    made.stop()


def room(ground: Path) -> Path:
    """A new folder that others may pass through."""
    folder = Path(tempfile.mkdtemp(dir=ground))
    folder.chmod(0o711)
    return folder


def ask(cluster: Cluster, query: str, role: str = OWNER) -> object:
    with psycopg.connect(cluster.dsn(role)) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def until(condition: Callable[[], bool]) -> None:
    last = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < last, "waited too long"
        time.sleep(0.02)


def as_another_user(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Python as `nobody`, with the first interpreter that this user can reach."""
    if not AS_ROOT:
        pytest.skip("only root can become another user")
    path = f"PYTHONPATH={SOURCE}:{SITE}"
    before = ("runuser", "-u", "nobody", "--", "env", path, "PYTHONDONTWRITEBYTECODE=1")
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        trial = subprocess.run((*before, python, "-c", "import psycopg, cairn"), capture_output=True, check=False)
        if not trial.returncode:
            words = map(str, arguments)
            return subprocess.run((*before, python, "-c", code, *words), capture_output=True, text=True, check=False)
    pytest.skip("no Python of this version that the user nobody can run with these packages")


def test_making_a_cluster_or_settings_starts_and_writes_nothing(tmp_path: Path):
    entry = connection_settings(APP, tmp_path / "data", None)
    assert (entry["EMBEDDED_DATA"], entry["EMBEDDED_ROLE"]) == (str(tmp_path / "data"), APP)
    assert (entry["USER"], entry["NAME"], entry["PASSWORD"]) == (APP, "cairn", "")
    assert not Cluster(tmp_path / "data").running()
    assert not (tmp_path / "data").exists()


def test_every_role_signs_in_to_the_database(cluster: Cluster):
    for role in (OWNER, APP, WORKER, BACKUP):
        assert ask(cluster, "SELECT session_user || ' ' || current_database()", role) == f"{role} cairn"


def test_a_second_start_is_immediate(cluster: Cluster):
    began = time.perf_counter()
    for _ in range(50):
        embedded_connection(cluster.data_dir, APP, "cairn")
    assert (time.perf_counter() - began) / 50 < 0.01


def test_embedded_connection_gives_what_psycopg_takes(cluster: Cluster):
    keywords = embedded_connection(cluster.data_dir, APP, "postgres")
    assert set(keywords) == {"host", "user", "password", "dbname"}
    with psycopg.connect(**keywords) as connection:
        assert connection.info.dbname == "postgres"


def test_the_url_reaches_the_same_database(cluster: Cluster):
    with psycopg.connect(cluster.url(APP)) as connection:
        assert connection.info.user == APP


def test_the_server_is_run_as_we_say(cluster: Cluster):
    expected = {
        "data_checksums": "on",
        "fsync": "on",
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
        "search_path": "public, pg_temp",
        "TimeZone": "UTC",
        "server_encoding": "UTF8",
    }
    for name, value in expected.items():
        assert ask(cluster, f"SHOW {name}") == value, name
    assert ask(cluster, "SELECT lower('ÉŻ') || to_tsvector('simple', 'Zażółć')::text") == "éż'zażółć':1"


def test_no_password_and_a_wrong_password_are_refused(cluster: Cluster):
    for password in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError, match=r"no password supplied|password authentication failed"):
            psycopg.connect(host=str(cluster.socket_dir), user=ADMIN, dbname="postgres", password=password)


def test_files_are_closed_to_others(cluster: Cluster):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in cluster.data_dir.iterdir()}
    assert stat.S_IMODE(cluster.data_dir.stat().st_mode) == (0o711 if AS_ROOT else 0o700)
    assert {modes[name] for name in ("pg18", "run")} == {0o700}
    assert {modes[name] for name in ("pg-secrets.json", "pg.log", "launch.lock", "pg-roles")} == {0o600}
    assert not [name for name in modes if name.endswith(".new")]


def test_another_user_of_the_machine_reaches_neither_socket_nor_passwords(cluster: Cluster):
    code = """if True:
        import pathlib, socket, sys
        for deed in (
            lambda: socket.socket(socket.AF_UNIX).connect(sys.argv[1] + "/run/.s.PGSQL.5432"),
            lambda: pathlib.Path(sys.argv[1], "pg-secrets.json").read_text(),
            lambda: pathlib.Path(sys.argv[1], "pg.log").read_text(),
            lambda: list(pathlib.Path(sys.argv[1]).iterdir()),
        ):
            try:
                deed()
            except PermissionError:
                print("closed")
    """
    assert as_another_user(code, cluster.data_dir).stdout.split() == ["closed"] * 4


def test_passwords_are_long_and_differ(cluster: Cluster):
    known = json.loads((cluster.data_dir / "pg-secrets.json").read_text())
    assert len(set(known.values())) == len(known) == 5
    assert min(map(len, known.values())) >= 43


def test_nothing_personal_reaches_the_log(cluster: Cluster):
    name = "Persephone"
    with psycopg.connect(cluster.dsn(ADMIN), autocommit=True) as connection:
        connection.execute("CREATE TABLE named (name text PRIMARY KEY)")
        for statement in (
            "INSERT INTO named VALUES ('Persephone')",
            "INSERT INTO named VALUES ('Persephone')",
            "SELECT 'Persephone'::uuid",
            "DO $$ BEGIN RAISE WARNING 'Persephone'; END $$",
            "DROP TABLE named; -- Persephone",
        ):
            try:
                connection.execute(statement.encode())
            except psycopg.Error as error:
                assert name in str(error)  # noqa: PT017 - the point is that the server said it to us alone
    told = cluster.log.read_text()
    assert name not in told
    # The loudest case: a server process dies in the middle of a statement.
    with psycopg.connect(cluster.dsn(APP)) as connection, ThreadPoolExecutor() as pool:
        victim = connection.info.backend_pid
        pending = pool.submit(connection.execute, "SELECT pg_sleep(20), 'Persephone'")
        until(lambda: ask(cluster, f"SELECT state FROM pg_stat_activity WHERE pid = {victim}", ADMIN) == "active")
        os.kill(victim, signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            pending.result()
    until(lambda: "ready to accept connections" in cluster.log.read_text()[len(told) :])
    assert "signal 9" in cluster.log.read_text()[len(told) :]
    assert name not in cluster.log.read_text()


def test_first_start_stop_and_start_again(new_cluster: Cluster):
    # What a first start leaves that was killed half-way.
    half_made = new_cluster.data_dir / "pg18.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    (new_cluster.data_dir / "pg-password.new").write_text("left over")
    new_cluster.data_dir.chmod(0o711 if AS_ROOT else 0o700)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Cluster(new_cluster.data_dir).start(), range(4)))
    assert new_cluster.running()
    number = server_process(new_cluster.data)
    new_cluster.stop()
    assert not new_cluster.running()
    new_cluster.stop()
    assert server_process(new_cluster.start().data) != number


def test_after_a_crash_the_next_start_brings_everything_back(new_cluster: Cluster):
    new_cluster.start()
    with psycopg.connect(new_cluster.dsn(OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS answer")
    # A connection at work, so that the server's children are slow to die.
    with closing(psycopg.connect(new_cluster.dsn(APP))) as busy, ThreadPoolExecutor() as pool:
        pending = pool.submit(busy.execute, "SELECT sum(i) FROM generate_series(1, 3000000) AS i")
        number = server_process(new_cluster.data)
        assert number
        os.kill(number, signal.SIGKILL)
        until(lambda: not new_cluster.running())
        new_cluster.start()
        pending.exception()
    assert ask(new_cluster, "SELECT answer FROM kept") == 7


def test_a_process_number_that_is_somebody_elses_by_now_does_not_stop_the_start(cluster: Cluster):
    note = (cluster.data / "postmaster.pid").read_text()
    cluster.stop()
    owner = account_for(cluster.data_dir)
    with subprocess.Popen(("sleep", "60"), user=owner.uid if owner.is_lent else None) as stranger:
        (cluster.data / "postmaster.pid").write_text(note.replace(note.split("\n")[0], str(stranger.pid), 1))
        assert not cluster.running()
        cluster.start()
        assert cluster.running()
        assert stranger.poll() is None
        stranger.kill()


def test_a_dead_process_that_nobody_buried_is_not_our_server(tmp_path: Path):
    with subprocess.Popen(("true",)) as ended:
        until(lambda: is_another(ended.pid, tmp_path))
        assert not serves(ended.pid, tmp_path)


def test_a_server_is_recognised_without_proc(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    from cairn.core.postgres import process

    monkeypatch.setattr(process, "_arguments", process._arguments_by_ps)
    number = server_process(cluster.data)
    assert number
    assert serves(number, cluster.data)
    assert not is_another(number, cluster.data)
    assert is_another(os.getpid(), cluster.data)
    assert not serves(os.getpid(), cluster.data)


def test_a_server_that_will_not_start_says_where_its_reasons_are(cluster: Cluster):
    cluster.stop()
    settings = cluster.data / "postgresql.conf"
    before = settings.read_text()
    settings.write_text("nonsense = 1\n")
    began = time.monotonic()
    with pytest.raises(PostgresError) as failure:
        cluster.start()
    assert str(cluster.log) in sentence(failure.value)
    assert time.monotonic() - began < 5, "only a lock held by the dying is worth waiting for"
    settings.write_text(before)
    assert cluster.start().running()


def test_an_ordinary_user_starts_and_stops_their_own(ground: Path):
    home = room(ground)
    if AS_ROOT:
        shutil.chown(home, "nobody")
    code = """if True:
        import os, pathlib, sys, psycopg
        from cairn.core.errors import Refused
        from cairn.core.postgres import Cluster
        mine = Cluster(pathlib.Path(sys.argv[1], "data")).start()
        try:
            with psycopg.connect(mine.dsn("cairn_app")) as connection:
                print(connection.execute("SELECT session_user").fetchone()[0], mine.data.stat().st_uid == os.geteuid())
        finally:
            mine.stop()
        print(mine.running())
        try:
            Cluster(pathlib.Path(sys.argv[2])).start()
        except Refused as refusal:
            print(refusal.code)
    """
    done = as_another_user(code, home, ground)
    assert done.stdout.split() == ["cairn_app", "True", "False", "data_of_another_user"], done.stderr
    # Root may come later and finds the same server, run as its owner.
    root = Cluster(home / "data").start()
    try:
        assert ask(root, "SELECT session_user", APP) == APP
        assert {path.stat().st_uid for path in root.data_dir.iterdir()} == {home.stat().st_uid}
    finally:
        root.stop()


def test_the_command_starts_stops_and_says_how_it_stands(ground: Path, capsys: pytest.CaptureFixture[str]):
    data = str(room(ground) / "data")
    answers = [command.main([what, "--data", data]) for what in ("status", "start", "status", "stop", "status")]
    assert answers == [3, 0, 0, 0, 3]
    assert capsys.readouterr().out.splitlines() == ["not running", "running", "running", "not running", "not running"]
    assert command.main(["start", "--data", f"{data},"]) == 1
    assert "cannot take: ," in capsys.readouterr().err


def test_a_server_in_the_middle_of_recovering_stops_all_the_same(cluster: Cluster):
    with psycopg.connect(cluster.dsn(APP)) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        cluster.stop(patience=1)
        assert not cluster.running()
    assert ask(cluster.start(), "SELECT 1") == 1
