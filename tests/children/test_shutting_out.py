"""Whoever opened a child before is shut out when their own details come into its record later (R-191)."""

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Child, Claim
from cairn.children.queries.knowing import by_sort, said_in_all
from cairn.children.verbs import Fact
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.core.clock import now
from cairn.core.postgres import WORKER
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.partnership.models import Membership, OwnDetail
from cairn.sharing.kinds import BlockSource
from cairn.sharing.kinds.apart import ApartKind
from cairn.sharing.models import Conflict
from cairn.sharing.queries import kept_of
from cairn.sharing.verbs import keep_from_no_longer
from tests.children.linked import confirmed, decided, pair, statements
from tests.children.pages import a_child, browser, says
from tests.conftest import become

SISTER, HOME, MOBILE = "Noor Sayer", "14 Mill Lane, NM1 4AB", "01632 960 555"
NAME, PHONE, ADDRESS, PERSON = FactKind.NAME, FactKind.PHONE, FactKind.ADDRESS, FactKind.RELATIONSHIP


@pytest.fixture
def child(northmoor):
    """A child whom everybody who sees it has opened."""
    return a_child(northmoor)


def asks(northmoor, who="farid", **told):
    by = northmoor.actor(who)
    with acting_as(by):
        return verbs.add_own_details(told={FactKind(kind): list(texts) for kind, texts in told.items()}, by=by)


def is_in_sight(northmoor, child, name="farid") -> bool:
    by = northmoor.actor(name)
    with acting_as(by):
        return Child.objects.filter(pk=child.pk).exists()


def kept(northmoor, child, name="amara") -> list[tuple[str, str]]:
    by = northmoor.actor(name)
    with acting_as(by):
        return [(one.source, one.practitioner.name.split()[0]) for one in kept_of(child.id, by)]


def news(northmoor, name="amara") -> int:
    by = northmoor.actor(name)
    with acting_as(by):
        return Notice.objects.visible_to(by).filter(code="sharing.knows_the_child").count()


@pytest.mark.parametrize(
    ("own", "kind", "said"),
    [
        ({"name": [SISTER]}, PERSON, "SAYER, Noor"),
        ({"name": [SISTER]}, NAME, "Noor Sayer"),
        ({"address": [HOME]}, ADDRESS, "Flat above 14 Mill Lane, Northmoor NM1 4AB"),
        ({"phone": [MOBILE]}, PHONE, "+44 1632 960555"),
    ],
)
def test_what_is_added_later_shuts_out_whoever_opened_before_and_tells_the_lead(northmoor, child, own, kind, said):
    asks(northmoor, **own)
    assert is_in_sight(northmoor, child)
    says(northmoor, "amara", child, kind, said)
    assert not is_in_sight(northmoor, child)
    assert browser(northmoor, "farid").get(f"/children/{child.reference}/").status_code == 404
    assert kept(northmoor, child) == [(BlockSource.AUTOMATIC, "Farid")]
    assert news(northmoor) == 1


@pytest.mark.parametrize(
    ("own", "kind", "said"),
    [
        ({"name": [SISTER]}, PERSON, "Noor Sayer-Malik"),
        ({"address": [HOME]}, ADDRESS, "15 Mill Lane, NM1 4AB"),
        ({"phone": [MOBILE]}, PHONE, "01632 960556"),
        ({"name": [SISTER]}, FactKind.SCHOOL, "Noor Sayer"),
    ],
)
def test_something_like_it_shuts_out_nobody(northmoor, child, own, kind, said):
    asks(northmoor, **own)
    says(northmoor, "amara", child, kind, said)
    assert is_in_sight(northmoor, child)
    assert kept(northmoor, child) == []


