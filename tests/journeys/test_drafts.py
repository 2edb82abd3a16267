"""What is typed is not lost: not by signing out, nor by a browser that dies. One person each: a draft stays unsent."""

import os
import re
import signal
from contextlib import suppress
from pathlib import Path

import psutil
from playwright.sync_api import Error, expect

from tests.journeys.browsing import launch_kept

WORDS = "A boy sleeps in the stairwell and hides when the grey car comes."


def test_words_are_saved_as_they_are_typed_and_found_after_signing_in_again(browsing):
    efa = browsing.member("efa")
    efa.presses("Raise a concern").types("What did you see or hear?", WORDS)
    expect(efa.page.locator("[data-draft-status]")).to_contain_text("Saved", timeout=10_000)
    draft = efa.path
    efa.opens("/").reads("NOT SENT")
    efa.presses("Sign out")
    again = browsing.member("efa")
    again.reads("NOT SENT").presses("Go back to it", "link")
    assert again.path == draft
    assert again.page.get_by_label("What did you see or hear?").input_value() == WORDS
    again.presses("Send").reads("Who has it").finds_nothing_of("NOT SENT")


def test_a_browser_that_is_killed_while_the_line_is_down_has_lost_nothing(browsing, live, playwright, profile):
    context = launch_kept(playwright, profile)
    try:
        amara = browsing.person(context).comes_in_as("amara")
        address = _typed_without_a_line(amara, context)
        _killed(profile)
    finally:
        _closed(context)
    assert not _plain_words_in(profile)
    context = launch_kept(playwright, profile)
    try:
        amara = browsing.person(context).comes_in_as("amara")
        amara.opens(address)
        expect(amara.page.locator("[data-draft-status]")).to_contain_text("Saved", timeout=15_000)
        assert amara.page.get_by_label("What did you see or hear?").input_value() == WORDS
    finally:
        _closed(context)


def _typed_without_a_line(person, context) -> str:
    person.presses("Raise a concern")
    context.set_offline(True)
    person.types("What did you see or hear?", WORDS)
    expect(person.page.locator("[data-draft-status]")).to_contain_text("kept on this device", timeout=15_000)
    assert re.search(r"draft=", person.path)
    return str(person.path)


def _killed(profile: str) -> None:
    """As when the battery is gone: the whole browser at once, without a word of warning."""
    for process in psutil.process_iter(["cmdline"]):
        if any(profile in word for word in process.info["cmdline"] or ()) and process.pid != os.getpid():
            os.kill(process.pid, signal.SIGKILL)


def _closed(context) -> None:
    with suppress(Error):  # it may have been killed
        context.close()


def _plain_words_in(profile: str) -> bool:
    return any(b"stairwell" in file.read_bytes() for file in Path(profile).rglob("*") if file.is_file())
