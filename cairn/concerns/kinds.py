"""Enumerations of a concern, with the values that other systems send (the API’s POST /concerns)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import Nature, happening


class Urgency(TextChoices):
    """How soon somebody must act."""

    DANGER_NOW = "danger_now", _("a child is in danger right now")
    TODAY = "today", _("somebody should act today")
    SOON = "soon", _("soon")


class ParentsTold(TextChoices):
    """Whether parents or carers know that this is being passed on."""

    YES = "yes", _("yes")
    NOT_YET = "not_yet", _("not yet")
    NOT_SAFE = "not_safe", _("it is not safe to tell them")


class Exploitation(TextChoices):
    """Types of exploitation; "other" and "not known" are always good answers (R-027, R-035)."""

    SEXUAL = "sexual", _("sexual exploitation")
    LABOUR = "labour", _("forced work")
    CRIMINAL = "criminal", _("made to commit crime")
    DOMESTIC_SERVITUDE = "domestic_servitude", _("work in a home")
    FORCED_MARRIAGE = "forced_marriage", _("forced marriage")
    BENEFIT_FRAUD = "benefit_fraud", _("used to get benefits")
    BEGGING = "begging", _("made to beg")
    ORGAN_REMOVAL = "organ_removal", _("organ removal")
    OTHER = "other", _("something else")
    UNKNOWN = "unknown", _("not known")


class CallOutcome(TextChoices):
    """How a telephone call ended."""

    SPOKE = "spoke", _("spoke")
    MESSAGE = "message", _("left a message")
    NO_ANSWER = "no_answer", _("nobody answered")


class CallBackOutcome(TextChoices):
    """How ringing back somebody who was not signed in ended."""

    VERIFIED = "verified", _("spoke, and it is who they said")
    NOT_REACHED = "not_reached", _("could not be reached")


CONCERN_RAISED = happening("concern.raised", _("raised a concern"))
URGENCY_RAISED = happening("concern.urgency_raised", _("said that it is more urgent"))
URGENCY_LOWERED = happening("concern.urgency_lowered", _("said that it is less urgent, with a reason"))
CALL_NOTED = happening("concern.call_noted", _("rang about a concern"))
CALLED_BACK = happening("concern.called_back", _("rang back the person who raised a concern"))
CONCERN_COPIED = happening("concern.copied", _("copied a concern for their own records"), Nature.LOOK)

REFUSALS = {
    "team_needed": _("Your agency has no team yet that an answer could be sent to. Its administrator must add one."),
    "child_needed": _("Say which child this is about. “I don’t know who” is fine."),
    "age_out_of_range": _("That age cannot be right: give one between 0 and %(most)s."),
    "urgency_is_that": _("That is how urgent it is already."),
    "not_raised_by_your_team": _("Only the team that raised this concern can do that."),
    "draft_sent_already": _("You have sent this already. What you changed since has not been sent."),
    "too_many_at_the_door": _("Too much has come from this connection. Ring instead: the numbers are on this page."),
    "not_such_a_sighting": _("That sighting is not among those on this page any more."),
    "call_back_done": _("Somebody has rung back already."),
}
