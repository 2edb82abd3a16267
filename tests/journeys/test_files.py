"""A file with what is added to the story: the warning first, what was typed kept, and nothing opened unchecked."""

import pytest
from django.db import connection, transaction

from tests.builders import child_of, raised
from tests.chronology import papers
from tests.journeys.browsing import PHONE

PHOTOGRAPH = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": papers.photograph()}
LYING = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"MZ, not a letter"}


@pytest.fixture
def child(live) -> str:
    """The address of a child whose lead is Amara's team."""
    place = live.northmoor
    with transaction.atomic():
        concern = raised(place.actor("efa"))
    with transaction.atomic():
        known = child_of(concern, place.actor("amara"))
    connection.close()
    return f"/children/{known.reference}/"


@pytest.mark.parametrize("device", [PHONE, {"java_script_enabled": False}], ids=["phone", "no scripts"])
def test_a_photograph_is_added_and_held_back_until_it_is_checked(browsing, child, device):
    amara = browsing.member("amara", **device)
    amara.opens(f"{child}story/add/").reads("Never photograph, copy or upload a sexual image of a child")
    amara.types("What happened?", "The house with the green door.").chooses("seen")
    amara.page.get_by_label("What sort of thing is it?").select_option("seen")
    given(amara, LYING).presses("Add").reads("not what its name says", "The house with the green door.")
    given(amara, PHOTOGRAPH).presses("Add").reads("Added to the story", "door.jpg", "held back until it can be checked")
    amara.page.get_by_role("link", name="Add a file").first.click()
    amara.reads("Never photograph").checks()
    given(amara, {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Green."}).presses("Add the file")
    amara.reads("The file was added", "notes.txt")


def given(amara, file):
    """A file chosen in the page's only file field."""
    amara.page.locator("input[type=file]").set_input_files(file)
    return amara
