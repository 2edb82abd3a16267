"""Whoever something is held back from, and a lapsed agency, at every address: no page, file, header or title tells."""

import re

import pytest
from django.db import transaction
from django.db.models import Q

from cairn.access.binding import acting_as
from cairn.access.scopes import Scope
from cairn.children.kinds import Capacity
from cairn.children.models import Involvement
from cairn.ledger.scopes import Witnessed
from tests.outsiders import further as table
from tests.outsiders.addresses import Address, addresses, sent
from tests.outsiders.answers import TOKEN
from tests.outsiders.expected import ROWS as FIRST
from tests.outsiders.further_scene import BAKER, FURTHER, KEPT, SAID, Further
from tests.outsiders.scene import CALLERS
from tests.outsiders.test_table import named
from tests.outsiders.test_table import said as body_of

pytestmark = pytest.mark.xdist_group("outsiders")
ROWS = (*table.liked(), *table.CODES)
# Parts of addresses that name what may be kept from somebody. On the floor of concerns, a reference does so too.
CAN_BE_KEPT = re.compile(
    r"<uuid(?:str)?:(entry|attachment|claim|withholding|record|referral|concern|duty|work|contact)_id>"
)
CONCERNS = re.compile(r"^(concerns|api):concern|^concerns:(?!sightings)")
# Not around the child, or there for their own part alone: they read nothing of what is kept from those who are.
AWAY = ("efa", "chidi", "dana", "leaver", "token", "nobody")
# Where the database alone must give the same answer: every page, file and answer of the API about a child or a list.
READ = [
    row
    for row in ROWS
    if row.startswith(
        (
            *("api:", "children:", "chronology:", "concerns:", "desk:", "duties:", "notices:", "outside:"),
            *("planning:", "referrals:", "sharing:", "voice:"),
        )
    )
    and "GET" in FIRST[row.partition("#kept")[0]]
]
_CHANGING = re.compile(
    r'(value|content|nonce)="[-\w+/=]{32,}"|ends-in="\d+"|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d:\d\d(?::\d\d(?:\.\d+)?)?'
)


def asked(scene: Further, row: str, caller: str, method: str = "GET"):
    """One answer; whatever was done is undone."""
    name, variant = named(row)
    here = scene.where_kept(caller) if variant == "kept" else scene
    path = addresses()[name].path(here, "" if variant == "kept" else variant)
    with transaction.atomic():
        answer = here.ask(caller, method, path, **sent(name, method, here))
        transaction.set_rollback(True)
    return answer


def told(answer) -> str:
    """Everything that an answer says: body, headers, cookies; but no tokens."""
    said = "\n".join((body_of(answer), *map(str, answer.headers.items()), str(answer.cookies)))
    return TOKEN.sub("", said)


def leaks(scene: Further, row: str, caller: str, answer) -> list[str]:
    """The words of an answer that the caller may never read."""
    secrets = scene.secrets_from(caller)
    if caller == "silent" and not row.endswith("#kept"):  # there the caller sent the ids
        secrets = (*secrets, *map(str, scene.kept["silent"].values()))
    return [secret for secret in secrets if secret in told(answer)]


def can_be_kept(address: Address) -> bool:
    return bool(CAN_BE_KEPT.search(address.pattern)) or (
        "reference>" in address.pattern and bool(CONCERNS.match(address.name))
    )


def _everything(_scope: object, _actor: object, _place: object = None) -> Q:
    return Q()


def test_every_address_has_a_row_here_as_well():
    missing = sorted(set(FIRST) - set(ROWS))
    assert missing == [], (
        "tests/outsiders/further.py: add to the line of LIKE whose three callers are answered as silent, declared and "
        "lapsed are (to CODES where there is none): " + " ".join(missing)
    )
    gone = sorted(row for row in ROWS if not row.endswith("#kept") and row not in FIRST)
    assert gone == [], "tests/outsiders/further.py: there is no such row in expected.py any more: " + " ".join(gone)


