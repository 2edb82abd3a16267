"""Thousands of things said of one child, and words that are no name, number or day: bounded, kept, explained."""

import pytest

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Claim
from cairn.children.queries.facts import MOST_OF_A_KIND, said_of
from cairn.core.ids import uuid7
from tests.children.pages import NAME, a_child, browser, read, says, statements

ESTIMATE = {"basis": "professional_estimate"}
MANY = 2000
MOST_STATEMENTS = 25
LONG = "Nguyễn " * 50


@pytest.fixture
def child(northmoor):
    return a_child(northmoor)


def post(client, child, **typed):
    return client.post(f"/children/{child.reference}/facts/add/", typed)


def flood(northmoor, child, kind=FactKind.PHONE) -> None:
    amara = northmoor.actor("amara")
    with acting_as(amara):
        record = verbs.own_record(child=child, by=amara)
        Claim.objects.bulk_create(
            Claim(
                id=uuid7(),
                record=record,
                child=child,
                team_id=record.team_id,
                agency_id=record.agency_id,
                kind=kind,
                text=f"07700 {number:06}",
                basis=Basis.OTHER_PERSON_SAYS,
            )
            for number in range(MANY)
        )


def test_thousands_of_one_kind_crowd_out_nothing_else(northmoor, child):
    says(northmoor, "amara", child, FactKind.WISH, "to see her brother", Basis.CHILD_SAYS)
    flood(northmoor, child)
    amara, by = browser(northmoor, "amara"), northmoor.actor("amara")
    page = read(amara, child, "facts/")
    for words in (NAME, "to see her brother", "Show all"):
        assert words in page, words
    assert page.count("07700") <= 60
    assert "to see her brother" in read(amara, child)
    with acting_as(by):
        assert len(said_of(child, by, (FactKind.PHONE,))) == MOST_OF_A_KIND


def test_thousands_are_read_page_by_page_in_a_few_statements(northmoor, child):
    flood(northmoor, child)
    amara = browser(northmoor, "amara")
    amara.get(f"/children/{child.reference}/")
    for section in ("", "facts/", "facts/?kind=phone", "facts/?kind=phone&page=3", "facts/?kind=phone&page=x"):
        status, taken = statements(amara, f"/children/{child.reference}/{section}")
        assert status == 200
        assert len(taken) <= MOST_STATEMENTS, (section, len(taken))
    third = read(amara, child, "facts/?kind=phone&page=3")
    assert "07700 001899" in third
    assert "07700 001999" not in third
    assert "Page 40" in third


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("X", "nobody can be found by this"),
        ("unknown", "nobody can be found by this"),
        ("Baby of Sarah Jones", "nobody can be found by this"),
        ("Mr", "nobody can be found by this"),
        ("12345", "nobody can be found by this"),
        ("🙂🙂", "nobody can be found by this"),
        (LONG.strip(), ""),
        ("Suharto", ""),
        ("Танг Nguyễn 陈", ""),
        ("ተስፋይ", ""),
        ("محمد", ""),
    ],
)
def test_a_name_is_kept_as_it_was_said_and_marked_where_nobody_is_found_by_it(northmoor, child, text, mark):
    amara = browser(northmoor, "amara")
    answer = post(amara, child, kind="name", text=text, name_kind="alias", **ESTIMATE)
    assert answer.status_code == 302, answer.content.decode()
    page = read(amara, child, "facts/")
    assert text in page
    assert ("nobody can be found by this" in page) == bool(mark)
    assert f'<bdi dir="auto">{NAME}</bdi>' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "name", "text": "", "name_kind": "alias"}, "Write the name."),
        ({"kind": "name", "text": "\u200f\u200b", "name_kind": "alias"}, "Write the name."),
        ({"kind": "name", "text": "a" * 501, "name_kind": "alias"}, "Nothing was cut: shorten it"),
        ({"kind": "name", "text": "Lan", "name_kind": "king"}, "Select a valid choice"),
        ({"kind": "birth", "text": "31/02/2012"}, "There is no such day"),
        ({"kind": "birth", "text": "140"}, "Nobody is that old"),
        ({"kind": "birth", "text": "1/1/1902"}, "Nobody is more than 120 years old"),
        ({"kind": "birth", "text": "14", "status": "assessed", "concluded_on-year": "2199"}, "has not begun yet"),
        ({"kind": "care_status", "text": "prince"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_explained_and_stays_typed(northmoor, child, typed, words):
    answer = post(browser(northmoor, "amara"), child, **typed, **ESTIMATE)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "There is a problem" in page


@pytest.mark.parametrize(
    ("scheme", "text", "mark"),
    [
        ("nhs", "943 476 5919", ""),
        ("nhs", "943 476 5918", "a digit or letter may be wrong"),
        ("nhs", "943", "it is not written like one"),
        ("upn", "H801200001001", ""),
        ("pnc", "2003/0062845F", "a digit or letter may be wrong"),
        ("local", "what we call her", ""),
    ],
)
def test_a_number_with_a_wrong_check_digit_is_kept_and_marked(northmoor, child, scheme, text, mark):
    amara = browser(northmoor, "amara")
    assert post(amara, child, kind="identifier", text=text, scheme=scheme, **ESTIMATE).status_code == 302
    page = read(amara, child, "facts/")
    assert text in page
    assert ("does not check" in page) == bool(mark)
    assert mark in page


def test_an_age_that_nobody_knows_is_an_answer(northmoor, child):
    amara = browser(northmoor, "amara")
    assert post(amara, child, kind="birth", text="not known", **ESTIMATE).status_code == 302
    assert "child — aged 14" in read(amara, child)
    with acting_as(by := northmoor.actor("amara")):
        (claim,) = [one for one in said_of(child, by, (FactKind.BIRTH,)) if one.text == "not known"]
    assert (claim.detail, claim.born_from) == ({"precision": "unknown"}, None)


@pytest.mark.parametrize("kind", ["name", "birth", "language", "address", "relationship", "immigration", "living"])
def test_the_few_questions_of_a_kind_are_in_sight_and_the_rest_folded(northmoor, child, kind):
    page = read(browser(northmoor, "amara"), child, f"facts/add/?kind={kind}")
    own, _, hold_back = page.partition("<main")[2].partition("Hold this back from somebody")
    assert ("<details" in own.removesuffix(own[own.rfind("<details") :])) == (kind in {"name", "birth"})
    assert hold_back
    assert own.count("govuk-form-group") <= 24


def test_a_doubt_that_was_typed_is_not_folded_away(northmoor, child):
    answer = post(browser(northmoor, "amara"), child, kind="name", text="", status="supplied", name_kind="legal")
    assert '<details class="govuk-details" open>' in answer.content.decode()
