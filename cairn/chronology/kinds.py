"""Enumerations of the chronology."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import happening


class EntryKind(TextChoices):
    """What sort of thing happened."""

    CONCERN = "concern", _("concern")
    SEEN = "seen", _("child seen")
    CALL = "call", _("telephone call")
    CONTACT = "contact", _("contact")
    MEETING = "meeting", _("meeting")
    MISSING = "missing", _("missing")
    MOVE = "move", _("move")
    SCHOOL = "school", _("school")
    HEALTH = "health", _("health")
    POLICE = "police", _("police")
    SERVICE = "service", _("service or support")
    DECISION = "decision", _("decision")
    OTHER = "other", _("other")


class HowKnown(TextChoices):
    """How whoever says so knows it (R-001)."""

    SEEN = "seen", _("seen")
    CHILD_SAYS = "child_says", _("the child told us")
    OTHER_PERSON_SAYS = "other_person_says", _("another person told us")
    DOCUMENT = "document", _("a document shows")
    PROFESSIONAL_ESTIMATE = "professional_estimate", _("professional judgement")
    SYSTEM = "system", _("from an agency’s system")


class Exactness(TextChoices):
    """How exactly it is known when something happened."""

    EXACT = "exact", _("exact")
    ABOUT = "about", _("about")
    UNKNOWN = "unknown", _("not known when")


class Whose(TextChoices):
    """Whose an entry is that was written while two children were held to be one."""

    STAYS = "stays", _("About this child: it stays")
    MOVES = "moves", _("About the other child: it moves")
    BOTH = "both", _("About both")


ENTRIES_SORTED = happening("entries.sorted", _("said which child the team’s entries are about"))
ENTRY_ADDED = happening("entry.added", _("added to the story"))
ENTRY_CORRECTED = happening("entry.corrected", _("corrected an earlier entry"))

REFUSALS = {
    "words_needed": _("Write what happened, in your own words."),
    "words_too_long": _("That is too long: the limit is %(most)s characters."),
    "time_in_future": _("That time has not come yet."),
    "not_your_teams_entry": _("Only the team that wrote an entry can correct it. Add what you know beside it."),
    "corrected_already": _("This entry was corrected already. Correct the newer one."),
    "error_reason_needed": _("Say why it was recorded in error: others have read it."),
    "sort_every_one": _("Say of every line whose it is. Nothing was changed."),
    "time_out_of_order": _("The end is before the beginning."),
}
