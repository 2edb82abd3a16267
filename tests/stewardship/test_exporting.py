"""Facts leave in one file when two people agree: asked, agreed, taken once, and never what is held back (R-198)."""

import csv
import io
import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError

from cairn.access.binding import acting_as
from cairn.children.kinds import FactKind
from cairn.children.models import Child, Involvement
from cairn.core.clock import now, pretending
from cairn.core.errors import Conflict, NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.kinds import RoleName
from cairn.partnership.models import Membership
from cairn.stewardship import verbs
from cairn.stewardship.models import Export
from cairn.stewardship.verbs import ExportSaid
from tests.builders import child_of, raised
from tests.children.glass import opens
from tests.children.pages import NAME, a_child, browser, says
from tests.conftest import become
from tests.sharing.holding import Circle

WHY = "The panel needs it."
MANAGER = "amaras_manager"


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def asked(northmoor, *children, who=MANAGER, **more) -> Export:
    whole = {"sorts": ["name", "nationality"], "purpose": WHY, "ground": "ca04_11", "shape": "csv", **more}
    with acting_as(by := northmoor.actor(who)):
        return verbs.ask_export(said=ExportSaid(children=[one.pk for one in children], **whole), by=by)


def decided(northmoor, export, who="petra", *, is_agreed=True, words="They need it.") -> Export:
    with acting_as(by := northmoor.actor(who)):
        return verbs.decide_export(export=export, is_agreed=is_agreed, words=words, by=by)


def taken(northmoor, export, who=MANAGER):
    with acting_as(by := northmoor.actor(who)):
        return verbs.take_export(export=export, by=by)


def cells(made) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.body.decode("utf-8-sig"))))


def test_two_people_agree_and_the_file_is_taken_once(northmoor, child):
    says(northmoor, "amara", child, FactKind.NATIONALITY, "XK")
    says(northmoor, "amara", child, FactKind.PHONE, "01632 960123")
    export = decided(northmoor, asked(northmoor, child))
    made = taken(northmoor, export)
    assert made.name == f"{export.reference}.csv"
    rows = cells(made)
    assert {(row["child"], row["sort"]) for row in rows} == {
        (child.reference, "name"),
        (child.reference, "nationality"),
    }
    assert NAME in {row["words"] for row in rows}
    assert b"960123" not in made.body
    with become(WORKER):
        kept = Export.objects.get()
    assert (kept.state, kept.lines, kept.digest) == ("given", len(rows), sha256(made.body).hexdigest())
    with pytest.raises(Refused, match="export_taken_already"):
        taken(northmoor, export)


def test_of_numbers_only_those_of_health_and_school_leave(northmoor, child):
    for scheme, number in (("nhs", "9990000018"), ("upn", "V999250008871"), ("home_office", "N9000417"), ("", "77")):
        detail = {"scheme": scheme} if scheme else {}
        says(northmoor, "amara", child, FactKind.IDENTIFIER, number, **detail)
    made = taken(northmoor, decided(northmoor, asked(northmoor, child, sorts=["identifier"])))
    assert {row["words"] for row in cells(made) if row["sort"] == "number or reference"} == {
        "9990000018",
        "V999250008871",
    }


def test_it_stands_in_each_childs_account_of_looks(northmoor, child):
    other = a_child(northmoor)
    taken(northmoor, decided(northmoor, asked(northmoor, child, other)))
    with acting_as(amara := northmoor.actor("amara")):
        events = Event.objects.visible_to(amara).filter(happening="export.taken")
        assert set(events.values_list("child_id", flat=True)) == {child.pk, other.pk}


def test_who_must_know_is_told(northmoor, child):
    export = decided(northmoor, asked(northmoor, child))
    with become(WORKER):
        told = Notice.objects.filter(about_id=export.pk).values_list("code", "member__practitioner__name")
        assert set(told) == {
            ("export.waits", "Petra"),
            ("export.waits", "Pavel"),
            ("export.answered", "Amaras Manager"),
        }


def test_for_another_system_it_is_json(northmoor, child):
    made = taken(northmoor, decided(northmoor, asked(northmoor, child, shape="json")))
    assert json.loads(made.body)[0]["child"] == child.reference
    assert made.name.endswith(".json")


