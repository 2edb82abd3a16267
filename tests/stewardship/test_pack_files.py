"""Files that belong to the person who asks go out with what is held, after two have looked at them (R-198)."""

import io
import zipfile
from typing import Any

import pytest

from cairn.access.binding import acting_as
from cairn.chronology.kinds import Finding
from cairn.chronology.models import FileCheck
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.ids import uuid7
from cairn.core.postgres import LEDGER, WORKER
from cairn.ledger.models import Event
from cairn.stewardship import verbs
from cairn.stewardship.models import PackItem
from tests.children.pages import a_child, browser, writes
from tests.chronology.attaching import adds
from tests.conftest import become
from tests.stewardship.asking import collected, opened, rule_on_all


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.CAIRN_FILES = str(tmp_path)


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def with_file(northmoor, child, finding=Finding.CLEAN):
    """A request whose pack holds a letter, with what the scanner found in it."""
    attachment = adds(northmoor, writes(northmoor, "amara", child, "A letter came."))
    if finding is not Finding.NOT_CHECKED:
        with become(WORKER):
            FileCheck(attachment=attachment, finding=finding).save(force_insert=True)
    return collected(northmoor, child)


def the_file(request) -> PackItem:
    with become(WORKER):
        return PackItem.objects.get(request=request, thing="chronology.Attachment")


def looks_at(northmoor, request, item_id, who="petra") -> bytes:
    with acting_as(by := northmoor.actor(who)):
        _, content = verbs.open_pack_file(request_id=request.pk, item_id=item_id, by=by)
        return b"".join(content)


def fetched(northmoor, request) -> dict[str, bytes]:
    """What goes out, by name."""
    with acting_as(pavel := northmoor.actor("pavel")):
        verbs.agree_to_pack(request=request, by=pavel)
    answer = browser(northmoor, "petra").post(f"/data-protection/requests/{request.pk}/give-out/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_file_goes_out_whole_when_two_let_it(northmoor, child):
    request = with_file(northmoor, child)
    rule_on_all(northmoor, request, "let_stand", "I looked at it.")
    out = fetched(northmoor, request)
    (name,) = (each for each in out if each.startswith("files/"))
    assert name.endswith("-a letter.pdf")
    assert out[name].startswith(b"%PDF")
    assert name.removeprefix("files/") in out[f"{request.reference}.html"].decode()


def test_a_file_that_is_kept_out_goes_nowhere_nor_does_its_name(northmoor, child):
    request = with_file(northmoor, child)
    rule_on_all(northmoor, request)
    out = fetched(northmoor, request)
    assert list(out) == [f"{request.reference}.html"]
    assert b"a letter.pdf" not in out[f"{request.reference}.html"]


def test_nobody_lets_a_file_out_by_forgetting_it(northmoor, child):
    request = with_file(northmoor, child)
    (one,) = (each for each in opened(northmoor, request) if each.item.thing == "chronology.Attachment")
    assert [each.part for each in one.redactions] == ["name"]
    with acting_as(pavel := northmoor.actor("pavel")), pytest.raises(Refused, match="proposals_open"):
        verbs.agree_to_pack(request=request, by=pavel)


@pytest.mark.parametrize("who", ["petra", "pavel"])
def test_the_two_who_were_named_look_at_it_and_that_is_noted(northmoor, child, who):
    request = with_file(northmoor, child)
    assert looks_at(northmoor, request, the_file(request).pk, who).startswith(b"%PDF")
    with become(LEDGER):
        event = Event.objects.filter(happening="held.read").order_by("-id")[0]
    assert (event.child_id, event.detail["item"]) == (child.pk, str(the_file(request).pk))
    page = browser(northmoor, who).get(f"/data-protection/requests/{request.pk}/pack/").content.decode()
    assert "Look at the file" in page
    address = f"/data-protection/requests/{request.pk}/pack/files/{the_file(request).pk}/"
    answer: Any = browser(northmoor, who).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(("who", "error"), [("perla", NotFound), ("amara", NotAllowed), ("dana", NotAllowed)])
def test_nobody_else_does(northmoor, child, who, error):
    request = with_file(northmoor, child)
    with pytest.raises(error):
        looks_at(northmoor, request, the_file(request).pk, who)


def test_what_is_no_file_of_this_pack_is_not_there(northmoor, child):
    request = with_file(northmoor, child)
    with become(WORKER):
        other = PackItem.objects.filter(request=request, file="")[0]
    for item_id in (other.pk, uuid7()):
        with pytest.raises(NotFound):
            looks_at(northmoor, request, item_id)


def test_a_file_that_nobody_has_checked_stays_out(northmoor, child):
    request = with_file(northmoor, child, Finding.NOT_CHECKED)
    assert the_file(request).file == ""
    rule_on_all(northmoor, request, "let_stand", "Only its name.")
    assert list(fetched(northmoor, request)) == [f"{request.reference}.html"]


def test_where_it_lies_is_sealed_and_emptied_with_the_pack(northmoor, child):
    from datetime import timedelta

    from cairn.core.clock import now, pretending
    from tests.stewardship.keeping import CLOCK

    request = with_file(northmoor, child)
    assert the_file(request).file.startswith("v1.")
    rule_on_all(northmoor, request)
    fetched(northmoor, request)
    with become(WORKER), acting_as(CLOCK), pretending(now() + timedelta(days=91)):
        verbs.empty_packs(by=CLOCK)
    assert the_file(request).file == ""
