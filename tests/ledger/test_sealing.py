"""Sealing takes every committed event once, and verification finds every tampering."""

import json
from contextlib import contextmanager
from io import StringIO
from time import sleep

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError
from psycopg import sql

from cairn.core.ids import uuid7
from cairn.core.postgres import LEDGER, OWNER, WORKER
from cairn.ledger import kinds, queries, verbs
from cairn.ledger.kinds import Break
from cairn.ledger.queries import walk, witness
from tests.ledger.actors import everything, stranger

FORGE = """
update ledger_seal s set digest = sha256(convert_to(concat_ws(',', ledger_part(encode(s.previous, 'hex')),
  ledger_part(s.number::text), ledger_part(s.first::text), ledger_part(s.last::text), ledger_part(s.count::text),
  ledger_part((extract(epoch from s.sealed_at) * 1000000)::bigint::text), ledger_part(s.horizon::text),
  ledger_part(encode((select sha256(string_agg(sha256(ledger_line(e)), ''::bytea order by id))
    from ledger_event e where e.seal = s.number), 'hex'))), 'UTF8')) where number = {}
"""


@pytest.fixture
def worker(own_database, databases, settings, tmp_path):
    """The worker's role on a database of its own, with a witness of its own."""
    settings.CAIRN_SEAL_FILE = tmp_path / "far" / "seals.log"
    databases.use(own_database, WORKER)
    return own_database


@pytest.fixture
def sealed(worker):
    """Nine events under three seals."""
    for _ in range(3):
        write(3)
        seal(3)
    assert queries.verify().broken is None
    return worker


@pytest.fixture
def tamper(sealed, databases):
    """Runs statements as one who owns everything and has switched the guards off."""

    def run(*statements):
        with guards_off(databases, sealed) as own:
            for statement in statements:
                own.execute(statement)

    return run


@contextmanager
def guards_off(databases, name):
    with psycopg.connect(**databases.address(OWNER, name).keywords()) as own:
        own.execute(sql.SQL("set role {}").format(sql.Identifier(LEDGER)))
        own.execute("alter table ledger_event disable trigger user")
        own.execute("alter table ledger_seal disable trigger user")
        yield own
        own.execute("alter table ledger_event enable trigger user")
        own.execute("alter table ledger_seal enable trigger user")


def write(count):
    with transaction.atomic():
        for _ in range(count):
            verbs.looked(by=stranger(), child_id=uuid7(), makeup=1, purpose="é, 7:x")


def seal(count):
    """Seal exactly so many events, once no transaction of another test, in whatever database, is older than they."""
    sealed, patience = 0, 400
    while sealed < count and patience:
        sealed, patience = sealed + verbs.seal(), patience - 1
        sleep(0.05 if sealed < count else 0)
    assert sealed == count


def broken():
    found = queries.verify().broken
    return found and (found.how, dict(found.places))


def test_an_untouched_ledger_verifies(sealed):
    write(2)
    found = queries.verify()
    assert (found.seals, found.events, found.unsealed, found.witnessed, found.broken) == (3, 11, 2, 3, None)


def test_an_empty_ledger_verifies(worker):
    assert verbs.seal() == 0
    assert queries.verify() == queries.Verification(0, 0, 0, 0, 0, 0, 0, 0, None)
    assert not witness.place().exists()


def test_looks_changes_refusals_and_sign_ins_are_counted_apart(worker):
    write(2)
    with transaction.atomic():
        verbs.record(kinds.SIGNED_IN, by=stranger())
    verbs.not_found_or_hidden(stranger(), "child", uuid7())
    seal(4)
    found = queries.verify()
    assert (found.looks, found.changes, found.refusals, found.passages) == (2, 0, 1, 1)


def test_seals_are_chained_and_walked_in_batches(sealed, monkeypatch):
    monkeypatch.setattr(walk, "_EVENTS_AT_ONCE", 4)
    assert queries.verify().events == 9


