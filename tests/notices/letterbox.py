"""A mail server that really listens and keeps what it is given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Letterbox(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a sender needs. `is_open` says whether it takes letters."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[tuple[str, str]] = []
        self.is_open = True
        self.is_asked = threading.Event()
        self._may_answer = threading.Event()
        self._may_answer.set()

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        host, port = self.socket.getsockname()
        return str(host), int(port)

    def wait_before_answering(self) -> None:
        """From now on whoever brings a letter waits, as with a server that hangs."""
        self._may_answer.clear()

    def answer_at_once(self) -> None:
        """Go on."""
        self._may_answer.set()

    def asked(self) -> None:
        """Somebody has come."""
        self.is_asked.set()
        self._may_answer.wait(30)


class _Talk(socketserver.StreamRequestHandler):
    server: Letterbox

    def handle(self) -> None:
        self.connection.settimeout(10)
        self.server.asked()
        self._say("220 letterbox")
        to = ""
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            elif word == "DATA":
                self._say("354 go on")
                self.server.letters.append((to, self._letter()))
            self._say("221 bye" if word == "QUIT" else self._answer(word))
            if word == "QUIT":
                return

    def _answer(self, word: str) -> str:
        return "250 yes" if self.server.is_open or word in {"EHLO", "HELO", "RSET"} else "451 not now"

    def _letter(self) -> str:
        lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
        return "".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """A mail server for a while."""
    with Letterbox() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
