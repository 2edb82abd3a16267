"""Sealing of single fields with AES-256-GCM, and the secrets behind keyed digests.

A sealed text reads `v1.<key id>.<nonce‖ciphertext‖tag in base64>`. It protects a stolen dump, a backup and somebody who
reads the database; it does not protect against the running application, which holds the keys.
"""

import base64
import fcntl
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.core.errors import CairnError, Refused

VERSION = "v1"
KEY_BYTES = 32
NONCE_BYTES = 12
# Not a sealing key: digests must stay the same when sealing keys are rotated, or nothing stored would be found again.
DIGEST = "digest"
_ENTRY = re.compile(r"(?P<id>[a-z0-9-]{1,32}):(?P<key>[A-Za-z0-9_-]{43}=?)")
_NUMBERED = re.compile(r"k(\d{1,9})")
_OTHERS = 0o077

REFUSALS: dict[str, Promise] = {
    "keys_unreadable": _("The keys cannot be read. Each is written as name:key, with 32 bytes in URL-safe base64."),
    "keys_incomplete": _("The keys need one named “digest” and at least one other, of which the first seals."),
    "keys_open_to_others": _("The file of keys may be read by others. Make it readable by its owner alone (0400)."),
    "keys_given_elsewhere": _(
        "The keys are given in CAIRN_KEYS, which only you can change. Put a new one first there, restart everything, "
        "then run “cairn keys reseal”."
    ),
    "seal_broken": _("A sealed text could not be opened: it was changed, moved, or its key is gone."),
}


class SealBroken(CairnError):
    """A sealed text was altered, moved to another place, or sealed with a key that the ring no longer holds."""

    code = "seal_broken"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The sealing keys by name, newest first, and the root of all keyed digests."""

    # Kept out of its own print-out, or a fault report would hold the keys.
    sealing: Mapping[str, bytes] = field(repr=False)
    digest: bytes = field(repr=False)

    @property
    def newest(self) -> str:
        """The name of the key that seals; all others only open."""
        return next(iter(self.sealing))


def seal(text: str, *, about: str) -> str:
    """Seal a text. `about` says where it belongs (such as table, column and id); it opens nowhere else."""
    ring = _ring()
    name, nonce = ring.newest, os.urandom(NONCE_BYTES)
    sealed = AESGCM(ring.sealing[name]).encrypt(nonce, text.encode(), _bound_to(name, about))
    return f"{VERSION}.{name}.{_written(nonce + sealed)}"


def unseal(sealed: str, *, about: str) -> str:
    """The text again. Raises SealBroken when it was altered, belongs elsewhere, or its key is gone."""
    version, _dot, rest = sealed.partition(".")
    name, _dot, body = rest.partition(".")
    key = _ring().sealing.get(name)
    if version != VERSION or key is None:
        raise SealBroken
    try:
        raw = _read(body)
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound_to(name, about)).decode()
    except (InvalidTag, ValueError):
        raise SealBroken from None


def is_newest(sealed: str) -> bool:
    """Whether a text is sealed with the key that seals now; otherwise rotating the keys must seal it again."""
    return sealed.startswith(f"{VERSION}.{_ring().newest}.")


def keyed_digest(purpose: str) -> bytes:
    """The 32-byte HMAC secret for one purpose: the same for as long as this installation lives, unlike any other."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(_ring().digest)


def new_key() -> str:
    """A fresh 32-byte key as it is written in the ring."""
    return secrets.token_urlsafe(KEY_BYTES)


def key_names() -> tuple[str, ...]:
    """The names of the sealing keys, newest first. The root of digests is none of them and is never rotated."""
    return tuple(_ring().sealing)


def add_key() -> str:
    """Put a fresh key first into the file of keys and return its name. From now on it seals; all others still open.

    Every process of this machine follows at its next sealed text. No key is ever taken away here. Refuses
    `keys_given_elsewhere` where the keys come from the environment.
    """
    if os.environ.get("CAIRN_KEYS", ""):
        raise Refused("keys_given_elsewhere")
    path = _path()
    _kept(path)
    with _alone_in(path.parent):
        names = _kept(path).sealing
        numbers = [int(found[1]) for found in map(_NUMBERED.fullmatch, names) if found]
        name = f"k{max(numbers, default=0) + 1}"
        draft = _drafted(path, f"{name}:{new_key()}\n{path.read_text(encoding='ascii')}")
        kept = path.stat()
        if os.geteuid() == 0:  # an administrator must not lock the service out of its own keys
            os.chown(draft, kept.st_uid, kept.st_gid)
        draft.replace(path)
    return name


def _ring() -> KeyRing:
    given = os.environ.get("CAIRN_KEYS", "")
    return _parsed(given) if given else _kept(_path())


def _path() -> Path:
    return Path(settings.DATA) / "keys"


def _kept(path: Path) -> KeyRing:
    """The ring in a file, read anew whenever the file is another: a key added meanwhile is known to every process."""
    if not path.exists():
        _make(path)
    found = path.stat()
    if found.st_mode & _OTHERS:
        raise Refused("keys_open_to_others")
    return _read_once(path, (found.st_ino, found.st_ctime_ns))


@lru_cache(maxsize=2)
def _read_once(path: Path, _identity: tuple[int, int]) -> KeyRing:
    return _parsed(path.read_text(encoding="ascii"))


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Nobody else adds a key meanwhile: of two written at once, one would be lost with all that it sealed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


def _drafted(path: Path, text: str) -> Path:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
    return draft


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    draft = _drafted(path, f"k1:{new_key()}\n{DIGEST}:{new_key()}\n")
    try:
        os.link(draft, path)  # whole or not at all: another process never reads half a ring
    except FileExistsError:
        pass  # it was first; its keys are as good
    finally:
        draft.unlink()


@cache
def _parsed(text: str) -> KeyRing:
    found: dict[str, bytes] = {}
    for entry in re.split(r"[\s,]+", text.strip()):
        match = _ENTRY.fullmatch(entry)
        if match is None or match["id"] in found:
            raise Refused("keys_unreadable")
        found[match["id"]] = _read(match["key"].rstrip("="))
    digest = found.pop(DIGEST, None)
    if digest is None or not found:
        raise Refused("keys_incomplete")
    return KeyRing(sealing=found, digest=digest)


def _bound_to(name: str, about: str) -> bytes:
    return f"{VERSION}.{name}.{about}".encode()


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
