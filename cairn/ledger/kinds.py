"""What can happen: every code that the ledger may hold, each with the words that follow a name ("Amara opened …")."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Nature(StrEnum):
    """What sort of thing happened. Looking is kept apart from changing because people ask about it apart (R-063)."""

    LOOK = "look"
    CHANGE = "change"
    REFUSAL = "refusal"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Happening:
    """One registered kind of event."""

    code: str
    sentence: Promise
    nature: Nature


_HAPPENINGS: dict[str, Happening] = {}


def happening(code: str, sentence: Promise, nature: Nature = Nature.CHANGE) -> str:
    """Register a code such as "concern.raised", once, at module level; returns the code to keep as a constant.

    `sentence` follows a person's name: "raised a concern". Raises LookupError for a code that is taken.
    """
    if code in _HAPPENINGS:
        raise LookupError(f"two happenings with the code {code}")
    _HAPPENINGS[code] = Happening(code, sentence, nature)
    return code


def known(code: str) -> Happening:
    """The registered happening of a code. Raises LookupError for one nobody registered."""
    return _HAPPENINGS[code]


def sentence_of(code: str) -> Promise | str:
    """The words for a code; the code itself when an older version wrote it and nobody registers it any more."""
    found = _HAPPENINGS.get(code)
    return found.sentence if found else code


def nature_of(code: str) -> Nature:
    """The nature of a code; a retired one counts as a change, because looks are never retired."""
    found = _HAPPENINGS.get(code)
    return found.nature if found else Nature.CHANGE


def codes(nature: Nature) -> frozenset[str]:
    """Every registered code of one nature."""
    return frozenset(code for code, one in _HAPPENINGS.items() if one.nature is nature)


OPENED = happening("opened", _("opened the record"), Nature.LOOK)
LISTED = happening("listed", _("saw the child in a list"), Nature.LOOK)
MATCHED = happening("matched", _("compared details with children known here"), Nature.LOOK)
# Written by whoever looks into somebody's looking: nobody else reads of it, whoever else may read the trail.
INVESTIGATED = happening("investigated", _("looked into who has looked"), Nature.LOOK)
DENIED = happening("denied", _("was not allowed"), Nature.REFUSAL)
NOT_FOUND_OR_HIDDEN = happening("not_found_or_hidden", _("asked for something they do not see"), Nature.REFUSAL)
SIGNED_IN = happening("signed_in", _("signed in"), Nature.PASSAGE)
SIGNED_OUT = happening("signed_out", _("signed out"), Nature.PASSAGE)
SIGN_IN_FAILED = happening("sign_in_failed", _("tried to sign in and failed"), Nature.PASSAGE)


class Break(StrEnum):
    """How a ledger can be found broken."""

    SEAL_MISSING = "seal_missing"
    SEAL_UNCHAINED = "seal_unchained"
    COUNT_DIFFERS = "count_differs"
    CONTENT_DIFFERS = "content_differs"
    EVENT_BACKDATED = "event_backdated"
    SEAL_UNKNOWN = "seal_unknown"
    WITNESS_DIFFERS = "witness_differs"
    SEALS_CUT_OFF = "seals_cut_off"
    WITNESS_UNREADABLE = "witness_unreadable"


BREAKS: dict[Break, Promise] = {
    Break.SEAL_MISSING: _("Seal %(seal)s is missing."),
    Break.SEAL_UNCHAINED: _("Seal %(seal)s does not follow from the seal before it."),
    Break.COUNT_DIFFERS: _("Seal %(seal)s was put on %(expected)s events; there are %(found)s now."),
    Break.CONTENT_DIFFERS: _("The events under seal %(seal)s, or the seal itself, were changed after sealing."),
    Break.EVENT_BACKDATED: _("Event %(event)s bears a time long before it can have been written."),
    Break.SEAL_UNKNOWN: _("Event %(event)s bears seal %(seal)s, which does not exist."),
    Break.WITNESS_DIFFERS: _("Seal %(seal)s differs from the copy kept outside the database."),
    Break.SEALS_CUT_OFF: _("The copy outside knows seals up to %(expected)s; the database ends at %(found)s."),
    Break.WITNESS_UNREADABLE: _("Line %(line)s of the copy kept outside the database cannot be read."),
}