def test_what_anybody_holds_back_is_not_in_it(northmoor):
    child = child_of(raised(northmoor.actor("efa")), northmoor.actor("farid"))
    around = Circle(northmoor, child)
    kept_from_us = around.fact("efa", "Efa knows", kind=FactKind.NAME)
    ours = around.fact("amara", "Amara knows", kind=FactKind.NAME)
    silent = around.fact("efa", "Silently", kind=FactKind.NAME)
    around.fact("efa", "Shared", kind=FactKind.NAME)
    around.hold("efa", kept_from_us, "eastmoor-duty")
    around.hold("amara", ours, "outreach")
    around.silent("efa", silent, "eastmoor-duty", second="farid")
    body = taken(northmoor, decided(northmoor, asked(northmoor, child))).body.decode()
    assert "Shared" in body
    for hidden in ("Efa knows", "Amara knows", "Silently"):
        assert hidden not in body, hidden


def test_it_holds_what_may_be_read_when_it_is_taken_and_not_when_it_was_asked(northmoor, child):
    other = a_child(northmoor)
    export = decided(northmoor, asked(northmoor, child, other))
    with become(WORKER):
        Involvement.objects.filter(child=other).update(ended_at=now())
    assert {row["child"] for row in cells(taken(northmoor, export))} == {child.reference}


def test_one_with_nothing_left_is_not_made(northmoor, child):
    export = decided(northmoor, asked(northmoor, child, sorts=["gender"]))
    with pytest.raises(Refused, match="export_empty"):
        taken(northmoor, export)
    with become(WORKER):
        assert Export.objects.get().state == "agreed"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"sorts": []}, "export_sort"),
        ({"sorts": ["phone"]}, "export_sort"),
        ({"sorts": ["name", "nonsense"]}, "export_sort"),
        ({"purpose": " "}, "desk_reason_needed"),
        ({"ground": "nonsense"}, "ground_not_known"),
        ({"ground": "ca04_28"}, "ground_not_in_force"),
        ({"shape": "xls"}, "action_unknown"),
    ],
)
def test_what_cannot_be_asked_for(northmoor, child, more, code):
    with pytest.raises(Refused) as refused:
        asked(northmoor, child, **more)
    assert refused.value.code == code


def test_nobody_and_too_many_cannot_be_asked_for(northmoor, child):
    with pytest.raises(Refused, match="export_nobody"):
        asked(northmoor)

    with pytest.raises(Refused, match="export_too_many"):
        asked(northmoor, *(Child() for _ in range(201)))
    with pytest.raises(Refused, match="export_not_yours"):
        asked(northmoor, child, Child())


def test_a_child_that_the_team_only_told_us_about_or_opened_in_danger_cannot(northmoor, child):
    team = northmoor.team("outreach")
    northmoor.memberships["efas_manager"] = Membership.objects.create(
        practitioner=northmoor.practitioner("hana"), team=team, agency_id=team.agency_id, role=RoleName.MANAGER
    )
    with pytest.raises(Refused, match="export_not_yours"):
        asked(northmoor, child, who="efas_manager", ground="ukgdpr_6")
    opens(northmoor, child, "efas_manager")
    with pytest.raises(Refused, match="export_not_yours"):
        asked(northmoor, child, who="efas_manager", ground="ukgdpr_6")


@pytest.mark.parametrize("who", ["amara", "robin", "dana", "farid", "petra"])
def test_only_a_manager_asks(northmoor, child, who):
    with pytest.raises(NotAllowed):
        asked(northmoor, child, who=who)
    with acting_as(by := northmoor.actor(who)), pytest.raises(NotAllowed):
        verbs.list_own_children(by=by)


@pytest.mark.parametrize(
    ("who", "error"), [("amara", NotFound), (MANAGER, NotAllowed), ("farid", NotFound), ("perla", NotFound)]
)
def test_only_a_lead_of_the_agency_decides(northmoor, child, who, error):
    export = asked(northmoor, child)
    with pytest.raises(error):
        decided(northmoor, export, who)


def test_nobody_agrees_to_their_own_in_another_post(northmoor, child):
    northmoor.memberships["manager_too"] = Membership.objects.create(
        practitioner=northmoor.practitioner(MANAGER),
        team=northmoor.team("hub-stewards"),
        agency_id=northmoor.team("hub-stewards").agency_id,
        role=RoleName.DATA_PROTECTION_LEAD,
    )
    export = asked(northmoor, child)
    with pytest.raises(Refused, match="second_lead_needed"):
        decided(northmoor, export, "manager_too")
    with acting_as(by := northmoor.actor("manager_too")), pytest.raises(IntegrityError):
        Export.objects.filter(pk=export.pk).update(
            state="agreed", decided_by_id=by.membership_id, decided_at=now(), words="Fine.", expires_at=now()
        )


