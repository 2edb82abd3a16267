"""What a practitioner asks to be kept from: stored so that nobody can read it, and enough to shut a record (R-191)."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import FactKind
from cairn.children.models import MatchKey
from cairn.children.queries.knowing import own_keys
from cairn.concerns.verbs import raise_concern
from cairn.core.errors import NotAllowed, Refused
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.partnership.models import OwnDetail
from cairn.partnership.queries import door_actor
from cairn.sharing.kinds import BlockSource
from cairn.sharing.queries import kept_of
from tests.builders import child_of, said
from tests.children.pages import browser, says
from tests.conftest import become

SISTER, HOME, MOBILE = "Noor Sayer", "14 Mill Lane, NM1 4AB", "01632 960 555"
NAME, PHONE, ADDRESS = FactKind.NAME, FactKind.PHONE, FactKind.ADDRESS


@pytest.fixture
def child(northmoor):
    """A child whom nobody has opened yet."""
    efa = northmoor.actor("efa")
    with acting_as(efa):
        concern = raise_concern(said=said(), send_key="first", by=efa)
    return child_of(concern, northmoor.actor("amara"))


def adds(northmoor, who="farid", **told):
    by = northmoor.actor(who)
    with acting_as(by):
        return verbs.add_own_details(told={FactKind(kind): list(texts) for kind, texts in told.items()}, by=by)


def kept(northmoor, child) -> list[str]:
    amara = northmoor.actor("amara")
    with acting_as(amara):
        return [one.source for one in kept_of(child.id, amara)]


def opens_first(northmoor, child, name="farid"):
    return browser(northmoor, name).get(f"/children/{child.reference}/knows/").content.decode()


@pytest.mark.parametrize(
    ("own", "kind", "said"),
    [
        ({"name": [SISTER]}, FactKind.RELATIONSHIP, "SAYER, Noor"),
        ({"name": [SISTER]}, NAME, "Noor Sayer"),
        ({"address": [HOME]}, ADDRESS, "Flat above 14 Mill Lane, Northmoor NM1 4AB"),
        ({"phone": [MOBILE]}, PHONE, "+44 1632 960555"),
    ],
)
def test_whatever_of_it_stands_in_the_record_shuts_it_and_tells_the_lead(northmoor, child, own, kind, said):
    adds(northmoor, **own)
    says(northmoor, "amara", child, kind, said)
    assert "what you asked to be kept from" in opens_first(northmoor, child)
    assert kept(northmoor, child) == [BlockSource.AUTOMATIC]
    assert browser(northmoor, "farid").get(f"/children/{child.reference}/").status_code == 404


@pytest.mark.parametrize(
    ("own", "kind", "said"),
    [
        ({"name": [SISTER]}, FactKind.RELATIONSHIP, "Noor Sayer-Malik"),
        ({"name": [SISTER]}, FactKind.RELATIONSHIP, "Noor"),
        ({"address": [HOME]}, ADDRESS, "15 Mill Lane, NM1 4AB"),
        ({"address": [HOME]}, ADDRESS, "14 Mill Lane, NM1 4AC"),
        ({"phone": [MOBILE]}, PHONE, "01632 960556"),
    ],
)
def test_something_like_it_does_not(northmoor, child, own, kind, said):
    adds(northmoor, **own)
    says(northmoor, "amara", child, kind, said)
    assert "Continue" in opens_first(northmoor, child)
    assert kept(northmoor, child) == []


def test_another_persons_details_shut_nobody_else_out(northmoor, child):
    adds(northmoor, "efa", name=[SISTER])
    says(northmoor, "amara", child, FactKind.RELATIONSHIP, SISTER)
    assert "Continue" in opens_first(northmoor, child)


def test_nothing_that_can_be_read_is_stored_and_nothing_that_ties_anybody_to_a_child(northmoor, child):
    says(northmoor, "amara", child, PHONE, MOBILE)
    adds(northmoor, phone=[MOBILE], name=[SISTER])
    with become(WORKER), connection.cursor() as cursor:
        keys = set(OwnDetail.objects.values_list("key", flat=True))
        assert keys.isdisjoint(MatchKey.objects.values_list("key", flat=True))
        cursor.execute("select partnership_owndetail::text from partnership_owndetail")
        rows = " ".join(row[0] for row in cursor.fetchall()).casefold()
    assert not any(word in rows for word in ("noor", "sayer", "960555", "960 555"))


def test_each_sees_their_own_alone_and_the_database_says_the_same(northmoor):
    adds(northmoor, name=[SISTER])
    for name, number in (("farid", 1), ("fatima", 0), ("amara", 0), ("dana", 0)):
        by = northmoor.actor(name)
        with acting_as(by):
            assert OwnDetail.objects.visible_to(by).count() == OwnDetail.objects.count() == number


def test_the_same_again_adds_nothing_and_taking_back_takes_all(northmoor):
    assert adds(northmoor, name=[SISTER], phone=[MOBILE]) == 2
    assert adds(northmoor, name=["Sayer Noor"]) == 0
    farid = northmoor.actor("farid")
    with acting_as(farid):
        assert verbs.end_own_details(by=farid) == 2
        assert verbs.end_own_details(by=farid) == 0
    assert adds(northmoor, name=[SISTER]) == 1
    with acting_as(farid):
        told = Event.objects.visible_to(farid).filter(happening__startswith="own_details.").order_by("id")
        assert [one.detail for one in told] == [{"number": n} for n in (2, 0, 2, 0, 1)]


@pytest.mark.parametrize("told", [{}, {"name": ["Noor"]}, {"phone": ["999"]}, {"address": ["Mill Lane"]}])
def test_what_is_too_short_is_refused(northmoor, told):
    with pytest.raises(Refused, match="own_details_needed"):
        adds(northmoor, **told)


def test_too_many_are_refused(northmoor):
    names = [f"{chr(97 + n % 26) * 3} {chr(97 + n // 26) * 4}" for n in range(201)]
    with pytest.raises(Refused, match="own_details_too_many"):
        adds(northmoor, name=names)


def test_who_opens_no_child_and_who_is_no_person_have_none(northmoor):
    for by in (northmoor.actor("dana"), door_actor()):
        with acting_as(by), pytest.raises(NotAllowed):
            verbs.add_own_details(told={NAME: [SISTER]}, by=by)


def test_nothing_is_kept_that_the_ledger_cannot_remember(northmoor, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr("cairn.children.verbs.own_details.ledger.record", broken)
    with pytest.raises(RuntimeError):
        adds(northmoor, name=[SISTER])
    with become(WORKER):
        assert not OwnDetail.objects.exists()


def test_the_page_says_how_many_and_never_which(northmoor):
    farid = browser(northmoor, "farid")
    address = "/children/own-details/"
    assert address in farid.get("/account/").content.decode()
    refused = farid.post(address, {"names": "Noor"}).content.decode()
    assert "Write whole names" in refused
    typed = {"names": f"{SISTER}\n\nOmar Sayer", "addresses": HOME, "phones": MOBILE}
    assert farid.post(address, typed)["Location"] == address
    page = farid.get(address).content.decode()
    assert "4 are noted" in page
    assert "Sayer" not in page
    farid.post(address, {"forget": "1"})
    assert "0 are noted" in farid.get(address).content.decode()


# Words that nobody's language knows: articles, titles (mr, snr), "nk" and the like have rules of their own about where
# they stand, and none of them is of these letters alone.
WORD = st.text("bdfgklmpvz", min_size=2, max_size=20)


@given(WORD, WORD)
def test_a_name_is_one_thing_however_its_parts_stand(one, other):
    assert own_keys({NAME: [f"{one} {other}"]}) == own_keys({NAME: [f"{other} {one}"]})
