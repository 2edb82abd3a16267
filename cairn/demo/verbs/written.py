"""What a step of a story says, as the verbs take it."""

from cairn.chronology.kinds import EntryKind, HowKnown
from cairn.chronology.verbs import Said
from cairn.demo.rules import Step

_KINDS = {
    "sighting": EntryKind.SEEN,
    "visit": EntryKind.SEEN,
    "voice": EntryKind.CONTACT,
    "event": EntryKind.OTHER,
    "noted": EntryKind.OTHER,
}


def entry_said(step: Step) -> Said:
    """What happened, for a step that adds it to a child's story."""
    written = step.written
    return Said(
        kind=EntryKind(_KINDS.get(written["kind"], written["kind"])),
        words=written["words"],
        how_known=HowKnown(written["basis"]),
        occurred_from=written["occurred"],
    )
