"""What somebody who was given what is held says is wrong stands beside it as a new fact (R-198)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Claim
from cairn.children.queries.facts import status_of, with_marks
from cairn.children.verbs import key_again
from cairn.core.errors import NotAllowed, NotFound, Refused
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.stewardship import verbs
from cairn.stewardship.models import PackItem
from tests.children.pages import NAME, a_child, browser, says
from tests.conftest import become
from tests.stewardship.asking import asked, collected, given_out, rule_on_all
from tests.stewardship.keeping import CLOCK


@pytest.fixture
def child(northmoor):
    child = a_child(northmoor)
    for kind, text in ((FactKind.SEX, "male"), (FactKind.BIRTH, "about 14"), (FactKind.WISH, "To go to school.")):
        says(northmoor, "amara", child, kind, text)
    return child


@pytest.fixture
def request_(northmoor, child):
    request = collected(northmoor, child)
    rule_on_all(northmoor, request)
    given_out(northmoor, request)
    with acting_as(petra := northmoor.actor("petra")):
        return verbs.find_request(request_id=request.pk, by=petra)


def number_of(request, kind: str) -> int:
    """The number under which the newest fact of a kind stands in the pack."""
    with become(WORKER):
        facts = Claim.objects.filter(child=request.child_id, kind=kind).values_list("pk", flat=True)
        items = PackItem.objects.filter(request=request, row__in=map(str, facts)).order_by("-order")
        return items[0].order + 1


def corrected(northmoor, request, kind="name", words="Tang, not Van Tang", *, who="petra", number=None) -> Claim:
    with acting_as(by := northmoor.actor(who)):
        return verbs.correct_from_request(
            request=request, number=number or number_of(request, kind), words=words, by=by
        )


def told_of(northmoor, child, kind) -> dict[str, str]:
    """What the lead reads of one kind, and how each stands."""
    with acting_as(amara := northmoor.actor("amara")):
        rows = Claim.objects.visible_to(amara).filter(child=child, kind__in=[kind, "standing"])
        return {claim.text: str(status_of(claim)) for claim in with_marks(rows) if claim.kind == kind}


def test_it_stands_beside_what_was_said_and_that_is_disputed(northmoor, child, request_):
    made = corrected(northmoor, request_)
    assert (made.basis, made.agency_id) == (Basis.CHILD_SAYS, northmoor.actor("petra").agency_id)
    assert told_of(northmoor, child, "name") == {NAME: "disputed", "Tang, not Van Tang": "stated"}
    with become(WORKER):
        told = Notice.objects.filter(code="held.corrected").values_list("team__slug", flat=True)
        assert list(told) == ["outreach"]
    with acting_as(amara := northmoor.actor("amara")):
        happened = Event.objects.visible_to(amara).filter(child_id=child.pk).values_list("happening", flat=True)
        assert {"held.corrected", "fact.added", "fact.marked"} <= set(happened)


def test_what_somebody_says_for_the_person_is_another_persons_word(northmoor, child):
    request = collected(northmoor, child, relation="representative")
    assert corrected(northmoor, request).basis == Basis.OTHER_PERSON_SAYS


def test_an_age_is_read_and_an_answer_becomes_its_code(northmoor, child, request_):
    assert corrected(northmoor, request_, "sex", "Girl").text == "female"
    born = corrected(northmoor, request_, "birth", "3/5/2011")
    assert born.born_from == born.born_to
    assert born.born_from.isoformat() == "2011-05-03"


def test_a_name_that_was_corrected_is_found_by(northmoor, child, request_):
    claim = corrected(northmoor, request_, words="Zorvan Mirtok")
    with become(WORKER), acting_as(CLOCK):
        key_again(record_id=claim.record_id, by=CLOCK)
    found = browser(northmoor, "amara").post("/children/find/", {"name": "Zorvan Mirtok"}).content.decode()
    assert child.reference in found


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("name", " ", "desk_reason_needed"),
        ("name", "x" * 1001, "desk_reason_too_long"),
        ("birth", "long ago", "day_not_understood"),
        ("sex", "perhaps", "not_one_of_these"),
        ("wish", "To stay.", "correction_not_a_fact"),
    ],
)
def test_what_cannot_be_said_instead(northmoor, request_, kind, words, code):
    with pytest.raises(Refused) as refused:
        corrected(northmoor, request_, kind, words)
    assert refused.value.code == code


def test_a_number_that_is_none_and_one_of_something_else(northmoor, child, request_):
    with pytest.raises(Refused, match="correction_no_such_number"):
        corrected(northmoor, request_, number=9999)
    with become(WORKER):
        other = PackItem.objects.filter(request=request_).exclude(thing="children.Claim")[0]
    with pytest.raises(Refused, match="correction_not_a_fact"):
        corrected(northmoor, request_, number=other.order + 1)


def test_not_before_it_is_collected(northmoor, child):
    request = asked(northmoor, child)
    with pytest.raises(Refused, match="not_collected_yet"):
        corrected(northmoor, request, number=1)


@pytest.mark.parametrize(("who", "error"), [("perla", NotFound), ("amara", NotFound), ("dana", NotFound)])
def test_only_the_two_who_were_named_enter_it(northmoor, child, request_, who, error):
    with pytest.raises((error, NotAllowed)):
        corrected(northmoor, request_, who=who)


def test_nothing_is_written_that_the_ledger_cannot_remember(northmoor, child, request_, monkeypatch):
    def broken(*_given, **_more) -> None:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr("cairn.stewardship.verbs.correcting.ledger.record", broken)
    with pytest.raises(OSError, match="ledger"):
        corrected(northmoor, request_)
    assert told_of(northmoor, child, "name") == {NAME: "stated"}


def test_the_page(northmoor, child, request_):
    petra, address = browser(northmoor, "petra"), f"/data-protection/requests/{request_.pk}/"
    assert "They say that something is wrong" in petra.get(address).content.decode()
    wrong = petra.post(address, {"correct": "1", "w-number": "9999", "w-words": "Tang"}).content.decode()
    assert "has no such number" in wrong
    number = str(number_of(request_, "name"))
    assert petra.post(address, {"correct": "1", "w-number": number, "w-words": "Tang"}).status_code == 302
    assert "Tang" in told_of(northmoor, child, "name")
    assert "They say that something is wrong" not in (browser(northmoor, "perla").get(address).content.decode())
