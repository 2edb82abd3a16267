"""`cairn demo` starts database, web and worker, serves, and stops all of them when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

STARTING = 240  # seconds, on a machine that is busy with other tests


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _get(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.status, answer.read().decode()


def _wait_until_ready(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        assert process.poll() is None, "the demonstration died"
        try:
            if _get(port, "/health/ready")[0] == 200:
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    pytest.fail("the demonstration did not become ready")


@pytest.mark.faults
def test_the_demonstration_starts_serves_and_stops_cleanly():
    port, data = _free_port(), Path(tempfile.mkdtemp(prefix="cairn-demo-"))
    data.chmod(0o711)  # as root the database runs as a user of its own, who must be able to walk in
    line = [sys.executable, "-m", "cairn.config.command", "demo", "--port", str(port), "--data", str(data / "d")]
    own = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CAIRN_DATABASE_ROLE"}}
    process = subprocess.Popen(line, env=own, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        _wait_until_ready(port, process)
        assert "Amara" in _get(port, "/demo/")[1]
        ours = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=90)
    finally:
        process.kill()
    assert process.returncode == 0, said.decode()[-2000:]
    assert "is ready: http://127.0.0.1" in said.decode()
    _, alive = psutil.wait_procs(ours, timeout=20)
    assert not alive
    assert not [each for each in psutil.process_iter(["cmdline"]) if str(data) in " ".join(each.info["cmdline"] or [])]
