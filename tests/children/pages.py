"""A child with a page, and ways of looking at it, as tests of a child's pages need them."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.access.binding import acting_as
from cairn.children import verbs
from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Child, Claim
from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.models import Entry
from cairn.chronology.verbs import Said, add_entry
from cairn.matching.births import parse_birth_bounds
from tests.builders import Northmoor, child_of, raised
from tests.partnership.people import sign_in

NAME = "Nguyen Van Tang"


def browser(northmoor: Northmoor, name: str) -> Client:
    """The browser of one of the cast, signed in."""
    return sign_in(Client(), northmoor.practitioner(name))


def a_child(northmoor: Northmoor, **more) -> Child:
    """A child whom Efa, of a charity, raised a concern about; Amara's team was asked to decide and leads."""
    return child_of(raised(northmoor.actor("efa"), **more), northmoor.actor("amara"))


def read(client: Client, child: Child, section: str = "", status: int = 200) -> str:
    """The words of one page of a child."""
    answer = client.get(f"/children/{child.reference}/{section}")
    assert answer.status_code == status, (section, answer.status_code)
    return answer.content.decode()


def title(page: str) -> str:
    return page.partition("<title>")[2].partition("</title>")[0]


def says(  # noqa: PLR0917 (who, of whom, what, how known)
    northmoor: Northmoor,
    name: str,
    child: Child,
    what: FactKind,
    text: str,
    basis=Basis.PROFESSIONAL_ESTIMATE,
    **detail,
) -> Claim:
    """Somebody adds what they know."""
    by = northmoor.actor(name)
    with acting_as(by):
        record = verbs.own_record(child=child, by=by)
        return verbs.add_fact(record=record, fact=verbs.Fact(what, text, basis, detail), by=by)


def says_age(northmoor, name: str, child: Child, text: str, basis=Basis.PROFESSIONAL_ESTIMATE, **detail) -> Claim:
    """Somebody adds a view of the age."""
    from cairn.core.clock import today

    by, found = northmoor.actor(name), parse_birth_bounds(text, seen_on=today())
    fact = verbs.Fact(FactKind.BIRTH, text, basis, detail, born_from=found.earliest, born_to=found.latest)
    with acting_as(by):
        return verbs.add_fact(record=verbs.own_record(child=child, by=by), fact=fact, by=by)


def writes(  # noqa: PLR0917 (who, of whom, what, how known)
    northmoor: Northmoor, name: str, child: Child, words: str, kind=EntryKind.OTHER, how=HowKnown.SEEN, **more
) -> Entry:
    """Somebody adds to the story."""
    by = northmoor.actor(name)
    with acting_as(by):
        record = verbs.own_record(child=child, by=by)
        return add_entry(record=record, said=Said(kind, words, how, **more), by=by)


def statements(client: Client, address: str) -> tuple[int, list[str]]:
    """The status of a page, and the statements it took without savepoints, which are one transaction in production."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    kept = [one["sql"] for one in seen.captured_queries if "SAVEPOINT" not in one["sql"]]
    return answer.status_code, kept


def shape(sql: str) -> str:
    """A statement without its values."""
    return re.sub(r"'[^']*'|\d+", "", sql)
