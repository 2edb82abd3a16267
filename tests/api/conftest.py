"""The callers of these tests."""

import pytest

from cairn.concerns.models import ConcernSubject
from tests.api import calls
from tests.builders import nobody_knows


@pytest.fixture
def charity(northmoor):
    """Safer Streets' own system: it raises concerns and is a contributor of those children."""
    return calls.system(northmoor, "safer-streets")


@pytest.fixture
def stranger(northmoor):
    """A system in another area that has nothing to do with these children."""
    return calls.system(northmoor, "westmoor-health")


@pytest.fixture
def raised(charity):
    """A concern that the charity's system has raised, as it was answered."""
    answer = charity.post("/concerns", calls.CONCERN)
    assert answer.status_code == 201, answer.content
    nobody_knows(ConcernSubject.objects.filter(concern__reference=answer.json()["reference"]))
    return answer.json()