def test_the_name_and_telephone_by_which_somebody_works_are_compared_as_well(northmoor, child):
    farid, fatima = northmoor.practitioner("farid"), northmoor.practitioner("fatima")
    farid.name, fatima.phone = "Farid Rahimi", MOBILE
    farid.save()
    fatima.save()
    says(northmoor, "amara", child, PERSON, "RAHIMI, Farid")
    assert (is_in_sight(northmoor, child), is_in_sight(northmoor, child, "fatima")) == (False, True)
    says(northmoor, "amara", child, PHONE, "+44 1632 960555")
    assert not is_in_sight(northmoor, child, "fatima")


def test_who_has_just_said_it_is_shut_out_like_anybody(northmoor, child):
    asks(northmoor, "amara", address=[HOME])
    page = browser(northmoor, "amara")
    says(northmoor, "amara", child, ADDRESS, HOME)
    assert page.get(f"/children/{child.reference}/").status_code == 404
    assert news(northmoor, "amara") == 1


def test_what_is_said_better_is_compared_too(northmoor, child):
    asks(northmoor, phone=[MOBILE])
    says(northmoor, "amara", child, PHONE, "01632 960556")
    amara = northmoor.actor("amara")
    with acting_as(amara):
        wrong = Claim.objects.visible_to(amara).get(kind=PHONE, text="01632 960556")
        verbs.correct_fact(child=child, claim_id=wrong.id, fact=Fact(PHONE, MOBILE, Basis.CHILD_SAYS), by=amara)
    assert not is_in_sight(northmoor, child)


def test_whoever_says_later_by_what_to_be_kept_leaves_at_once(northmoor, child):
    other = a_child(northmoor, children=(ChildSaid(names=(NameSaid("Arben Kola"),)),))
    says(northmoor, "amara", child, ADDRESS, HOME)
    says(northmoor, "amara", other, ADDRESS, "15 Mill Lane, NM1 4AB")
    assert is_in_sight(northmoor, child)
    assert asks(northmoor, address=[HOME]) == 1
    assert not is_in_sight(northmoor, child)
    assert is_in_sight(northmoor, other)
    assert kept(northmoor, child) == [(BlockSource.AUTOMATIC, "Farid")]
    assert news(northmoor) == 1


def test_a_link_that_brings_it_along_shuts_out_whoever_opened_either(northmoor):
    two = pair(northmoor)
    asks(northmoor, "amara", name=[SISTER])
    says(northmoor, "wanda", two.new, PERSON, SISTER)
    assert is_in_sight(northmoor, two.known, "amara")
    decision = decided(two.question, northmoor.actor("farid"))
    assert not is_in_sight(northmoor, two.known, "amara")
    assert is_in_sight(northmoor, two.known, "wanda")
    assert decision.standing == "provisional"


def test_a_link_that_joins_nobody_s_details_shuts_out_nobody(northmoor):
    two = pair(northmoor)
    asks(northmoor, "amara", name=[SISTER])
    decision = decided(two.question, northmoor.actor("farid"))
    confirmed(decision, northmoor.actor("fatima"))
    assert is_in_sight(northmoor, two.known, "amara")


def test_nobody_finds_out_by_losing_a_record_what_is_kept_apart_from_them(northmoor, child):
    asks(northmoor, address=[HOME])
    amara = northmoor.actor("amara")
    with acting_as(amara):
        record = verbs.own_record(child=child, by=amara)
        fact = Fact(ADDRESS, HOME, Basis.CHILD_SAYS, {"handling": ApartKind.POLICE.value})
        said = verbs.add_fact(record=record, fact=fact, by=amara, compares=False)
        verbs.keep_fact_apart(fact=said, kind=ApartKind.POLICE, reason="A tip.", by=amara)
        assert verbs.shut_out_named(fact=said, by=amara) == 0
    assert is_in_sight(northmoor, child)


def test_whoever_is_around_the_child_no_more_is_shut_out_before_they_come_back(northmoor, child):
    asks(northmoor, phone=[MOBILE])
    with become(WORKER):
        Membership.objects.filter(practitioner=northmoor.practitioner("farid")).update(ended_at=now())
    says(northmoor, "amara", child, PHONE, MOBILE)
    assert kept(northmoor, child) == [(BlockSource.AUTOMATIC, "Farid")]


