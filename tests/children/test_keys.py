"""Children are found by keys: within a budget, in the transaction that wrote them, and again after a rebuild."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from cairn.access.binding import acting_as
from cairn.children import tasks
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import KeyBuild, KeyFrequency, MatchKey, Record
from cairn.children.queries.candidates import compared
from cairn.children.queries.keys import Said, keys_asked, person
from cairn.children.queries.name_forms import book
from cairn.children.queries.rarity import ALL_RECORDS, rarity_of
from cairn.children.verbs import Fact, add_fact, keying
from cairn.concerns.rules import ChildSaid, NameSaid
from cairn.matching.kinds import Field, Level
from cairn.matching.rarity import RAREST, bits
from cairn.matching.shortlist import MOST_BEARERS, MOST_UNCOUNTED, POSTINGS
from tests.builders import raised
from tests.children.linked import statements
from tests.children.test_matching import NAMED, child_id, record_of

SAID: list[Said] = [("name", "Tang Nguyen", {}, None, None)]


def ids_of(by, said=SAID):
    """The children found for what is said."""
    with acting_as(by):
        return {each.candidate.child_id for each in compared(person(said), besides=(), by=by)}


def counted(as_role, **bearers):
    """The counts as they might stand after a night, by the thing counted."""
    asked = keys_asked(person(SAID))
    keys = {thing: key for key, thing in asked.things.items()}
    with as_role("cairn_owner"):
        KeyFrequency.objects.all().delete()
        KeyFrequency.objects.create(key=ALL_RECORDS, bearers=1_000_000)
        for kind, count in bearers.items():
            for thing in (each for each in keys if each[0] == kind):
                KeyFrequency.objects.create(key=keys[thing], bearers=count)


def test_a_key_that_too_many_bear_is_not_looked_up(northmoor, as_role):
    known = raised(northmoor.actor("efa"))
    farid = northmoor.actor("farid")
    assert ids_of(farid) == {child_id(known, northmoor)}
    counted(as_role, s=MOST_BEARERS + 1, t=MOST_BEARERS + 1, p=MOST_BEARERS + 1)
    assert ids_of(farid) == set()


def test_the_rarest_keys_are_looked_up_until_the_budget_is_spent(northmoor, as_role):
    known, farid = raised(northmoor.actor("efa")), northmoor.actor("farid")
    counted(as_role, s=POSTINGS // 20, t=POSTINGS + 1, p=POSTINGS + 1)
    assert ids_of(farid) == {child_id(known, northmoor)}
    counted(as_role, s=POSTINGS + 1, t=POSTINGS + 1, p=POSTINGS + 1)
    assert ids_of(farid) == set()


def test_a_key_not_counted_yet_is_read_only_so_far(northmoor):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    for _ in range(3):
        raised(efa, children=(ChildSaid(names=(NameSaid("Tang Nguyen"),)),))
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = 'cairn_candidates'")
        assert f"then {MOST_UNCOUNTED} else" in cursor.fetchone()[0]
    assert len(ids_of(farid)) == 3


def test_the_database_weighs_rarity_as_the_matcher_does(db, as_role):
    with as_role("cairn_owner"), connection.cursor() as cursor:
        for bearers, total in ((0, 0), (20, 1000), (11_400, 1_000_000), (900_000, 1_000_000), (0, 10_000_000)):
            cursor.execute("select cairn_bits(%s, %s)", [bearers, total])
            assert cursor.fetchone()[0] == pytest.approx(bits(bearers, total))


def test_a_child_is_found_in_the_very_transaction_that_wrote_it(northmoor):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    with transaction.atomic():
        nameless = raised(efa, children=(ChildSaid(),))
        assert ids_of(farid) == set()
        with acting_as(efa):
            add_fact(record=record_of(nameless, efa), fact=NAMED, by=efa)
        assert ids_of(farid) == {child_id(nameless, northmoor)}


def test_a_child_is_found_by_where_it_lives_and_learns_beside_its_name(northmoor):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    raised(efa, children=(ChildSaid(names=(NameSaid("Tang Nguyen"),), addresses=("1 Mill Road, NM1 2AB",)),))
    said = [*SAID, ("address", "1 Mill Rd NM1 2AB", {}, None, None), ("school", "Mill Road", {}, None, None)]
    with acting_as(farid):
        (found,) = compared(person(said), besides=(), by=farid)
    levels = {each.field: each.level for each in found.candidate.evidence}
    assert levels[Field.ADDRESS] is Level.AGREES
    assert levels[Field.SCHOOL] is Level.NOT_COMPARABLE


def test_what_carries_a_handling_is_neither_kept_as_a_key_nor_compared(northmoor):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    concern = raised(efa, children=(ChildSaid(names=(NameSaid("Tang Nguyen"),)),))
    record = record_of(concern, efa)
    with acting_as(efa):
        before = keys(record)
        for kind, text in ((FactKind.PHONE, "07700 900123"), (FactKind.ADDRESS, "1 Mill Road NM1 2AB")):
            add_fact(record=record, fact=Fact(kind, text, Basis.CHILD_SAYS, {"handling": "safe"}), by=efa)
        assert keys(record) == before
    assert ids_of(farid, [("phone", "07700 900123", {}, None, None)]) == set()


def keys(record):
    """The keys of a record, which nobody but the owner reads."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('role', 'cairn_owner', true)")
        cursor.execute("select key from children_matchkey where record_id = %s", [record.id])
        found = {key for (key,) in cursor.fetchall()}
        cursor.execute("select set_config('role', 'cairn_app', true)")
        return found


