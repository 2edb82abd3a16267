"""The desk's pages as a lead uses them, from the first form to the certificate and the file that is handed over."""

import io
import zipfile
from datetime import timedelta

from django.utils.html import escape

from cairn.core.clock import now, today
from cairn.core.postgres import WORKER
from cairn.stewardship.models import AccessRequest, Breach, Certificate, Disposal, LegalHold
from tests.children.linked import decided, pair, undone
from tests.children.pages import a_child, browser
from tests.conftest import become
from tests.stewardship.asking import collected, rule_on_all
from tests.stewardship.keeping import a_disposal, agreed, at_rest, carry_out

DESK = "/data-protection/"


def words(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def day(name: str, on) -> dict[str, int]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def only(model):
    with become(WORKER):
        return model.objects.get()


def test_the_desk_is_in_a_leads_navigation_alone(northmoor):
    assert f'href="{DESK}"' in words(browser(northmoor, "petra").get("/"))
    assert f'href="{DESK}"' not in words(browser(northmoor, "farid").get("/"))
    assert "Breach log" in words(browser(northmoor, "petra").get(DESK))


def test_the_schedule_says_what_nobody_has_checked(northmoor):
    for who in ("petra", "farid"):
        said = words(browser(northmoor, who).get(f"{DESK}schedule/"))
        assert "Until the 25th birthday" in said
        assert "Not yet checked against the source" in said
        assert "No clock sees to this yet" in said


def test_the_register_of_grounds_is_for_leads_and_the_hub(northmoor):
    for who in ("petra", "farid"):
        said = words(browser(northmoor, who).get(f"{DESK}lawful-basis/"))
        assert "Immigration enforcement is not a purpose." in said
        assert "Not yet checked against the source" in said
    assert browser(northmoor, "amara").get(f"{DESK}lawful-basis/").status_code == 403


def test_a_hold_is_placed_and_released_on_the_page(northmoor):
    child, petra = a_child(northmoor), browser(northmoor, "petra")
    assert "Give a reason" in words(petra.post(f"{DESK}keeping/", {"reference": child.reference}))
    unknown = petra.post(f"{DESK}keeping/", {"reference": "C-7F3K-Q2", "reason": "A court."})
    assert "No record that your agency looks after" in words(unknown)
    petra.post(f"{DESK}keeping/", {"reference": child.reference, "reason": "A court asks."})
    hold = only(LegalHold)
    assert "A court asks." in words(petra.get(f"{DESK}keeping/"))
    assert petra.post(f"{DESK}holds/{hold.pk}/", {"reason": "It is over."}).status_code == 302
    assert "It is over." in words(petra.get(f"{DESK}holds/{hold.pk}/"))


def test_a_record_is_proposed_agreed_to_and_certified_on_the_pages(northmoor):
    disposal = a_disposal(northmoor, at_rest(northmoor))
    petra, pavel = browser(northmoor, "petra"), browser(northmoor, "pavel")
    page = f"{DESK}disposals/{disposal.pk}/"
    assert disposal.child_reference in words(petra.get(f"{DESK}keeping/"))
    assert petra.get(f"{page}certificate/").status_code == 404
    assert "Choose what should become of it" in words(petra.post(page, {"propose": "1", "p-revision": "1"}))
    given = {"propose": "1", "p-action": "delete", "p-reason": "Nobody asked.", "p-revision": "1"}
    assert petra.post(page, given).status_code == 302
    assert "Somebody else must agree" in words(petra.get(page))
    stale = words(pavel.post(page, {"approve": "1", "a-revision": "1"}))
    assert "Somebody else has decided this meanwhile" in stale
    assert pavel.post(page, {"approve": "1", "a-revision": "2"}).status_code == 302
    carry_out(disposal)
    said = words(petra.get(f"{page}certificate/"))
    assert only(Certificate).digest in said
    assert "Entries of the story" in said
    assert "Nguyen" not in said


def test_a_record_is_kept_longer_on_the_page(northmoor):
    disposal, petra = a_disposal(northmoor, at_rest(northmoor)), browser(northmoor, "petra")
    page = f"{DESK}disposals/{disposal.pk}/"
    given = {"keep": "1", "k-reason": "She may ask.", "k-revision": "1"}
    assert "still to come" in words(petra.post(page, {**given, **day("k-until", today())}))
    later = today() + timedelta(days=400)
    assert petra.post(page, {**given, **day("k-until", later)}).status_code == 302
    assert "She may ask." in words(petra.get(page))
    assert only(Disposal).state == "kept"


def test_a_request_is_entered_and_its_page_says_by_when(northmoor):
    child, petra = a_child(northmoor), browser(northmoor, "petra")
    given: dict[str, object] = {"reference": child.reference, "asked_by": "Tang", "relation": "person"}
    given["how_checked"] = "Known to us."
    assert "Say who asks" in words(
        petra.post(f"{DESK}requests/", {**given, "asked_by": "", **day("received_on", today())})
    )
    assert petra.post(f"{DESK}requests/", {**given, **day("received_on", today())}).status_code == 302
    request = only(AccessRequest)
    page = f"{DESK}requests/{request.pk}/"
    assert request.reference in words(petra.get(f"{DESK}requests/"))
    assert "Not yet checked against the source" in words(petra.get(page))
    second = {"second": "1", "s-membership_id": str(northmoor.memberships["pavel"].pk)}
    assert petra.post(page, second).status_code == 302
    assert petra.post(page, {"extend": "1", "e-reason": "Nine agencies."}).status_code == 302
    assert petra.get(f"{page}pack/").status_code == 302
    assert petra.post(page, {"close": "1", "c-reason": "Withdrawn."}).status_code == 302
    said = words(petra.get(page))
    assert "Withdrawn." in said
    assert "Nine agencies." in said


def test_a_pack_is_looked_through_agreed_to_and_fetched_once(northmoor):
    child = a_child(northmoor, words="Mr Kolar came.", adults=("Mr Kolar",))
    request = collected(northmoor, child)
    petra, pavel = browser(northmoor, "petra"), browser(northmoor, "pavel")
    page = f"{DESK}requests/{request.pk}/"
    said = words(petra.get(f"{page}pack/"))
    assert "Mr Kolar came." in said
    assert "Not decided yet" in said
    assert "can only" not in words(pavel.get(page))
    petra.post(f"{page}pack/", {"redaction": "nonsense", "ruling": "keep_out"})
    petra.post(f"{page}pack/", {"redaction": str(request.pk), "ruling": "keep_out"})
    pavel.post(f"{page}pack/", {"agree": "1"})
    assert "proposals wait for a decision" in words(pavel.get(page))
    rule_on_all(northmoor, request)
    assert "It would go out as" in words(petra.get(f"{page}pack/"))
    assert petra.post(f"{page}give-out/").status_code == 302
    assert "A second person must agree" in words(petra.get(page))
    pavel.post(f"{page}pack/", {"agree": "1"})
    fetched = petra.post(f"{page}give-out/")
    assert (fetched["Content-Type"], fetched["Cache-Control"]) == ("application/zip", "no-store")
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as packed:
        (name,) = packed.namelist()
        html = packed.read(name).decode()
    assert name == f"{request.reference}.html"
    assert "Kolar" not in html
    assert "█████ came." in html
    assert petra.post(f"{page}give-out/").status_code == 302
    assert "given out already" in words(petra.get(page))


def test_words_that_do_not_stand_there_are_said_to_be_missing(northmoor):
    request = collected(northmoor, a_child(northmoor))
    petra = browser(northmoor, "petra")
    with become(WORKER):
        item = request.items.get(thing="chronology.Entry")
    given = {"add": "1", "item_id": str(item.pk), "part": "words", "words": "never said", "why": "harm"}
    page = f"{DESK}requests/{request.pk}/pack/"
    assert "Those words do not stand there" in words(petra.post(page, given))
    assert petra.post(page, {**given, "words": "market"}).status_code == 302


def test_a_breach_is_reported_followed_and_closed_on_the_pages(northmoor):
    amara, petra = browser(northmoor, "amara"), browser(northmoor, "petra")
    given = {"what_happened": "A letter went astray.", "how_many": "2", "known_at": "08:00"}
    assert "has not come yet" in words(
        amara.post(f"{DESK}breaches/report/", {**given, **day("known_on", today() + timedelta(days=2))})
    )
    earlier = (now() - timedelta(days=1)).date()
    assert amara.post(f"{DESK}breaches/report/", {**given, **day("known_on", earlier)}).status_code == 302
    breach = only(Breach)
    page = f"{DESK}breaches/{breach.pk}/"
    assert amara.get(page).status_code == 403
    assert breach.reference in words(petra.get(f"{DESK}breaches/"))
    refused = words(petra.post(page, {"close": "1", "c-outcome": "contained", "c-reason": "Envelopes."}))
    assert escape("Say first how much it can harm.") in refused
    petra.post(page, {"rate": "1", "r-risk": "possible"})
    petra.post(page, {"note": "1", "n-step": "regulator_not_told", "n-words": "Harm is unlikely."})
    assert petra.post(page, {"close": "1", "c-outcome": "contained", "c-reason": "Envelopes."}).status_code == 302
    said = words(petra.get(page))
    assert "Harm is unlikely." in said
    assert "Envelopes." in said
    assert "contained" in words(petra.get(f"{DESK}breaches/"))


def test_a_review_of_who_looked_is_taken_on_to_the_breach_log(northmoor):
    two, by = pair(northmoor), northmoor.actor("farid")
    decision = decided(two.question, by)
    undone(decision, by)
    farid = browser(northmoor, "farid")
    address = f"{DESK}breaches/report/?link={decision.pk}"
    assert f'href="{address}"' in words(farid.get(f"/children/links/{decision.pk}/looks/"))
    assert str(decision.pk) in words(farid.get(address))
    given = {"what_happened": "Two teams read a child’s notes.", "known_at": "00:00", "decision": str(decision.pk)}
    assert farid.post(f"{DESK}breaches/report/", given | day("known_on", today())).status_code == 302
    breach = only(Breach)
    assert breach.decision_id == decision.pk
    said = words(browser(northmoor, "petra").get(f"{DESK}breaches/{breach.pk}/"))
    assert "review of who looked while two records were joined" in said


def test_a_lead_of_another_agency_finds_none_of_it(northmoor):
    disposal = agreed(northmoor, a_disposal(northmoor, at_rest(northmoor)))
    carry_out(disposal)
    request = collected(northmoor, a_child(northmoor))
    perla = browser(northmoor, "perla")
    for path in (
        f"disposals/{disposal.pk}/",
        f"disposals/{disposal.pk}/certificate/",
        f"requests/{request.pk}/",
        f"requests/{request.pk}/pack/",
    ):
        assert perla.get(DESK + path).status_code == 404, path
    assert perla.post(f"{DESK}requests/{request.pk}/give-out/").status_code == 404
    assert disposal.child_reference not in words(perla.get(f"{DESK}keeping/"))
