"""A child at a safe address: an address nobody else has, planted and looked for everywhere (R-061)."""

import json

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from cairn.access.binding import acting_as
from cairn.children import verbs as children
from cairn.children.kinds import FactKind, Outcome
from cairn.children.models import Claim, MatchFacts, MatchKey
from cairn.children.queries.keys import keys_of, person
from cairn.children.rules import PLACES
from cairn.chronology.models import Entry
from cairn.core.errors import NotAllowed, Refused
from cairn.core.kept_sealed import HANDLING
from cairn.ledger import verbs as ledger
from cairn.ledger.models import Event
from cairn.notices.models import Notice
from cairn.sharing import verbs
from cairn.sharing.kinds.apart import SAFE_ADDRESS_BEGAN, ApartKind
from cairn.sharing.models import Compartment, CompartmentItem
from cairn.stewardship.queries.collecting import collect
from tests.builders import child_of, raised
from tests.conftest import become
from tests.partnership.people import sign_in
from tests.sharing.apart import admit, let_out, mark, says, seal, told_apart
from tests.sharing.holding import circle, kept, told

pytestmark = pytest.mark.django_db
CANARY, POSTCODE, NUMBER = "Quindlethorpe", "QX9 9ZZ", "01632 960199"
# Telephones are written in many ways, and folded; the last digits stand in each.
TRACES = (CANARY, CANARY.lower(), CANARY.upper(), POSTCODE, "QX99ZZ", NUMBER, "960199")
PAGES = (
    *("", "story/", "story/?print=1", "story/?words=Quindlethorpe", "facts/", "sharing/", "histories/", "decisions/"),
    *("plan/", "immigration/", "apart/", "looks/", "asks/", "responsibility/", "guide/", "story/add/", "facts/add/"),
    *(f"facts/?kind={kind.value}" for kind in PLACES),
)


@pytest.fixture
def around(northmoor):
    return circle(northmoor)


def plant(around, name):
    """Everything that tells where the child is, in one agency's words."""
    return [
        says(around, name, FactKind.ADDRESS, f"12 {CANARY} Close, {POSTCODE}", place_kind="placement"),
        says(around, name, FactKind.PHONE, NUMBER, safe="yes"),
        says(around, name, FactKind.SCHOOL, f"{CANARY} Academy"),
        says(around, name, FactKind.GP, f"{CANARY} Surgery"),
        says(around, name, FactKind.TIMETABLE, f"Football at {CANARY}, Tuesdays"),
        says(around, name, FactKind.COURT_DATE, f"{CANARY} Crown Court, 3 March"),
        says(around, name, FactKind.WHEREABOUTS, f"With the Ostrows at {CANARY}", known="yes", safe="yes"),
        says(around, name, FactKind.LIVING, f"{CANARY} House"),
    ]


def asked_for(around):
    """Every page and answer about the child that can be asked for, by name: the address, and what is sent."""
    reference = around.child.reference
    yield from ((page, f"/children/{reference}/{page}") for page in PAGES)
    for made in kept(Compartment):
        yield f"apart {made.kind}", reverse("children:apart_one", args=[made.id])
    for claim in kept(Claim, child=around.child):
        for deed in ("mark", "correct", "hold-back", "apart"):
            yield f"{deed} {claim.id}", f"/children/{reference}/facts/{claim.id}/{deed}/"
    for entry in kept(Entry, child=around.child):
        for deed in ("correct", "hold-back", "apart", "file", "error"):
            yield f"{deed} {entry.id}", f"/children/{reference}/story/{entry.id}/{deed}/"
    yield from ((one, one) for one in ("/", reverse("desk:hub"), reverse("notices:inbox"), reverse("sharing:register")))
    yield from ((f"api{path}", f"/api/v1/children/{reference}{path}") for path in ("", "/chronology", "/involvements"))
    yield from ((f"api {path}", f"/api/v1/{path}") for path in ("duties", "withholdings", "asks"))


def everything(around, name):
    """All that somebody can be shown about the child, and then nothing has happened."""
    client = sign_in(Client(), around.northmoor.practitioner(name))
    with transaction.atomic():
        found = {where: client.get(address) for where, address in asked_for(around)}
        for asked in ({"name": "Nguyen Van Tang", "phone": NUMBER}, {"name": "Nguyen", "phone": NUMBER}):
            found[f"find {asked['name']}"] = client.post(reverse("children:find"), asked)
        asked = json.dumps({"names": [{"text": "Nguyen Van Tang"}], "phones": ["07700 900123"]})
        found["api search"] = client.post("/api/v1/children/search", asked, content_type="application/json")
        transaction.set_rollback(True)
    assert all(answer.status_code < 500 for answer in found.values())
    return {where: f"{answer.content.decode()} {sorted(answer.headers.items())}" for where, answer in found.items()}


def traces(found, but=()):
    return {(where, one) for where, words in found.items() if where not in but for one in TRACES if one in words}


