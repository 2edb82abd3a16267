"""Sealed texts open only where they belong, with keys that the ring still holds, and only unaltered."""

import stat
import subprocess
import sys
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cairn.core import crypto
from cairn.core.crypto import SealBroken, is_newest, keyed_digest, new_key, seal, unseal
from cairn.core.errors import Refused

ABOUT = "children_claim.address:7"
OLD, NEW, ROOT = new_key(), new_key(), new_key()


@pytest.fixture(autouse=True)
def ring(monkeypatch):
    """Sets the ring; the first key seals."""

    def use(*entries: str) -> None:
        monkeypatch.setenv("CAIRN_KEYS", ",".join(entries))

    use(f"old:{OLD}", f"digest:{ROOT}")
    return use


@pytest.fixture
def folder(monkeypatch, settings, tmp_path):
    """An installation without keys in its environment."""
    monkeypatch.delenv("CAIRN_KEYS")
    settings.DATA = tmp_path / "kept"
    return settings.DATA


@pytest.mark.parametrize("text", ["", "12 Harbour Street", "شارع الميناء ١٢", "x" * 15_000])
def test_what_was_sealed_opens_where_it_belongs(text):
    sealed = seal(text, about=ABOUT)
    assert unseal(sealed, about=ABOUT) == text
    assert sealed.startswith("v1.old.")
    assert not text or text not in sealed


def test_sealing_twice_gives_two_different_texts():
    assert seal("the same", about=ABOUT) != seal("the same", about=ABOUT)


def test_a_text_moved_to_another_row_does_not_open():
    with pytest.raises(SealBroken):
        unseal(seal("12 Harbour Street", about=ABOUT), about="children_claim.address:8")


def test_it_is_aes_in_galois_counter_mode_under_a_key_of_256_bits():
    sealed = seal("12 Harbour Street", about=ABOUT).removeprefix("v1.old.")
    whole = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    key = urlsafe_b64decode(OLD + "=" * (-len(OLD) % 4))
    assert len(key) * 8 == 256
    assert AESGCM(key).decrypt(whole[:12], whole[12:], f"v1.old.{ABOUT}".encode()) == b"12 Harbour Street"
    assert seal("12 Harbour Street", about=ABOUT).removeprefix("v1.old.") != sealed


def test_an_altered_text_does_not_open():
    sealed = seal("12 Harbour Street", about=ABOUT)
    for at in range(len("v1.old."), len(sealed)):
        other = "A" if sealed[at] != "A" else "_"
        with pytest.raises(SealBroken):
            unseal(sealed[:at] + other + sealed[at + 1 :], about=ABOUT)


@pytest.mark.parametrize(
    "nonsense", ["", "v1", "v1.old", "v1.old.", "v1.old.AAAA", "v1.old.é", "v2.old.AAAA", "plain text"]
)
def test_what_was_never_sealed_does_not_open(nonsense):
    with pytest.raises(SealBroken):
        unseal(nonsense, about=ABOUT)


def test_after_rotation_the_new_key_seals_and_the_old_one_still_opens(ring):
    before = seal("12 Harbour Street", about=ABOUT)
    ring(f"new:{NEW}", f"old:{OLD}", f"digest:{ROOT}")
    after = seal("12 Harbour Street", about=ABOUT)
    assert after.startswith("v1.new.")
    assert unseal(before, about=ABOUT) == unseal(after, about=ABOUT) == "12 Harbour Street"
    assert (is_newest(before), is_newest(after)) == (False, True)


def test_a_text_under_a_key_that_is_gone_does_not_open(ring):
    sealed = seal("12 Harbour Street", about=ABOUT)
    ring(f"new:{NEW}", f"digest:{ROOT}")
    with pytest.raises(SealBroken):
        unseal(sealed, about=ABOUT)


def test_a_key_of_the_same_name_but_another_value_does_not_open(ring):
    sealed = seal("12 Harbour Street", about=ABOUT)
    ring(f"old:{NEW}", f"digest:{ROOT}")
    with pytest.raises(SealBroken):
        unseal(sealed, about=ABOUT)


def test_digests_differ_by_purpose_and_outlive_rotation(ring):
    before = keyed_digest("matching names")
    ring(f"new:{NEW}", f"old:{OLD}", f"digest:{ROOT}")
    assert keyed_digest("matching names") == before
    assert len(before) == 32
    assert keyed_digest("matching phones") != before


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        (["old:tooshort"], "keys_unreadable"),
        (["old"], "keys_unreadable"),
        ([f"old:{OLD}", f"old:{NEW}", f"digest:{ROOT}"], "keys_unreadable"),
        ([f"old:{OLD}"], "keys_incomplete"),
        ([f"digest:{ROOT}"], "keys_incomplete"),
    ],
)
def test_a_ring_that_makes_no_sense_is_refused_without_repeating_it(ring, entries, code):
    ring(*entries)
    with pytest.raises(Refused) as refused:
        seal("12 Harbour Street", about=ABOUT)
    assert refused.value.code == code
    assert refused.value.params == {}
    assert code in crypto.REFUSALS


def test_keys_are_made_once_and_only_their_owner_reads_them(folder):
    sealed = seal("12 Harbour Street", about=ABOUT)
    kept = folder / "keys"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o400
    made = kept.read_text()
    assert unseal(sealed, about=ABOUT) == "12 Harbour Street"
    assert kept.read_text() == made
    assert list(folder.iterdir()) == [kept]


def test_keys_that_others_may_read_are_refused(folder):
    seal("12 Harbour Street", about=ABOUT)
    (folder / "keys").chmod(0o440)
    with pytest.raises(Refused) as refused:
        seal("12 Harbour Street", about=ABOUT)
    assert refused.value.code == "keys_open_to_others"


def test_processes_that_start_together_agree_on_one_ring(folder):
    program = (
        "import pathlib, sys; from cairn.core import crypto;print(crypto._kept(pathlib.Path(sys.argv[1])).digest.hex())"
    )
    folder.mkdir()
    command = [sys.executable, "-c", program, str(folder / "keys")]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    assert len({process.communicate(timeout=30)[0] for process in started}) == 1
    assert all(process.returncode == 0 for process in started)
