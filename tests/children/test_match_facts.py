"""What is compared is folded when it is said, is added to and never lost, and is read by nobody."""

import json

import pytest
from django.core.checks import run_checks
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from cairn.access.binding import acting_as
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import KeyBuild, MatchFacts
from cairn.children.queries.keys import keep_keys
from cairn.children.verbs import Fact, add_fact, keying
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.core.clock import now
from cairn.core.postgres import OWNER
from cairn.matching.folded import FIELDS
from cairn.matching.keys import KEY_VERSION
from cairn.partnership.queries import door_actor
from tests.builders import northmoor as northmoor_now
from tests.builders import raised
from tests.children.test_keys import ids_of
from tests.children.test_matching import child_id, record_of

OLDER = "0"


@pytest.fixture
def known(northmoor):
    """Efa's record of Tang Nguyen."""
    concern = raised(northmoor.actor("efa"), children=(ChildSaid(names=(NameSaid("Tang Nguyen"),)),))
    return record_of(concern, northmoor.actor("efa"))


def kept(as_role, record) -> MatchFacts:
    with as_role(OWNER):
        return MatchFacts.objects.get(record_id=record.id)


def test_what_is_said_is_folded_beside_the_record(known, as_role):
    facts = kept(as_role, known)
    assert (facts.child_id, facts.version, facts.name) == (known.child_id, KEY_VERSION, "tang nguyen,")


def test_what_is_said_later_is_added_and_nothing_is_lost(northmoor, known, as_role):
    efa = northmoor.actor("efa")
    with acting_as(efa):
        add_fact(record=known, fact=Fact(FactKind.PHONE, "07700 900123", Basis.CHILD_SAYS), by=efa)
    facts = kept(as_role, known)
    assert (facts.name, facts.phone) == ("tang nguyen,", "+447700900123")
    with as_role(OWNER):  # as somebody else might just have added
        MatchFacts.objects.filter(record_id=known.id).update(name="another name,\ntang nguyen,")
    with acting_as(efa):
        keep_keys(known)
    assert kept(as_role, known).name == "another name,\ntang nguyen,"


def test_what_was_folded_by_older_rules_is_not_compared_and_then_replaced(northmoor, known, as_role):
    with as_role(OWNER):
        MatchFacts.objects.filter(record_id=known.id).update(version=OLDER, name="folded otherwise,")
    assert ids_of(northmoor.actor("farid")) == set()
    with acting_as(northmoor.actor("efa")):
        keep_keys(known)
    facts = kept(as_role, known)
    assert (facts.version, facts.name) == (KEY_VERSION, "tang nguyen,")
    assert ids_of(northmoor.actor("farid")) == {known.child_id}


def test_a_rebuild_folds_everything_anew(northmoor, known, as_role):
    with as_role(OWNER):
        MatchFacts.objects.filter(record_id=known.id).update(name="wrong,")
    with as_role("cairn_worker"):
        keying.forget_progress()
        keying.rekey()
    assert kept(as_role, known).name == "tang nguyen,"
    with as_role(OWNER):
        MatchFacts.objects.all().delete()
    with as_role("cairn_worker"):
        keying.forget_progress()
        keying.rekey()
    assert ids_of(northmoor.actor("farid")) == {known.child_id}


def test_what_carries_a_handling_is_not_kept_to_be_compared(northmoor, known, as_role):
    efa = northmoor.actor("efa")
    with acting_as(efa):
        for kind, text in (
            (FactKind.PHONE, "07700 900123"),
            (FactKind.ADDRESS, "1 Mill Road NM1 2AB"),
            (FactKind.SCHOOL, "Mill Road Primary"),
        ):
            add_fact(record=known, fact=Fact(kind, text, Basis.CHILD_SAYS, {"handling": "safe"}), by=efa)
    facts = kept(as_role, known)
    assert (facts.phone, facts.address, facts.school) == ("", "", "")


def test_nobody_writes_what_is_compared_of_a_record_they_have_no_part_in(own_database, as_role):
    # Committed, because a transaction always has a part in what it has itself just written.
    partnership = northmoor_now()
    efa = partnership.actor("efa")
    record = record_of(raised(efa), efa)
    said = kept(as_role, record).name
    told = json.dumps({field: "nobody" for field in FIELDS})
    for actor, is_kept in ((partnership.actor("chidi"), False), (door_actor(), False), (None, False), (efa, True)):
        with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select cairn_keep_facts(%s, %s::jsonb)", [record.id, told])
        assert (kept(as_role, record).name != said) is is_kept


def test_nobody_reads_what_is_compared(northmoor, known):
    for name in ("efa", "farid", "chidi"):
        with acting_as(northmoor.actor(name)):
            assert not MatchFacts.objects.exists()
            assert not MatchFacts.objects.visible_to(northmoor.actor(name)).exists()


def test_nobody_writes_it_past_the_function(northmoor, known):
    with acting_as(northmoor.actor("efa")), pytest.raises(ProgrammingError):
        MatchFacts.objects.create(record_id=known.id, child_id=known.child_id, version=KEY_VERSION, name="x,")


def test_two_records_of_one_child_are_compared_as_one(northmoor, known, as_role):
    concern = raised(northmoor.actor("chidi"), children=(ChildSaid(names=(NameSaid("Sorina Zubenko"),)),))
    other = child_id(concern, northmoor)
    with as_role(OWNER), connection.cursor() as cursor:
        cursor.execute("update children_record set child_id = %s where child_id = %s", [known.child_id, other])
    farid = northmoor.actor("farid")
    for name in ("Tang Nguyen", "Sorina Zubenko"):
        assert ids_of(farid, [("name", name, {}, None, None)]) == {known.child_id}


def told(**chosen) -> set[str]:
    return {message.id for message in run_checks(tags=["database"], **chosen)}


def test_check_says_when_records_are_kept_by_older_rules(northmoor, as_role, settings):
    assert "cairn.W006" not in told(databases=["default"])
    with as_role(OWNER):
        KeyBuild.objects.filter(version=KEY_VERSION).update(version=OLDER)
    assert "cairn.W006" in told(databases=["default"])
    assert "cairn.W006" not in told()
    with as_role(OWNER):
        KeyBuild.objects.create(version=KEY_VERSION)
    assert "cairn.W006" in told(databases=["default"])
    with as_role(OWNER):
        KeyBuild.objects.filter(version=KEY_VERSION).update(finished_at=now())
    assert "cairn.W006" not in told(databases=["default"])
    settings.ROLE = OWNER
    with as_role(OWNER):
        KeyBuild.objects.all().delete()
    assert "cairn.W006" not in told(databases=["default"])