def test_once_shut_out_nobody_is_shut_out_again_and_the_lead_may_let_them_in(northmoor, child):
    asks(northmoor, phone=[MOBILE])
    says(northmoor, "amara", child, PHONE, MOBILE)
    says(northmoor, "amara", child, PHONE, "+44 1632 960 555")
    assert news(northmoor) == 1
    amara = northmoor.actor("amara")
    with acting_as(amara):
        keep_from_no_longer(conflict=kept_of(child.id, amara)[0], reason="A number of the office.", by=amara)
    assert is_in_sight(northmoor, child)


def test_what_was_taken_back_shuts_out_nobody(northmoor, child):
    asks(northmoor, phone=[MOBILE])
    farid = northmoor.actor("farid")
    with acting_as(farid):
        verbs.end_own_details(by=farid)
    says(northmoor, "amara", child, PHONE, MOBILE)
    assert is_in_sight(northmoor, child)


@pytest.mark.parametrize("broken", ["ledger.record", "notices.leave"])
def test_nothing_is_said_of_a_child_when_who_must_leave_cannot_be_shut_out(northmoor, child, monkeypatch, broken):
    def fails(*_, **__):
        raise RuntimeError("full")

    asks(northmoor, phone=[MOBILE])
    monkeypatch.setattr(f"cairn.sharing.verbs.conflicts.{broken}", fails)
    with pytest.raises(RuntimeError):
        says(northmoor, "amara", child, PHONE, MOBILE)
    with become(WORKER):
        assert not Conflict.objects.exists()
        assert not Claim.objects.filter(kind=PHONE, text=MOBILE).exists()


def test_nothing_is_noted_for_whoever_cannot_be_shut_out(northmoor, child, monkeypatch):
    def fails(*_, **__):
        raise RuntimeError("full")

    says(northmoor, "amara", child, PHONE, MOBILE)
    monkeypatch.setattr("cairn.sharing.verbs.conflicts.ledger.record", fails)
    with pytest.raises(RuntimeError):
        asks(northmoor, phone=[MOBILE])
    with become(WORKER):
        assert not OwnDetail.objects.exists()
        assert not Conflict.objects.exists()


def test_the_ledger_says_that_somebody_was_kept_and_not_who_or_by_what(northmoor, child):
    asks(northmoor, phone=[MOBILE])
    says(northmoor, "amara", child, PHONE, MOBILE)
    amara = northmoor.actor("amara")
    with acting_as(amara):
        told = Event.objects.visible_to(amara).get(child_id=child.pk, happening="sharing.kept_from")
    assert told.detail == {"source": BlockSource.AUTOMATIC.value}


def test_it_costs_one_statement_where_nobody_is_named(northmoor, child):
    with statements() as asked:
        says(northmoor, "amara", child, PHONE, "01632 960556")
    assert len([one for one in asked if "cairn_openers" in one]) == 1
    with statements() as asked:
        says(northmoor, "amara", child, FactKind.SCHOOL, "Mill Lane School")
    assert not [one for one in asked if "cairn_openers" in one]


def test_who_is_not_around_the_child_is_told_nothing_of_who_is_named(northmoor, child):
    says(northmoor, "amara", child, PHONE, MOBILE)
    for name, number in (("farid", 1), ("amara", 1), ("chidi", 0)):
        with acting_as(northmoor.actor(name)):
            assert len([text for _, text in said_in_all(child.pk) if text == MOBILE]) == number


def test_names_of_the_child_and_of_those_around_are_names_alike():
    assert by_sort([("name", "A B"), ("relationship", "C D"), ("phone", "1"), ("address", "2")]) == {
        NAME: ["A B", "C D"],
        PHONE: ["1"],
        ADDRESS: ["2"],
    }
