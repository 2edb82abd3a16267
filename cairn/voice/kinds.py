"""The words of this floor that code tells apart, and the sentences for what it refuses."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import happening

SHEET_MADE = happening("sheet.made", _("made a sheet for the child of who knows what and why"))
CHILD_TOLD = happening("telling.told", _("wrote down that the child was told who knows what, and what the child said"))
CHILD_NOT_TOLD = happening("telling.not_yet", _("wrote down why the child was not told yet who knows what"))


class SheetLanguage(TextChoices):
    """The languages in which the sheet can be made; each text of it stands in the catalogue of each."""

    ENGLISH = "en", _("English")
    WELSH = "cy", _("Welsh")
    ARABIC = "ar", _("Arabic")
    ALBANIAN = "sq", _("Albanian")


# Translated by nobody who grew up with the language: said on every sheet, in the catalogue and to whoever makes it.
UNVERIFIED = frozenset({SheetLanguage.WELSH, SheetLanguage.ARABIC, SheetLanguage.ALBANIAN})


class Copy(TextChoices):
    """Which sheet it is: read together and kept by the worker, or one that the child takes away."""

    TOGETHER = "together", _("To read together; the worker keeps it")
    AWAY = "away", _("For the child to take away")


class HandOver(TextChoices):
    """Who puts a sheet into the child's hand. Only the first two may: nothing travels through the others."""

    WORKER = "worker", _("I do, when the child is alone with me")
    ADVOCATE = "advocate", _("The child’s guardian or advocate, when the child is alone with them")
    CARER = "carer", _("A parent, carer or other adult the child lives with")
    INTERPRETER = "interpreter", _("An interpreter")
    OTHER = "other", _("Somebody else, or by post, e-mail or message")


HANDS = frozenset({HandOver.WORKER, HandOver.ADVOCATE})


class TellingKind(TextChoices):
    """Whether the child was told, or why not yet."""

    TOLD = "told", _("told")
    NOT_YET = "not_yet", _("not told yet")


class Shown(TextChoices):
    """How the child was told."""

    SPOKEN = "spoken", _("We talked, without a sheet")
    TOGETHER = "together", _("We read the sheet together; I kept it")
    AWAY = "away", _("The child took the take-away copy")


class Interpreting(TextChoices):
    """Who put it into the child's language."""

    NONE = "none", _("Nobody: we share a language")
    INDEPENDENT = "independent", _("An interpreter with no tie to the child or the adults around")
    KNOWN = "known", _("Somebody the child knows, or who came along")


class View(TextChoices):
    """What the child says of what is written down."""

    AGREES = "agrees", _("The child says it is right")
    DISPUTES = "disputes", _("The child says that something is wrong")
    NOT_SAID = "not_said", _("The child did not say")


class NotYet(TextChoices):
    """Why a child was not told yet. Read by everybody who works with the child, so none of these gives away a reason
    that is held back."""

    UNSAFE = "unsafe", _("It is not safe at present")
    NOT_ALONE = "not_alone", _("Nobody could see the child alone")
    NO_INTERPRETER = "no_interpreter", _("There is no safe interpreter yet")
    NOT_WELL = "not_well", _("The child is not well enough at present")
    NOT_NOW = "not_now", _("The child does not want to hear it now")
    MISSING = "missing", _("Nobody knows where the child is")


REFUSALS: dict[str, Promise] = {
    "sheet_language_unknown": _("There is no sheet in that language. Read the English one together, interpreted."),
    "takeaway_not_safe": _(
        "Only what is safe to be found may be taken away. Read the sheet together, and keep it yourself."
    ),
    "takeaway_stands_unsafe": _(
        "Somebody who works with the child wrote that it is not safe to tell yet. Talk with them first; until then "
        "nothing is taken away."
    ),
    "takeaway_by_carer": _(
        "A sheet never goes through a carer or another adult the child lives with: nobody can know who reads it on "
        "the way. Hand it over yourself, or read it together."
    ),
    "takeaway_by_interpreter": _(
        "A sheet never goes through an interpreter. Hand it over yourself, or read it together."
    ),
    "takeaway_by_others": _(
        "A sheet goes from hand to hand, to the child alone. Hand it over yourself, or read it together."
    ),
    "takeaway_hand_needed": _("Say who puts it into the child’s hand."),
    "takeaway_empty": _("There is nobody whom a copy that the child takes away may name. Read the sheet together."),
    "told_words_needed": _("Write what you told the child."),
    "told_on_future": _("That day has not come yet."),
    "told_too_long": _("That is too long: the limit is %(most)s characters."),
    "told_language_needed": _("Say in what language you talked."),
    "told_present_needed": _("Say who else was there, by what they are to the child."),
    "interpreter_needed": _("Say who interpreted: a name or number, and who sent them."),
    "no_take_away_copy": _("Your team has made no copy for the child to take away. Make it first, or choose another."),
    "disputes_needed": _("Write what the child says is wrong."),
    "weighed_needed": _("Write how you weighed the child’s wish that somebody should not know, and what you answered."),
    "not_yet_why_needed": _("Say why, in a line. Everybody who works with the child reads it."),
    "review_on_wrong": _("Choose a day from tomorrow on, and at most %(most)s days ahead."),
    "works_with_needed": _("Only somebody whose team works with the child can tell the child this."),
}