# The page that looks for a number shows what was typed into it.
TYPED = ("find Nguyen Van Tang", "find Nguyen", "story/?words=Quindlethorpe")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("name", ["amara", "amaras_manager", "bilal", "farid", "fatima", "efa", "robin", "chidi"])
def test_an_address_that_nobody_else_has_is_found_nowhere(around, caplog, name, when):
    if when == "before":
        plant(around, "gwen")
    mark(around, "gwen")
    if when == "after":
        plant(around, "gwen")
    assert not traces(everything(around, name), but=TYPED)
    seal(around)
    assert not traces(everything(around, name), but=TYPED)
    assert not any(one in caplog.text for one in TRACES)


def test_those_who_may_read_it_read_it_where_nothing_else_is_shown_and_in_no_list(around):
    plant(around, "gwen")
    mark(around, "gwen")
    found = everything(around, "gwen")
    assert CANARY in found["apart safe_address"]
    assert "960199" in found["apart safe_address"]
    for where in ("", "story/", "story/?print=1", "facts/", *(f"facts/?kind={kind.value}" for kind in PLACES)):
        assert not traces({where: found[where]}), where
    titles = {where: words.partition("<title>")[2].partition("</title>")[0] for where, words in found.items()}
    assert not traces(titles)


def test_the_others_are_told_that_there_is_one_and_whom_to_ask(around):
    mark(around, "gwen")
    for name in ("amara", "bilal", "farid"):
        found = everything(around, name)
        assert "At a safe address. Ask Guardians, Guardian Service: 01632 960002" in found[""]
        assert "Safe address and contact points: held by Guardian Service." in found["apart/"]
        assert json.loads(found["api"].rpartition(" [(")[0])["kept_apart"] == [
            {"kind": "safe_address", "team": "Guardians", "agency": "Guardian Service", "phone": "01632 960002"}
        ]
    assert "safe address" not in everything(around, "efa")[""]
    assert told(SAFE_ADDRESS_BEGAN) == ["eastmoor-duty", "police-desk"]


@pytest.mark.parametrize("kind", PLACES)
def test_what_others_write_is_as_secret_to_all_but_themselves(around, kind):
    old = says(around, "bilal", kind, f"{CANARY} before")
    made = mark(around, "gwen")
    new = says(around, "bilal", kind, f"{CANARY} after")
    for claim in (old, new):
        assert around.sees("gwen", claim)
        assert around.sees("bilal", claim)
        assert not any(around.sees(name, claim) for name in ("amara", "farid", "efa"))
    assert new.detail[HANDLING] == ApartKind.SAFE_ADDRESS
    # Once somebody was let in and is let out, what they wrote is no way to go on reading it.
    let_out(around, "gwen", admit(around, "gwen", made, team="police-desk"))
    assert not around.sees("bilal", old)
    assert not around.sees("bilal", new)


def test_what_tells_nothing_of_the_place_stays_shared(around):
    mark(around, "gwen")
    for kind in set(FactKind) - {*PLACES, FactKind.STANDING, FactKind.BIRTH, FactKind.WARNING}:
        text = {"sex": "female", "care_status": "none", "immigration": "unknown"}.get(kind, "Something")
        detail = {"relation": "aunt"} if kind is FactKind.RELATIONSHIP else {}
        assert around.sees("bilal", says(around, "gwen", kind, text, **detail)), kind


def test_what_comes_with_a_link_is_as_secret(around):
    """The police told of the same child as of another, with an address; then somebody says that the two are one."""
    mark(around, "gwen")
    farid, wanda = around.northmoor.actor("farid"), around.northmoor.actor("wanda")
    other = child_of(raised(wanda, area="westmoor"), farid)
    with acting_as(wanda):
        record = children.own_record(child=other, by=wanda)
        fact = children.Fact(FactKind.ADDRESS, f"12 {CANARY} Close", "child_says")
        claim = children.add_fact(record=record, fact=fact, by=wanda)
    assert around.sees("farid", claim)
    with acting_as(farid):
        said = {"outcome": Outcome.SAME, "reason": "The same scar."}
        decision = children.decide_pair(child=other, other=around.child, **said, by=farid)
    with acting_as(fatima := around.northmoor.actor("fatima")):
        children.confirm_link(decision=decision, revision=decision.revision, by=fatima)
    assert kept(Claim, pk=claim.pk)[0].child_id == around.child.id
    assert around.sees("gwen", claim)
    assert around.sees("wanda", claim)
    assert not any(around.sees(name, claim) for name in ("farid", "bilal", "amara"))
    assert seal(around) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_nobody_is_found_by_it(around, when):
    if when == "before":
        plant(around, "gwen")
    mark(around, "gwen")
    if when == "after":
        plant(around, "gwen")
    seal(around)
    held = {one.key for one in kept(MatchKey, child=around.child)}
    by_place = keys_of(
        person(
            [
                ("phone", NUMBER, {}, None, None),
                ("address", f"12 {CANARY} Close", {"postcode": POSTCODE}, None, None),
                ("school", f"{CANARY} Academy", {}, None, None),
            ]
        )
    )
    assert by_place
    assert held
    assert not by_place & held
    for row in kept(MatchFacts, child=around.child):
        told_of = f"{row.phone} {row.address} {row.school} {row.name}"
        assert not any(one in told_of for one in TRACES)


