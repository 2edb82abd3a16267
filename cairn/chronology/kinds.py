"""Enumerations of the chronology."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import Nature, happening
from cairn.notices.kinds import news

# In an entry's detail: whoever told its team of it must not be named, though what they told travels.
SOURCE_PROTECTED = "source_protected"


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


class FileKind(TextChoices):
    """What a file is, by its content."""

    PDF = "pdf", _("PDF document")
    JPEG = "jpeg", _("photograph (JPEG)")
    PNG = "png", _("picture (PNG)")
    WEBP = "webp", _("picture (WebP)")
    TEXT = "text", _("text")
    EMAIL = "email", _("e-mail")
    DOCX = "docx", _("Word document")
    XLSX = "xlsx", _("Excel workbook")
    ODT = "odt", _("OpenDocument text")


class Finding(TextChoices):
    """What looking for harmful programs in a file came to."""

    CLEAN = "clean", _("checked, nothing harmful found")
    HARMFUL = "harmful", _("refused: something harmful was found in it")
    NOT_CHECKED = "not_checked", _("held back until it can be checked")


class NotChecked(TextChoices):
    """Why a file could not be checked."""

    NO_SCANNER = "no_scanner", _("no scanner is set up")
    NO_ANSWER = "no_answer", _("the scanner did not answer")
    REFUSED = "refused", _("the scanner would not look at it")


ATTACHED = happening("attachment.added", _("added a file to the story"))
ATTACHMENT_OPENED = happening("attachment.opened", _("opened a file"), Nature.LOOK)
ATTACHMENT_CHECKED = happening("attachment.checked", _("checked a file for harmful programs"))
FILE_REFUSED = news("file.refused", _("Something harmful was found in a file that your team added. It was removed."))
ATTACHMENT_REFUSED = happening("attachment.refused", _("tried to add a file in which something harmful was found"))
ENTRIES_SORTED = happening("entries.sorted", _("said which child the team’s entries are about"))
ENTRY_ADDED = happening("entry.added", _("added to the story"))
ENTRY_CORRECTED = happening("entry.corrected", _("corrected an earlier entry"))

FILE_REFUSALS = {
    "archive_too_much": _("This document unpacks to far more than is sensible, so it was not kept. Nothing was added."),
    "file_differs": _(
        "What is inside this file is not what its name says, or it is damaged. Save it again in the program that it "
        "comes from, and choose it anew. Nothing was added."
    ),
    "file_empty": _("This file is empty. Nothing was added."),
    "file_has_programs": _(
        "This document holds programs (macros). Save it without them, or as a PDF. Nothing was added."
    ),
    "file_heic": _("Photographs in HEIC cannot be taken. Save it as JPEG and choose that. Nothing was added."),
    "file_held_back": _(
        "This file is being held back until it can be checked for harmful programs. Nobody can open it."
    ),
    "file_infected": _(
        "Something harmful was found in this file, so it was not kept. Tell whoever looks after your computers."
    ),
    "file_locked": _("This document needs a password. Save it without one. Nothing was added."),
    "file_lost": _("This file cannot be read from where files are kept. Tell whoever runs Cairn."),
    "file_name_wrong": _(
        "That is not a file’s name alone: it holds a folder or signs that cannot be seen. Nothing was added."
    ),
    "file_not_taken": _("Files of this sort are not taken. These are: %(kinds)s. Nothing was added."),
    "file_not_stored": _(
        "The file could not be stored just now. Try again, or tell whoever runs Cairn. Nothing was added."
    ),
    "file_too_large": _("This file is too large: the limit is %(most)s MB. Nothing was added."),
    "file_was_harmful": _("Something harmful was found in this file. It has been removed, and nobody can open it."),
    "image_too_large": _("This picture is too large: the limit is %(most)s million dots. Nothing was added."),
    "image_unreadable": _(
        "This picture cannot be read. Open and save it again, then choose it anew. Nothing was added."
    ),
    "too_many_files": _("You have added %(most)s files in a day, which is the limit. Nothing was added."),
    "too_much_a_day": _("You have added as much as you may in a day: %(most)s MB. Nothing was added."),
    "too_much_of_child": _("There are as many files about this child as may be kept: %(most)s MB. Nothing was added."),
}
REFUSALS = {
    **FILE_REFUSALS,
    "words_needed": _("Write what happened, in your own words."),
    "words_too_long": _("That is too long: the limit is %(most)s characters."),
    "time_in_future": _("That time has not come yet."),
    "not_your_teams_entry": _("Only the team that wrote an entry can correct it. Add what you know beside it."),
    "corrected_already": _("This entry was corrected already. Correct the newer one."),
    "error_reason_needed": _("Say why it was recorded in error: others have read it."),
    "sort_every_one": _("Say of every line whose it is. Nothing was changed."),
    "time_out_of_order": _("The end is before the beginning."),
}
