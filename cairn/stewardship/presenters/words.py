"""Words that several pages of the desk use."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language

from cairn.duties.kinds import CERTAINTY_LABELS, Certainty
from cairn.partnership.kinds import Nation
from cairn.partnership.models import Membership
from cairn.stewardship.kinds import OTHER_THING, THINGS


def in_language(label: Mapping[str, str]) -> str:
    """A label of a policy file in the language of the page, or in English."""
    return label.get((get_language() or "en").split("-")[0], label["en"])


def certainty_words(certainty: Certainty) -> Promise:
    """How sure somebody is of a rule's source."""
    return CERTAINTY_LABELS[certainty]


def who(member: Membership | None) -> str:
    """A lead by name; empty for nobody."""
    return member.practitioner.name if member else ""


def thing_name(label: str) -> str:
    """What people call a kind of row, by its model."""
    return str(THINGS.get(label, OTHER_THING))


def nation_name(nation: str) -> str:
    """A nation as it is written."""
    return str(Nation(nation).label)