def test_no_row_of_the_database_holds_it_in_plain(around):
    plant(around, "gwen")
    mark(around, "gwen")
    told_apart(around, "gwen", f"She moved to {CANARY}.", ApartKind.SAFE_ADDRESS)
    plant(around, "gwen")
    seal(around)
    with become("cairn_worker"), connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
            " and has_table_privilege(oid, 'select') and relname not like 'ledger%'"
        )
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"select count(*) from {table} t where t::text like %s", [f"%{CANARY}%"])
            assert cursor.fetchone() == (0,), table


def test_no_event_and_no_notice_says_it(around):
    plant(around, "gwen")
    mark(around, "gwen")
    for name in ("gwen", "farid"):
        by = around.northmoor.actor(name)
        with acting_as(by):
            for event in Event.objects.visible_to(by):
                assert not any(one in f"{event.detail} {event.purpose}" for one in TRACES)
    for notice in kept(Notice):
        assert not any(one in f"{notice.code} {notice.about_kind}" for one in TRACES)


def test_no_pack_holds_it_but_says_that_there_is_something(around):
    plant(around, "gwen")
    entry = told_apart(around, "gwen", f"She moved to {CANARY}.", ApartKind.THERAPY)
    mark(around, "gwen")
    with become("cairn_worker"):
        found = collect(around.child.id)
    words = json.dumps([[part.words for part in told_of.parts] for told_of in found.told])
    assert not any(one in words for one in TRACES)
    (row,) = (one for one in found.told if one.row == str(entry.id))
    assert row.is_protected
    assert "Guardians decides whether it is given out" in row.parts[0].words
    assert not any(one in f"{found.names}" for one in TRACES)


def test_it_is_said_once_by_whoever_works_with_the_child_with_a_reason(around):
    with pytest.raises(Refused, match="apart_why_needed"):
        mark(around, "gwen", why=" ")
    for name in ("robin", "efa"):
        with pytest.raises(NotAllowed):
            mark(around, name)
    mark(around, "gwen")
    for name in ("gwen", "amara"):
        with pytest.raises(Refused, match="safe_address_already"):
            mark(around, name)
    with pytest.raises(Refused, match="apart_held_elsewhere"):
        told_apart(around, "amara", "She moved.", ApartKind.SAFE_ADDRESS)


def test_when_it_is_over_nothing_new_is_secret_and_nothing_old_is_shared(around):
    (old, *_rest), made = plant(around, "gwen"), mark(around, "gwen")
    gwen, bilal = around.northmoor.actor("gwen"), around.northmoor.actor("bilal")
    with acting_as(bilal), pytest.raises(Refused, match="apart_not_held"):
        verbs.gather_no_more(compartment=made, reason="She moved.", by=bilal)
    with acting_as(gwen):
        with pytest.raises(Refused, match="apart_why_needed"):
            verbs.gather_no_more(compartment=made, reason=" ", by=gwen)
        verbs.gather_no_more(compartment=made, reason="She moved.", by=gwen)
        with pytest.raises(Refused, match="safe_address_ended"):
            verbs.gather_no_more(compartment=made, reason="She moved.", by=gwen)
    assert not around.sees("bilal", old)
    assert around.sees("bilal", says(around, "gwen", FactKind.ADDRESS, "1 Market Road"))


def test_nothing_is_secret_when_the_ledger_fails(around, monkeypatch):
    old = says(around, "gwen", FactKind.ADDRESS, f"12 {CANARY} Close")

    def fail(*_given, **_named):
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr(ledger, "record", fail)
    with pytest.raises(RuntimeError):
        mark(around, "gwen")
    assert around.sees("bilal", old)
    assert not kept(Compartment)
    assert not kept(CompartmentItem)


def test_whoever_adds_what_tells_where_is_not_told_that_everybody_reads_it(around):
    address = f"/children/{around.child.reference}/facts/add/"
    typed = {"kind": "address", "text": f"7 {CANARY}", "basis": "professional_estimate"}
    amara = sign_in(Client(), around.northmoor.practitioner("amara"))
    assert "Everybody who works with the child can read it" in amara.post(address, typed, follow=True).content.decode()
    mark(around, "gwen")
    page = amara.post(address, {**typed, "text": f"8 {CANARY}"}, follow=True).content.decode()
    assert "so only named people can read it" in page
    assert "Everybody who works with the child can read it" not in page
