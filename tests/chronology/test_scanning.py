"""Asking a real scanner: clean, harmful, and every way of not knowing."""

import socket
from threading import Thread

import pytest

from cairn.core import clamd
from cairn.core.clamd import Verdict, verdict_on
from tests.chronology import papers

pytestmark = pytest.mark.xdist_group("clamd")


@pytest.fixture
def listening(settings, tmp_path_factory):
    """A program on the other end of the socket that answers whatever it is told to, and hangs up."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
        path = str(Path(folder) / "s")
        door.bind(path)
        door.listen(1)
        settings.CAIRN_CLAMD = path

        def answering(answer: bytes, *, reads: int = 1 << 20) -> None:
            def serve() -> None:
                own, _ = door.accept()
                with own:
                    own.recv(reads)
                    own.sendall(answer)

            Thread(target=serve, daemon=True).start()

        yield answering


@pytest.mark.usefixtures("scanning")
def test_a_clean_file_and_a_harmful_one():
    assert verdict_on([b"A letter."]) is Verdict.CLEAN
    assert verdict_on([papers.pdf()]) is Verdict.CLEAN
    assert verdict_on([papers.pdf(papers.HARM)]) is Verdict.HARMFUL
    assert verdict_on([papers.docx(**{"word/media/a.txt": papers.HARM})]) is Verdict.HARMFUL
    assert verdict_on([papers.HARM[:20], papers.HARM[20:]]) is Verdict.HARMFUL
    assert verdict_on([]) is Verdict.CLEAN


@pytest.mark.usefixtures("scanning")
def test_more_than_the_scanner_takes_is_not_checked():
    assert verdict_on([bytes(3_000_000)]) in {Verdict.REFUSED, Verdict.NO_ANSWER}
    assert verdict_on(bytes(65_536) for _ in range(400)) in {Verdict.REFUSED, Verdict.NO_ANSWER}


def test_without_a_scanner_nothing_is_checked(settings):
    assert verdict_on([b"x"]) is Verdict.NO_SCANNER
    assert not clamd.is_set_up()
    settings.CAIRN_CLAMD = "/nowhere/at/all"
    assert verdict_on([b"x"]) is Verdict.NO_ANSWER


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", Verdict.CLEAN),
        (b"stream: Some.Thing FOUND\0", Verdict.HARMFUL),
        (b"", Verdict.NO_ANSWER),
        (b"\0", Verdict.NO_ANSWER),
        (b"INSTREAM size limit exceeded. ERROR\0", Verdict.REFUSED),
        (b"stream: OK, perhaps\0", Verdict.REFUSED),
        (b"OK\0", Verdict.REFUSED),
        (b"x" * 10_000, Verdict.REFUSED),
    ],
)
def test_only_a_plain_answer_is_believed(listening, answer, verdict):
    listening(answer)
    assert verdict_on([b"A letter."]) is verdict


def test_one_that_hangs_up_while_a_file_is_sent_has_checked_nothing(listening):
    listening(b"INSTREAM size limit exceeded. ERROR\0", reads=5)
    assert verdict_on(bytes(65_536) for _ in range(400)) in {Verdict.REFUSED, Verdict.NO_ANSWER}


def test_one_that_never_answers_is_waited_for_only_so_long(listening, settings, monkeypatch):
    monkeypatch.setattr(clamd, "_PATIENCE", 0.1)
    assert verdict_on([b"nobody accepts"]) is Verdict.NO_ANSWER