def test_the_nightly_count_counts_the_common_and_the_records(northmoor, as_role):
    efa = northmoor.actor("efa")
    raised(efa, children=(ChildSaid(names=(NameSaid("Tang Nguyen"),)),) * 20)
    raised(efa, children=(ChildSaid(names=(NameSaid("Sorina Zubenko"),)),))
    with as_role("cairn_worker"):
        tasks.count_keys(0)
    with as_role("cairn_owner"):
        records = Record.objects.count()
    assert KeyFrequency.objects.get(key=ALL_RECORDS).bearers == records
    rarity = rarity_of(person(SAID), book())
    assert rarity.total == records > rarity.bearers("t", "nguyen") >= 20
    assert rarity.bits("t", "nguyen") < rarity.bits("t", "zubenko") <= RAREST
    with as_role("cairn_worker"):
        tasks.count_keys(0)
    assert KeyFrequency.objects.get(key=ALL_RECORDS).bearers == records


@pytest.mark.parametrize(
    "statement",
    [
        "select cairn_count_keys()",
        "select cairn_facts_after(null, 1)",
        "select cairn_rekey('{}', '{}', '{}', '[]')",
        "insert into children_keyfrequency (key, bearers) values (1, 1)",
        "update children_keybuild set records = 0",
        "select cairn_bits(0, 0)",
    ],
)
def test_the_application_may_neither_count_nor_rebuild(db, statement):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_common_names_are_counted_in_the_same_statements_for_hidden_and_absent(northmoor):
    efa, chidi = northmoor.actor("efa"), northmoor.actor("chidi")
    ids_of(chidi)
    with statements() as absent:
        ids_of(chidi)
    raised(efa)
    with statements() as hidden:
        ids_of(chidi)
    assert absent == hidden


def test_keys_are_rebuilt_from_what_was_said_and_go_on_where_they_stopped(northmoor, as_role):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    concerns = [
        raised(efa, children=(ChildSaid(names=(NameSaid(name),)),)) for name in ("Tang Nguyen", "Omar Ali", "A")
    ]
    before = [keys(record_of(one, efa)) for one in concerns]
    with as_role("cairn_owner"):
        MatchKey.objects.all().delete()
        stale = record_of(concerns[0], efa)
        MatchKey.objects.create(record_id=stale.id, child_id=stale.child_id, key=7)
        count = Record.objects.count()
    assert ids_of(farid) == set()
    done = []

    def stop(so_far):
        done.append(so_far)
        if len(done) == 1:
            raise KeyboardInterrupt

    with as_role("cairn_worker"):
        keying.forget_progress()
        with pytest.raises(KeyboardInterrupt):
            keying.rekey(batch=1, say=stop)
        assert KeyBuild.objects.get().records == 1
        assert keying.rekey(batch=1, say=stop) == count
    assert done == [*range(1, count + 1), count]
    assert [keys(record_of(one, efa)) for one in concerns] == before
    assert ids_of(farid) == {child_id(concerns[0], northmoor)}


def test_the_command_rebuilds_and_says_how_many(northmoor, as_role, capsys):
    raised(northmoor.actor("efa"))
    with as_role("cairn_worker"):
        call_command("rekey", "--json", "--again")
        call_command("rekey", "--again")
    printed = capsys.readouterr()
    with as_role("cairn_owner"):
        count = Record.objects.count()
    assert f'"records": {count}' in printed.out
    assert f"{count} records so far" in printed.err
    assert f"{count} records have keys" in printed.out


def test_thousands_of_things_said_of_one_child_do_not_hide_it(northmoor):
    efa, farid = northmoor.actor("efa"), northmoor.actor("farid")
    concern = raised(efa, children=(ChildSaid(names=(NameSaid("Tang Nguyen"),), addresses=("Mill Road",) * 300),))
    assert ids_of(farid) == {child_id(concern, northmoor)}
