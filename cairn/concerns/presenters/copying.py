"""The copy that a sender keeps outside Cairn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cairn.children.kinds import FactKind, Scheme
from cairn.children.models import Claim
from cairn.children.presenters.words import fact_words
from cairn.concerns.kinds import Exploitation, ParentsTold, Urgency
from cairn.concerns.models import Concern
from cairn.concerns.queries import Told
from cairn.ui.formats import day_and_time


@dataclass(frozen=True, slots=True)
class Copied:
    """One line of the copy for one's own records."""

    label: str
    words: str


def copy_of(concern: Concern, told: Sequence[Told]) -> list[Copied]:
    """What the sender typed, with each label as on the page; parts left empty are left out."""
    found = [Copied(_("What was seen or heard"), told[0].words if told else ""), *_answers(concern)]
    for number, child in enumerate(told, start=1):
        before = _("Child %(number)d") % {"number": number} + ": " if len(told) > 1 else ""
        found += [Copied(before + _label(fact), _words(fact)) for fact in child.facts if _is_own(fact.kind)]
    return [each for each in found if each.words]


def _label(fact: Claim) -> str:
    scheme = fact.detail.get("scheme", "")
    label = str(Scheme(scheme).label if scheme in Scheme.values else FactKind(fact.kind).label)
    return label[:1].upper() + label[1:]


def _words(fact: Claim) -> str:
    return fact_words(fact.kind, fact.text)


def _is_own(kind: str) -> bool:
    # These were typed once for the whole concern and are shown once.
    return kind not in {FactKind.WISH, FactKind.MUST_NOT_KNOW}


def _answers(concern: Concern) -> Iterator[Copied]:
    yield Copied(_("How urgent"), str(Urgency(concern.urgency).label))
    yield Copied(_("Emergency log number"), concern.emergency_log_no)
    yield Copied(_("Where"), ", ".join(filter(None, [concern.where_text, concern.postcode])))
    yield Copied(_("Area"), concern.area.name if concern.area else "")
    yield Copied(_("Other children"), concern.other_children)
    yield Copied(_("Adults"), "\n".join(concern.adults))
    yield Copied(_("Vehicles"), "\n".join(concern.vehicles))
    yield Copied(_("What might be happening"), _exploitation(concern.exploitation_types))
    yield Copied(_("Must not find out"), "\n".join(concern.must_not_be_told))
    yield Copied(_("The child knows"), _yes_no(concern.child_knows))
    yield Copied(_("What the child wants"), concern.child_wants)
    yield Copied(_("Parents or carers told"), _parents(concern.parents_told))
    yield Copied(_("How to reach me"), concern.sender_contact)


def _yes_no(said: bool | None) -> str:
    return "" if said is None else (_("yes") if said else _("no"))


def _exploitation(types: Sequence[str]) -> str:
    return ", ".join(str(Exploitation(each).label) for each in types if each in Exploitation.values)


def _parents(told: str) -> str:
    return str(ParentsTold(told).label) if told else ""


def as_text(concern: Concern, copied: Sequence[Copied]) -> str:
    """The copy as a plain text file."""
    head = _("Concern %(reference)s, sent %(at)s") % {
        "reference": concern.reference,
        "at": day_and_time(concern.raised_at),
    }
    parts = [f"{each.label}\n{each.words}" for each in copied]
    return "\n\n".join([head, *parts]) + "\n"
