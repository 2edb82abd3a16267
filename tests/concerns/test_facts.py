"""What a concern says of a child, and what it does not."""

import pytest

from cairn.children.kinds import FactKind
from cairn.concerns.rules import ChildSaid
from cairn.concerns.verbs.facts import facts_of
from cairn.core.clock import today
from tests.builders import said


def kinds(children: int) -> set[str]:
    concern = said(where_text="Market Street", child_wants="To go home.", children=(ChildSaid(),) * children)
    return {str(fact.kind) for fact in facts_of(concern, ChildSaid(), seen_on=today())}


def test_where_it_happened_is_not_where_the_child_is_now():
    assert FactKind.WHEREABOUTS not in kinds(1)


@pytest.mark.parametrize(("children", "expected"), [(1, True), (2, False), (5, False)])
def test_a_wish_is_a_childs_own_only_where_there_is_one_child(children, expected):
    assert (FactKind.WISH in kinds(children)) is expected