def test_a_large_backlog_is_sealed_in_portions(worker, monkeypatch):
    monkeypatch.setattr("cairn.ledger.verbs.sealing._AT_ONCE", 2)
    write(5)
    seal(5)
    assert (queries.verify().seals, broken()) == (3, None)


def test_late_commits_are_never_skipped(worker, databases):
    keywords = databases.address(OWNER, worker).keywords()
    with psycopg.connect(**keywords) as slow, psycopg.connect(**keywords) as quick:
        for own in (slow, quick):
            own.execute("set role cairn_app")
            own.commit()
        slow.execute("insert into ledger_event (actor_kind, happening) values ('job', 'opened')")
        quick.execute("insert into ledger_event (actor_kind, happening) values ('job', 'listed')")
        quick.commit()
        assert verbs.seal() == 0  # the quick one came later, and waits for the slow one
        slow.commit()
    seal(2)
    assert [event.seal for event in everything()] == [1, 1]
    assert broken() is None


def test_what_was_committed_before_a_slow_transaction_began_is_sealed_at_once(worker, databases):
    write(2)
    with psycopg.connect(**databases.address(OWNER, worker).keywords()) as slow:
        slow.execute("set role cairn_app")
        slow.execute("insert into ledger_event (actor_kind, happening) values ('job', 'opened')")
        seal(2)
        slow.commit()
    seal(1)
    assert broken() is None


def test_events_restored_from_another_server_are_sealed(worker, databases):
    write(1)
    with guards_off(databases, worker) as own:
        own.execute("update ledger_event set xid = '9000000000'")
    assert verbs.seal() == 1
    assert broken() is None


@pytest.mark.parametrize("role", ["cairn_app", OWNER])
def test_only_the_worker_may_seal(worker, databases, role):
    write(1)
    databases.use(worker, role)
    with pytest.raises(DatabaseError, match="permission denied"):
        verbs.seal()
    assert [event.seal for event in everything()] == [None]


def test_an_edited_event_is_found(tamper):
    tamper("update ledger_event set child_id = gen_random_uuid() where id = 5")
    assert broken() == (Break.CONTENT_DIFFERS, {"seal": 2})


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("at", "at + interval '1 microsecond'"), ("xid", "'5'"), ("actor_kind", "'job'"), ("happening", "'listed'")),
        *((f"{who}_id", "gen_random_uuid()") for who in ("practitioner", "membership", "agency", "token", "request")),
        *(("makeup", "2"), ("about_kind", "'x', about_id = gen_random_uuid()"), ("purpose", "''")),
        ("detail", "'{\"a\": 1}'"),
    ],
)
def test_an_edit_of_any_column_is_found(tamper, column, value):
    tamper(f"update ledger_event set {column} = {value} where id = 5")
    assert broken() == (Break.CONTENT_DIFFERS, {"seal": 2})


def test_a_deleted_event_is_found(tamper):
    tamper("delete from ledger_event where id = 5")
    assert broken() == (Break.COUNT_DIFFERS, {"seal": 2, "expected": 3, "found": 2})


def test_an_event_inserted_into_the_past_is_found(tamper):
    tamper("insert into ledger_event (actor_kind, happening, seal) values ('job', 'opened', 2)")
    assert broken() == (Break.COUNT_DIFFERS, {"seal": 2, "expected": 3, "found": 4})


def test_a_backdated_event_that_was_sealed_or_waits_for_it_is_found(tamper):
    tamper("insert into ledger_event (actor_kind, happening, at) values ('job', 'opened', now() - interval '3 days')")
    (event,) = [event.id for event in everything() if event.seal is None]
    assert broken() == (Break.EVENT_BACKDATED, {"event": event})
    seal(1)
    assert broken() == (Break.EVENT_BACKDATED, {"event": event})


@pytest.mark.parametrize("number", [1, 2])
def test_a_removed_seal_is_found(tamper, number):
    tamper(f"delete from ledger_seal where number = {number}")
    assert broken() == (Break.SEAL_MISSING, {"seal": number})