def test_what_can_be_kept_from_somebody_has_a_second_row():
    needed = {f"{name}#kept" for name, address in addresses().items() if can_be_kept(address)}
    there = {row for row in ROWS if row.endswith("#kept")}
    assert sorted(needed - there) == [], "tests/outsiders/further.py: these addresses name what may be kept"
    assert sorted(there - needed) == []


def test_no_row_stands_twice():
    assert sorted(ROWS) == sorted(set(ROWS))


def test_every_kind_of_caller_has_a_column():
    assert set(table.KINDS.values()) <= {*CALLERS, *FURTHER}


def test_the_callers_are_what_they_are_called(further):
    with acting_as(further.northmoor.actor("farid")):
        rows = Involvement.objects.filter(child_id=further.ids["child_id"], ended_at=None)
        capacities = {one.team.slug: one.capacity for one in rows.select_related("team")}
    assert capacities["police-desk"] == capacities["guardians"] == capacities["westmoor-duty"] == Capacity.WORKING
    assert capacities["eastmoor-duty"] == Capacity.RECEIVING
    assert capacities["outreach"] == Capacity.CONTRIBUTOR
    assert "westmoor-nurses" not in capacities
    assert [further.northmoor.actor(name).is_agreed for name in FURTHER.values()] == [True, True, False]


def test_insiders_read_what_is_kept_from_others(further):
    """Else it would be no wonder that nobody reads it."""
    pages = (
        "chronology:story",
        "children:facts",
        "children:histories",
        "api:chronology",
        "api:child",
        "planning:diary",
    )
    amara = " ".join(told(asked(further, page, "amara")) for page in pages)
    unread = [word for word in KEPT if word not in amara]
    assert unread == [one for each in SAID.values() for one in (each.noted, each.why)]
    for caller in SAID:
        file = asked(further.where_kept(caller), "chronology:file", "amara")
        assert SAID[caller].noted in told(file)
        account = asked(further.where_kept(caller), "sharing:withholding", "amara")
        assert SAID[caller].why in told(account)
    declared = " ".join(told(asked(further, page, "declared")) for page in pages)
    assert SAID["silent"].words in declared
    assert BAKER in declared


@pytest.mark.parametrize("row", ROWS)
def test_each_is_answered_as_the_table_says_and_reads_nothing_that_is_kept(further, row):
    said: dict[str, str] = {}
    leaked: dict[tuple[str, str], object] = {}
    for method in table.expected(row):
        answers = {caller: asked(further, row, caller, method) for caller in FURTHER}
        said[method] = " ".join(str(answer.status_code) for answer in answers.values())
        leaked |= {(method, caller): leaks(further, row, caller, answer) for caller, answer in answers.items()}
    assert said == table.expected(row)
    assert {where: words for where, words in leaked.items() if words} == {}


@pytest.mark.parametrize("row", FIRST)
def test_whoever_is_away_reads_nothing_that_is_kept(further, row):
    for caller in AWAY:
        assert leaks(further, row, caller, asked(further, row, caller)) == [], caller


@pytest.mark.parametrize("row", READ)
def test_row_security_alone_gives_the_same_answer(further, row, monkeypatch):
    """The filter of the application is taken away, and what it alone would have left out is left out all the same."""
    callers = (*FURTHER, "amara", "efa", "chidi", "farid")
    filtered = {caller: asked(further, row, caller) for caller in callers}
    monkeypatch.setattr(Scope, "q", _everything)
    monkeypatch.setattr(Witnessed, "q", _everything)
    for caller, before in filtered.items():
        alone = asked(further, row, caller)
        assert alone.status_code == before.status_code, caller
        assert _CHANGING.sub("", body_of(alone)) == _CHANGING.sub("", body_of(before)), caller
        if caller not in {"amara", "farid"}:  # from whom nothing is kept
            assert leaks(further, row, caller, alone) == [], caller
