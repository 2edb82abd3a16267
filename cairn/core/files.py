"""Files on the disk, each under a key of its own, written and read in chunks: none lies there readable, none whole.

A file is written under a temporary name while the transaction that knows of it is open, and gets its own name after
the commit. Killed in between, it is read under the temporary one, and `settle` is done by whoever tidies up.
"""

import os
import re
import secrets
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from cairn.core.crypto import KEY_BYTES, SealBroken
from cairn.core.errors import CairnError

CHUNK = 65_536
_TAG = 16
_COUNTER_BYTES = 11
_NAME = re.compile(r"[0-9a-f]{32}")
_PART = ".part"


class FileLost(CairnError):
    """There is no such file where files are kept."""

    code = "file_lost"


def new_name() -> str:
    """A random name, which says nothing of the file."""
    return secrets.token_hex(16)


def new_key() -> bytes:
    """A key for one file. It must never encrypt another: each chunk's nonce is only its number."""
    return AESGCM.generate_key(KEY_BYTES * 8)


def write(name: str, body: bytes, key: bytes) -> None:
    """Encrypt and store under the temporary name, safely on the disk when this returns. Raises OSError."""
    path = _path(name)
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    cipher, whole = AESGCM(key), memoryview(body)
    last = max(len(whole) - 1, 0) // CHUNK
    handle = os.open(_part(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for number in range(last + 1):
            chunk = whole[number * CHUNK : (number + 1) * CHUNK]
            file.write(cipher.encrypt(_nonce(number, is_last=number == last), chunk, name.encode()))
        file.flush()
        os.fsync(handle)


def settle(name: str) -> bool:
    """Give a written file its own name, after the commit; whether it had to be. It may have had it already."""
    path = _path(name)
    try:
        _part(path).replace(path)
    except FileNotFoundError:
        return False
    return True


class Content:
    """The content of a file in chunks, to be read once. Whoever does not read it to its end closes it."""

    def __init__(self, handle: BinaryIO, cipher: AESGCM, name: bytes) -> None:
        self._handle = handle
        chunks = _chunks(handle, cipher, name)
        try:
            # The first at once: what does not open is known before anybody is told that it is coming.
            self._chunks = chain([next(chunks)], chunks)
        except SealBroken:
            handle.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        """The next chunk. Raises SealBroken where the file was altered or cut off."""
        return next(self._chunks)

    def close(self) -> None:
        """Let go of the file, read to its end or not."""
        self._handle.close()


def read(name: str, key: bytes) -> Content:
    """Open a file. Raises FileLost when it is gone, and SealBroken when its beginning was altered."""
    path = _path(name)
    for each in (path, _part(path), path):  # the last: it was settled between the first two
        try:
            handle = each.open("rb")
        except FileNotFoundError:
            continue
        return Content(handle, AESGCM(key), name.encode())
    raise FileLost


def remove(name: str) -> None:
    """Remove a file under either name. What is not there stays so."""
    path = _path(name)
    for each in (path, _part(path)):
        each.unlink(missing_ok=True)


def stored(*, older_than: timedelta) -> Iterator[str]:
    """The names of all files that have been lying there for at least so long."""
    latest = time.time() - older_than.total_seconds()  # by the disk's clock, like the times it is held against
    for path in sorted(_folder().glob("??/*")):
        name = path.name.removesuffix(_PART)
        if _NAME.fullmatch(name) and path.stat().st_mtime <= latest:
            yield name


def _folder() -> Path:
    return Path(settings.CAIRN_FILES or settings.DATA / "files")


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise FileLost
    return _folder() / name[:2] / name


def _part(path: Path) -> Path:
    return path.with_name(path.name + _PART)


def _nonce(number: int, *, is_last: bool) -> bytes:
    # Which chunk it is and whether it is the last, so that none can be left out, moved or cut off unseen.
    return number.to_bytes(_COUNTER_BYTES, "big") + bytes([is_last])


def _chunks(handle: BinaryIO, cipher: AESGCM, name: bytes) -> Iterator[bytes]:
    with handle:
        number, chunk = 0, handle.read(CHUNK + _TAG)
        while True:
            following = handle.read(CHUNK + _TAG)
            try:
                yield cipher.decrypt(_nonce(number, is_last=not following), chunk, name)
            except InvalidTag:
                raise SealBroken from None
            if not following:
                return
            number, chunk = number + 1, following
