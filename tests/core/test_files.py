"""Files lie encrypted, open only whole and under their own name, and survive a killed process."""

import os
import stat
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core import files
from cairn.core.crypto import SealBroken
from cairn.core.files import CHUNK, FileLost

SIZES = (1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAIRN_FILES = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def written():
    """A file of four chunks, settled: its name, its key and its content."""
    name, key, body = files.new_name(), files.new_key(), os.urandom(3 * CHUNK + 100)
    files.write(name, body, key)
    assert files.settle(name)
    return name, key, body


def path_of(folder, name):
    return folder / name[:2] / name


def content(name, key) -> bytes:
    return b"".join(files.read(name, key))


@pytest.mark.parametrize("size", SIZES)
def test_what_is_written_is_read_again(size):
    name, key, body = files.new_name(), files.new_key(), os.urandom(size)
    files.write(name, body, key)
    assert content(name, key) == body
    assert files.settle(name)
    assert not files.settle(name)
    assert content(name, key) == body
    assert max(map(len, files.read(name, key))) <= CHUNK


@given(st.binary(min_size=1, max_size=200), st.integers(1, 64))
def test_any_content_comes_back_whatever_the_chunks(body, chunk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "CHUNK", chunk)
        name, key = files.new_name(), files.new_key()
        files.write(name, body, key)
        assert content(name, key) == body


def test_nothing_of_it_lies_there_readable_and_only_its_owner_reads(folder):
    name, key = files.new_name(), files.new_key()
    files.write(name, b"12 Harbour Street" * 1000, key)
    (part,) = folder.glob("*/*")
    assert b"Harbour" not in part.read_bytes()
    assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert {stat.S_IMODE(each.stat().st_mode) for each in (folder, part.parent)} == {0o700}


def test_a_name_is_never_written_twice(written):
    name, key, _ = written
    files.write(name, b"a", key)
    with pytest.raises(FileExistsError):
        files.write(name, b"b", key)


@pytest.mark.parametrize("name", ["../" + "a" * 29, "a" * 31, "A" * 32, "", "a" * 32 + "\n"])
def test_only_names_of_our_own_are_looked_for(name):
    with pytest.raises(FileLost):
        files.read(name, files.new_key())
    with pytest.raises(FileLost):
        files.remove(name)


def test_a_file_that_is_gone_is_said_at_once(written):
    name, key, _ = written
    files.remove(name)
    files.remove(name)
    with pytest.raises(FileLost):
        files.read(name, key)


def test_what_was_altered_moved_cut_off_or_lengthened_does_not_open(written, folder):
    name, key, _ = written
    path, step = path_of(folder, name), CHUNK + 16
    whole = path.read_bytes()
    parts = [whole[at : at + step] for at in range(0, len(whole), step)]
    altered = (
        whole[:-1] + bytes([whole[-1] ^ 1]),
        bytes([whole[0] ^ 1]) + whole[1:],
        b"".join(parts[:-1]),
        b"".join([parts[1], parts[0], *parts[2:]]),
        b"".join([*parts, parts[-1]]),
        whole + b"x",
        b"",
    )
    for body in altered:
        path.write_bytes(body)
        with pytest.raises(SealBroken):
            content(name, key)
    path.write_bytes(whole)
    with pytest.raises(SealBroken):
        content(name, files.new_key())
    other = files.new_name()
    path_of(folder, other).parent.mkdir(exist_ok=True)
    path_of(folder, other).write_bytes(whole)
    with pytest.raises(SealBroken):
        content(other, key)


def test_only_what_has_lain_there_long_enough_is_listed(written, folder):
    name, key, _ = written
    part = files.new_name()
    files.write(part, b"a", key)
    (path_of(folder, name).parent / "readme").write_text("not ours")
    assert list(files.stored(older_than=timedelta(hours=1))) == []
    for each in folder.glob("*/*"):
        os.utime(each, (0, 0))
    assert sorted(files.stored(older_than=timedelta(hours=1))) == sorted([name, part])


def test_files_lie_in_the_data_folder_when_nothing_else_is_said(settings, tmp_path):
    settings.CAIRN_FILES, settings.DATA = "", tmp_path / "data"
    files.write("a" * 32, b"x", files.new_key())
    assert (tmp_path / "data" / "files" / "aa" / ("a" * 32 + ".part")).exists()