def test_an_edit_under_a_forged_seal_is_found_by_the_next_seal(tamper):
    witness.place().unlink()
    tamper("update ledger_event set child_id = gen_random_uuid() where id = 5", FORGE.format(2))
    assert broken() == (Break.SEAL_UNCHAINED, {"seal": 3})


def test_an_edit_under_a_forged_newest_seal_is_found_by_the_witness(tamper):
    tamper("update ledger_event set child_id = gen_random_uuid() where id = 8", FORGE.format(3))
    assert broken() == (Break.WITNESS_DIFFERS, {"seal": 3})


def test_deleting_the_newest_seals_with_their_events_is_found_by_the_witness(tamper):
    tamper("delete from ledger_event where seal > 1", "delete from ledger_seal where number > 1")
    assert broken() == (Break.SEALS_CUT_OFF, {"expected": 3, "found": 1})


def test_sealing_on_after_a_cut_does_not_mend_it(tamper):
    tamper("delete from ledger_event where seal > 1", "delete from ledger_seal where number > 1")
    for _ in range(3):
        write(1)
        seal(1)
    assert broken() == (Break.WITNESS_DIFFERS, {"seal": 2})


def test_deleting_the_newest_seal_alone_is_found_without_a_witness(tamper):
    witness.place().unlink()
    tamper("delete from ledger_seal where number = 3")
    assert broken() == (Break.SEAL_UNKNOWN, {"seal": 3, "event": 7})


def test_a_damaged_witness_is_found_and_left_alone(sealed):
    witness.place().write_text(witness.place().read_text() + "4 scribble\n")
    assert broken() == (Break.WITNESS_UNREADABLE, {"line": 4})


def test_the_witness_catches_up_when_it_was_away(sealed):
    lines = witness.place().read_text().splitlines()
    witness.place().write_text(lines[0] + "\n")
    verbs.seal()
    assert witness.place().read_text().splitlines() == lines
    assert witness.place().stat().st_mode & 0o077 == 0


def test_the_witness_lies_beside_the_data_unless_settings_say_otherwise(settings, tmp_path):
    settings.CAIRN_SEAL_FILE = None
    settings.DATA = tmp_path
    assert witness.place() == tmp_path / "seals.log"


def test_a_head_that_another_sealer_wrote_first_is_not_written_twice(sealed):
    before = witness.place().read_text()
    witness.append(queries.heads())
    assert witness.place().read_text() == before


def said(*arguments):
    out = StringIO()
    call_command("ledger", *arguments, stdout=out)
    return out.getvalue()


def said_of_sealing(*arguments):
    """What the command says once there was nothing older to wait for."""
    for _ in range(400):
        if "0" not in (words := said("seal", *arguments)):
            break
        sleep(0.05)
    return words


def test_the_command_seals_verifies_and_shows(worker):
    write(2)
    assert said_of_sealing() == "2 events sealed.\n"
    assert "2 events: 2 looks, 0 changes" in said("verify")
    assert "opened the record" in said("show")


def test_the_command_speaks_to_machines(worker):
    write(2)
    assert json.loads(said_of_sealing("--json")) == {"sealed": 2}
    assert json.loads(said("verify", "--json"))["looks"] == 2
    shown = json.loads(said("show", "--json", "--limit", "1"))
    assert shown["happening"] == "opened"
    assert said("show", "--child", str(uuid7())) == ""


@pytest.mark.parametrize("arguments", [["verify"], ["verify", "--json"]])
def test_the_command_says_where_the_ledger_is_broken(tamper, arguments):
    tamper("delete from ledger_event where id = 5")
    with pytest.raises(CommandError, match="Seal 2 was put on 3 events; there are 2 now") as failure:
        said(*arguments)
    assert failure.value.returncode == 1


def test_the_database_and_the_verification_agree_on_what_an_event_is(worker):
    write(1)
    assert connection.in_atomic_block is False
    seal(1)
    assert broken() is None
