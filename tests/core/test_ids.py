"""Identities: time-ordered for rows, speakable for people."""

import re
import time
from itertools import pairwise
from uuid import RFC_4122

import pytest

from cairn.core import ids


def test_an_id_is_a_uuid_of_version_7():
    made = ids.uuid7()
    assert made.version == 7
    assert made.variant == RFC_4122


def test_an_id_carries_the_millisecond_in_which_it_was_made():
    before = time.time_ns() // 1_000_000
    made = ids.uuid7()
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_ids_of_later_milliseconds_sort_later(monkeypatch):
    moments = iter(range(1_700_000_000_000_000_000, 1_700_000_000_100_000_000, 1_000_000))
    monkeypatch.setattr(time, "time_ns", lambda: next(moments))
    made = [ids.uuid7() for _ in range(100)]
    assert all(one < following for one, following in pairwise(made))
    assert sorted(map(str, made)) == [str(one) for one in made]


def test_ids_of_one_millisecond_differ(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_000_000_000)
    assert len({ids.uuid7() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("noise", [b"\x00" * 10, b"\xff" * 10])
def test_chance_never_touches_version_variant_or_time(monkeypatch, noise):
    monkeypatch.setattr("os.urandom", lambda length: noise[:length])
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_123_000_000)
    made = ids.uuid7()
    assert (made.version, made.variant, made.int >> 80) == (7, RFC_4122, 1_700_000_000_123)


def test_a_reference_has_the_groups_it_was_asked_for():
    assert re.fullmatch(f"C-[{ids.ALPHABET}]{{4}}-[{ids.ALPHABET}]{{2}}", ids.reference("C", 4, 2))
    assert len({ids.reference("C", 4, 2) for _ in range(200)}) > 190


def test_a_reference_can_be_read_aloud_and_spells_nothing():
    assert len(set(ids.ALPHABET)) == len(ids.ALPHABET)
    assert not set(ids.ALPHABET) & set("0O1ILS58BAEU")
