"""Who is told what, at every address: the URL map against one table, and no word too many to outsiders."""

import pytest
from django.db import transaction

from cairn.core.postgres import LEDGER
from cairn.ledger.kinds import DENIED, NOT_FOUND_OR_HIDDEN
from cairn.ledger.models import Event
from tests.conftest import become
from tests.outsiders.addresses import METHODS, Address, addresses, sent
from tests.outsiders.answers import NO_CALL, NO_PAGE, TOKEN
from tests.outsiders.expected import ROWS, UNWITNESSED
from tests.outsiders.scene import CALLERS, Scene

pytestmark = pytest.mark.xdist_group("outsiders")
OUTSIDERS = frozenset({"chidi", "dana", "leaver", "revoked", "token", "nobody"})
SIGNED_OUT = frozenset({"leaver", "revoked", "nobody"})
# Methods that hardly any address has are tried by these alone: two people, a system, and nobody.
SOME = frozenset({"amara", "chidi", "token", "nobody"})
REFUSED = frozenset({403, 404})


def named(row: str) -> tuple[str, str]:
    """The address of a row, and what stands in the place of the usual thing."""
    name, _sign, variant = row.partition("#")
    return name, variant


def expected(row: str, method: str) -> dict[str, int]:
    """What the table says to each caller; where a row says nothing of a method, that method is none of its address."""
    said = ROWS[row]
    codes = said.get(method) or said.get("*") or (NO_CALL if row.startswith("api:") else NO_PAGE)
    everybody = dict(zip(CALLERS, map(int, codes.split()), strict=True))
    if method in said or method in {"GET", "POST"}:
        return everybody
    return {caller: code for caller, code in everybody.items() if caller in SOME}


def asked(scene: Scene, address: Address, caller: str, method: str, variant: str = ""):
    """One answer; whatever was done is undone, so that the next caller finds the scene as it was."""
    with transaction.atomic():
        answer = scene.ask(caller, method, address.path(scene, variant), **sent(address.name, method, scene))
        transaction.set_rollback(True)
    return answer


def said(answer) -> str:
    """The words of an answer, whether it was sent whole or bit by bit."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


def refusals() -> int:
    with become(LEDGER):
        return Event.objects.filter(happening__in=(DENIED, NOT_FOUND_OR_HIDDEN)).count()


def test_every_address_has_a_row_and_every_row_an_address():
    assert {named(row)[0] for row in ROWS} == set(addresses())


def test_every_row_says_it_for_every_caller():
    for row, methods in ROWS.items():
        assert set(methods) <= {*METHODS, "*"}, row
        assert all(len(codes.split()) == len(CALLERS) for codes in methods.values()), row


@pytest.mark.parametrize("row", ROWS)
def test_everybody_is_answered_as_the_table_says(scene, row):
    name, variant = named(row)
    address = addresses()[name]
    for method in METHODS:
        for caller, code in expected(row, method).items():
            before = refusals()
            answer = asked(scene, address, caller, method, variant)
            assert answer.status_code == code, (method, caller)
            body = TOKEN.sub("", said(answer))
            if caller in OUTSIDERS:
                assert [secret for secret in scene.secrets if secret in body] == [], (method, caller)
            if address.takes_id and code in REFUSED and caller not in SIGNED_OUT and name not in UNWITNESSED:
                assert refusals() == before + 1, f"{method} by {caller} left no trace in the ledger"


def test_a_guess_that_hits_and_one_that_misses_are_answered_alike(scene):
    """Whoever may not see a child learns nothing from asking for it: not from the status and not from the words."""
    hit = scene.ask("chidi", "GET", f"/children/{scene.ids['child']}/")
    miss = scene.ask("chidi", "GET", "/children/C-7F3K-Q2/")
    assert (hit.status_code, miss.status_code) == (404, 404)
    assert _without_tokens(hit.content) == _without_tokens(miss.content)


def _without_tokens(body: bytes) -> list[str]:
    return [line for line in body.decode().splitlines() if "csrf" not in line and "activity" not in line]
