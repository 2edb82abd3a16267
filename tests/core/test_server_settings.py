"""How much memory the built-in server takes for itself."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cairn.core.postgres.server_settings import command_line, memory, page_cache_mb

GIGABYTE = 1024**3


def test_an_eighth_of_the_memory_within_bounds() -> None:
    assert [page_cache_mb(size * GIGABYTE) for size in (0, 1, 4, 8, 16, 64)] == [128, 128, 512, 1024, 2048, 4096]


@given(st.integers(0, 2**50))
def test_never_more_than_an_eighth_but_for_the_least(size: int) -> None:
    megabytes = page_cache_mb(size)
    assert 128 <= megabytes <= 4096
    assert megabytes == 128 or megabytes * 8 * 1024 * 1024 <= size


def test_the_server_is_told(tmp_path: Path) -> None:
    assert f"shared_buffers={page_cache_mb(memory())}MB" in command_line(tmp_path)
