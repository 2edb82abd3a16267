"""Deliberate failures: a stable code, parameters for the sentence, nothing else."""

import pytest

from cairn.core.errors import CairnError, Conflict, NotAllowed, NotFound, Refused
from cairn.ui import sentences


@pytest.mark.parametrize("kind", [CairnError, Refused, NotAllowed, NotFound, Conflict])
def test_every_kind_has_a_code_of_its_own_and_a_sentence(kind):
    error = kind()
    assert str(error) == error.code == kind.code
    assert sentences.sentence(error)


def test_codes_of_kinds_differ():
    assert len({kind.code for kind in (CairnError, Refused, NotAllowed, NotFound, Conflict)}) == 5


def test_parameters_are_kept_and_never_shown_by_the_exception_itself():
    error = Refused("no_such_area", slug="a street where somebody lives")
    assert error.params == {"slug": "a street where somebody lives"}
    assert str(error) == "no_such_area"