def test_whoever_asked_cannot_agree_in_anothers_name_past_the_verbs(northmoor, child):
    export, petra = asked(northmoor, child), northmoor.memberships["petra"]
    with acting_as(northmoor.actor(MANAGER)), pytest.raises(IntegrityError):
        Export.objects.filter(pk=export.pk).update(
            state="agreed", decided_by_id=petra.pk, decided_at=now(), words="Fine.", expires_at=now()
        )


def test_it_is_decided_once_and_with_words(northmoor, child):
    export = asked(northmoor, child)
    with pytest.raises(Refused, match="desk_reason_needed"):
        decided(northmoor, export, words=" ")
    with pytest.raises(Refused, match="export_not_agreed"):
        taken(northmoor, export)
    decided(northmoor, export, is_agreed=False, words="Too much.")
    with pytest.raises(Conflict, match="export_decided_already"):
        decided(northmoor, export, "pavel")
    with pytest.raises(Refused, match="export_not_agreed"):
        taken(northmoor, export)


def test_nobody_else_takes_it_and_nobody_takes_it_too_late(northmoor, child):
    export = decided(northmoor, asked(northmoor, child))
    for who, error in (("petra", NotAllowed), ("amara", NotFound)):
        with pytest.raises(error):
            taken(northmoor, export, who)
    with pretending(now() + timedelta(days=8)), pytest.raises(Refused, match="export_expired"):
        taken(northmoor, export)


def test_nothing_happens_that_the_ledger_cannot_remember(northmoor, child, monkeypatch):
    waiting, agreed = asked(northmoor, child), decided(northmoor, asked(northmoor, child))

    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.exporting.ledger.record", broken)
    for do in (
        lambda: asked(northmoor, child),
        lambda: decided(northmoor, waiting),
        lambda: taken(northmoor, agreed),
    ):
        with pytest.raises(OSError, match="ledger"):
            do()
    with become(WORKER):
        assert sorted(Export.objects.values_list("state", flat=True)) == ["agreed", "asked"]


def test_the_pages(northmoor, child):
    manager, petra = browser(northmoor, MANAGER), browser(northmoor, "petra")
    form = manager.get("/data-protection/exports/ask/").content.decode()
    assert NAME in form
    assert child.reference in form
    typed = {"children": str(child.pk), "sorts": "name", "purpose": WHY, "ground": "ca04_11", "shape": "csv"}
    assert manager.post("/data-protection/exports/ask/", {**typed, "sorts": "phone"}).status_code == 200
    assert manager.post("/data-protection/exports/ask/", typed).status_code == 302
    with become(WORKER):
        export = Export.objects.get()
    address = f"/data-protection/exports/{export.pk}/"
    assert export.reference in petra.get("/data-protection/exports/").content.decode()
    waiting = manager.get(address).content.decode()
    assert "May the file be made?" not in waiting
    assert "waits for a second person" in waiting
    assert "You hear back" in waiting
    assert "You hear back" not in petra.get(address).content.decode()
    assert manager.post(f"{address}take/").status_code == 302
    assert "Give a reason" in petra.post(address, {"is_agreed": "yes", "words": ""}).content.decode()
    assert petra.post(address, {"is_agreed": "yes", "words": "Fine."}).status_code == 302
    assert "Take the file" not in petra.get(address).content.decode()
    assert "Take the file" in manager.get(address).content.decode()
    answer: Any = manager.post(f"{address}take/")
    assert answer["Content-Disposition"] == f'attachment; filename="{export.reference}.csv"'
    assert NAME in b"".join(answer.streaming_content).decode()
    page = manager.get(address).content.decode()
    assert "Take the file" not in page
    assert "A file is this one" in page


def test_who_neither_asks_nor_agrees_is_shown_nothing(northmoor, child):
    export = asked(northmoor, child)
    for who in ("amara", "farid"):
        for path in ("", "ask/", f"{export.pk}/"):
            assert browser(northmoor, who).get(f"/data-protection/exports/{path}").status_code == 403, (who, path)
    assert browser(northmoor, "perla").get(f"/data-protection/exports/{export.pk}/").status_code == 404
