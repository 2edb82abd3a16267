"""What is known of the child, as the answer page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cairn.children.kinds import Basis, FactKind
from cairn.children.models import Claim
from cairn.children.presenters.words import fact_words
from cairn.chronology.kinds import HowKnown
from cairn.chronology.models import Entry
from cairn.concerns.kinds import Exploitation, ParentsTold
from cairn.concerns.models import Concern
from cairn.ui.parts import CardRow

_ABOVE = frozenset({FactKind.WISH, FactKind.MUST_NOT_KNOW})


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that somebody said, with how they are known and when they were written down."""

    words: str
    how: str | Promise
    at: datetime


def story(entry: Entry) -> Heard:
    """What happened, in the sender's words."""
    return Heard(entry.words, HowKnown(entry.how_known).label, entry.occurred_from or entry.known_at)


def wishes(claims: Sequence[Claim], concern: Concern) -> Iterator[Heard]:
    """The newest wish first: what the child wants now; last what was said of several children together."""
    for claim in reversed(claims):
        if claim.kind == FactKind.WISH:
            yield Heard(claim.text, Basis(claim.basis).label, claim.said_at or claim.recorded_at)
    wish = concern.child_wants.strip()
    if wish and not any(claim.told_together == concern.id for claim in claims if claim.kind == FactKind.WISH):
        yield Heard(wish, _("said of several children together"), concern.raised_at)


def must_not(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Who must not find out."""
    return tuple(dict.fromkeys(claim.text for claim in claims if claim.kind == FactKind.MUST_NOT_KNOW))


def facts(claims: Sequence[Claim]) -> Iterator[CardRow]:
    """What is said of the child, each with how it is known; what was said twice is shown once."""
    said: dict[tuple[str, str], str] = {}
    for claim in claims:
        if claim.kind not in _ABOVE:
            said.setdefault((claim.kind, claim.text), claim.basis)
    for kind in FactKind:
        for (its, text), basis in said.items():
            if its == kind:
                yield CardRow(label=_capital(str(kind.label)), value=f"{fact_words(kind, text)} ({Basis(basis).label})")


def circumstances(concern: Concern) -> Iterator[CardRow]:
    """What else the sender told; what they left out is left out."""
    told = {
        _("Where it was"): ", ".join(filter(None, [concern.where_text, concern.postcode])),
        _("What might be happening"): _exploitation(concern.exploitation_types),
        _("Other children there"): concern.other_children,
        _("Adults"): ", ".join(concern.adults),
        _("Vehicles"): ", ".join(concern.vehicles),
        _("The child knows of this"): _yes_no(concern.child_knows),
        _("Parents or carers told"): str(ParentsTold(concern.parents_told).label) if concern.parents_told else "",
        _("Emergency log number"): concern.emergency_log_no,
    }
    yield from (CardRow(label=label, value=words) for label, words in told.items() if words)
    if concern.source_protected:
        yield CardRow(label=_("Source"), value=_protected(concern), is_warning=True)


def _protected(concern: Concern) -> str:
    told = {"agency": concern.agency.name}
    return _("Source protected by %(agency)s. Nobody else may learn who said this: ask them, and say why") % told


def _yes_no(said: bool | None) -> str:
    return "" if said is None else (_("yes") if said else _("no"))


def _exploitation(types: Sequence[str]) -> str:
    return ", ".join(str(Exploitation(each).label) for each in types if each in Exploitation.values)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
