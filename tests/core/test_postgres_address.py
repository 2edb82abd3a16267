"""Addresses of databases: read strictly, written back unchanged, never in clear across a network."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict

from cairn.core.errors import Refused
from cairn.core.postgres import Address, connection_settings, parse, refuse_old_server, sentence

text = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
names = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=10).map(lambda name: f"h{name}.test")
sockets = st.one_of(text.map(lambda path: f"/run/{path}".replace(",", "")), st.just("@abstract"))
verified = st.fixed_dictionaries({"sslmode": st.just("verify-full")}, optional={"sslrootcert": text})
users = st.tuples(text, st.one_of(st.just(""), text))


def address(host: str, database: str, user: tuple[str, str], port: int | None, settings: dict[str, str]) -> Address:
    return Address(host, database, *user, port, settings)


addresses = st.builds(
    address,
    st.one_of(names, sockets, st.sampled_from(["127.0.0.1", "::1", "localhost"])),
    text,
    users,
    st.one_of(st.none(), st.integers(1, 65535)),
    verified,
)


@given(addresses)
def test_what_is_written_is_read_back(one: Address):
    assert parse(one.url()) == one


@given(addresses)
def test_libpq_reads_the_same_as_we_do(one: Address):
    theirs = conninfo_to_dict(one.url())
    assert {key: str(value) for key, value in theirs.items()} == one.keywords()


def test_the_usual_forms():
    assert parse("postgres://u:p@localhost/d") == Address("localhost", "d", "u", "p")
    assert parse("postgresql://%2Frun%2Fpostgresql/d").host == "/run/postgresql"
    assert parse("postgresql:///d?host=/run/postgresql&user=u&port=5433") == Address(
        "/run/postgresql", "d", "u", port=5433
    )
    assert parse("postgresql://[::1]:5433/d").port == 5433
    assert parse("postgresql://u:p%40%2F%3A%23%3F%25@127.0.0.1/d").password == "p@/:#?%"


def test_django_gets_its_own_words():
    entry = parse("postgresql://u:p@db.test:5433/d?sslmode=verify-full&sslrootcert=/ca.pem").django()
    assert entry == {
        "NAME": "d",
        "USER": "u",
        "PASSWORD": "p",
        "HOST": "db.test",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/ca.pem"},
    }


def test_the_role_stands_in_for_a_user_that_the_url_does_not_name(tmp_path: Path):
    assert connection_settings("cairn_app", tmp_path, "postgresql://localhost/d")["USER"] == "cairn_app"
    entry = connection_settings("cairn_app", tmp_path, "postgresql://cairn_worker@localhost/d")
    assert entry["USER"] == "cairn_worker"
    assert "EMBEDDED_DATA" not in entry


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://u:p@db.test/d", "database_url_not_verified"),
        ("postgresql://u:p@db.test/d?sslmode=require", "database_url_not_verified"),
        ("postgresql://u:p@10.0.0.1/d?sslmode=verify-ca", "database_url_not_verified"),
        ("postgresql://u:p@localhost/d?hostaddr=10.0.0.1", "database_url_not_verified"),
        ("postgresql://u:p@localhost/d?host=db.test", "database_url_not_verified"),
        ("postgresql://localhost.evil.test/d", "database_url_not_verified"),
        ("postgresql://127.0.0.1.evil.test/d", "database_url_not_verified"),
        ("postgresql://localhost/d?service=elsewhere", "database_url_unknown_setting"),
        ("postgresql://localhost/d?options=-c%20row_security=off", "database_url_unknown_setting"),
        ("postgresql://localhost,db.test/d", "database_url_unreadable"),
        ("postgresql:///d", "database_url_without_host"),
        ("postgresql://localhost", "database_url_without_database"),
        ("mysql://localhost/d", "database_url_unreadable"),
        ("", "database_url_unreadable"),
        ("postgresql://localhost:port/d", "database_url_unreadable"),
        ("postgresql://localhost/d?host=", "database_url_without_host"),
        ("postgresql://u:hush#hush@localhost/d", "database_url_unreadable"),
        ("postgresql://u:hush/hush@localhost/d", "database_url_unreadable"),
        ("postgresql://u:hush?hush@localhost/d", "database_url_unreadable"),
        ("postgresql://u:1?hush=hush@localhost/d", "database_url_without_database"),
        ("postgresql://u:hush%hush@localhost/d", "database_url_unreadable"),
        ("postgresql://u:hush\nhush@localhost/d", "database_url_unreadable"),
        ("postgresql://u:%ff@localhost/d", "database_url_unreadable"),
    ],
)
def test_what_is_refused_is_said_without_showing_any_of_it(url: str, code: str):
    with pytest.raises(Refused) as refusal:
        parse(url)
    assert refusal.value.code == code
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None
    assert "hush" not in f"{sentence(refusal.value)} {refusal.value!r} {refusal.value.params}"


def test_a_password_is_not_shown_by_printing_the_address():
    assert "hush" not in repr(parse("postgresql://u:hush@localhost/d"))


def test_servers_before_15_are_refused():
    refuse_old_server(150_000)
    refuse_old_server(180_004)
    with pytest.raises(Refused) as refusal:
        refuse_old_server(140_022)
    assert (refusal.value.code, refusal.value.params) == ("postgres_too_old", {"found": 14, "needed": 15})
    assert "14" in sentence(refusal.value)
