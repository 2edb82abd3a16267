"""Words of what is owed: units, certainty, whom to tell, and the states a duty is shown in."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import happening
from cairn.notices.kinds import news


class Unit(StrEnum):
    """What a clock counts. Days and months end at 23:59:59 local time; hours and minutes are elapsed time."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    HOUR = "hour"
    MINUTE = "minute"


class Certainty(StrEnum):
    """How sure we are that the length is what the source says. Always shown beside the clock."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    LOCAL = "local"


class Follows(StrEnum):
    """Whether a duty moves with the responsibility for the child or stays with the agency that owes it."""

    HOLDER = "holder"
    AGENCY = "agency"


class When(StrEnum):
    """Which side of the due moment a step of a ladder stands on."""

    BEFORE = "before"
    AFTER = "after"


class Tell(StrEnum):
    """Whom a step of a ladder tells."""

    OWNER = "owner"
    TEAM = "team"
    MANAGER = "manager"
    SENIOR = "senior"
    OWED = "owed"
    HUB = "hub"
    DATA_PROTECTION = "data_protection"


class DutyState(StrEnum):
    """How a duty stands at a moment."""

    DUE = "due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"


CERTAINTY_LABELS = {
    Certainty.VERIFIED: _("Checked against the source"),
    Certainty.SECONDARY: _("From a secondary source"),
    Certainty.UNVERIFIED: _("Not yet checked against the source"),
    Certainty.LOCAL: _("Set locally"),
}

# The sentence for each code that a rule of clocks refuses with; the names in brackets are the refusal's parameters.
REFUSALS = {
    "unknown_policy": _("There is no clock policy called “%(policy)s”; there are %(known)s."),
    "unknown_nation": _("There is no nation called “%(nation)s”; there are %(known)s."),
    "no_policy_for_nation": _("No length of “%(policy)s” is known for %(nation)s, so none is assumed."),
    "no_policy_in_force": _(
        "No version of “%(policy)s” for %(nation)s was in force on that day; the first began on %(first)s."
    ),
    "time_not_understood": _("“%(text)s” is not a time in ISO 8601, such as 2026-11-20T16:30:00+00:00."),
    "time_without_offset": _(
        "The time has no offset, so it could be two moments: add one, such as +00:00, +01:00 or Z."
    ),
    "time_out_of_range": _("Bank holidays are only known from %(first)s to %(last)s."),
    "duty_taken_already": _("Somebody else has taken this, or it has been done. Look again before you do it twice."),
    "draft_changed_elsewhere": _("This draft was changed in another window. Both versions are kept: choose one."),
    "draft_finished": _("This draft was sent or put away already. What you have just written is still on this page."),
    "draft_too_long": _("A draft can hold %(limit)s characters. What you have just written is still on this page."),
    "draft_not_understood": _("The draft could not be read, so the version saved before it stays."),
    "draft_kind_unknown": _("A draft can be one of: %(known)s."),
    "revision_needed": _("Say which version of the draft was changed."),
}


class DutyKind(TextChoices):
    """What is owed."""

    ANSWER = "answer", _("decide what the child needs")
    ACKNOWLEDGE = "acknowledge", _("say “I have it”")
    LINK = "link", _("decide which child it is")
    CONFIRM_LINK = "confirm_link", _("confirm that it is the same child")
    ANSWER_REQUEST = "answer_request", _("answer a team that asks to work with the child")
    CALL_BACK = "call_back", _("ring back the person who raised a concern")
    TAKE_LEAD = "take_lead", _("name who leads")
    SORT_CITATIONS = "sort_citations", _("say which child an entry belongs to")
    REVIEW_LOOKS = "review_looks", _("review who looked while two records were joined")
    REVIEW_AGE = "review_age", _("look at the differing ages")
    SEE_ALONE = "see_alone", _("see the child alone")
    REVIEW_NOTED = "review_noted", _("look again at a concern that was noted")
    READ_ANSWER = "read_answer", _("read the answer to your concern")
    AGREE_WITHHOLDING = "agree_withholding", _("say whether something is rightly held back")
    REVIEW_WITHHOLDING = "review_withholding", _("look again at what is held back")
    HELD_REQUEST = "held_request", _("answer somebody who asks what is held")
    BREACH = "breach", _("decide whether the regulator must be told of a breach")
    ANSWER_ASK = "answer_ask", _("answer another agency’s question")
    REVIEW_REFUSAL = "review_refusal", _("look at a refusal to answer a question")
    TELL_CHILD = "tell_child", _("tell the child who knows what, or say why not yet")
    REVIEW_APART = "review_apart", _("say whether something is rightly kept without a trace")
    ANSWER_ENFORCEMENT = "answer_enforcement", _("say whether anything is given to immigration enforcement")
    REVIEW_GLASS = "review_glass", _("say whether a record was rightly opened because somebody was in danger")
    SHARE_WORK = "share_work", _("answer “Can one of you do this?”")


_ROOMS: dict[str, str] = {}


# How the policies end by whose clocks something is owed about what is held back without a trace.
SILENT = "_silent"


def room(kind: DutyKind, url_name: str) -> None:
    """Register the page on which this kind of duty is done, by the name of an address that takes the id of what it is
    about. Only where that is another page than the thing's own.
    """
    if _ROOMS.setdefault(kind.value, url_name) != url_name:
        raise LookupError(f"two pages for the duty {kind.value}")


def room_of(kind: str) -> str:
    """The name of that address; empty where a duty is done on the page of what it is about."""
    return _ROOMS.get(kind, "")


class DraftKind(TextChoices):
    """What somebody has begun to write."""

    CONCERN = "concern", _("concern")
    ENTRY = "entry", _("addition to the story")
    ANSWER = "answer", _("answer")


DUTY_TAKEN = happening("duty.taken", _("took a duty"))
DUTY_CLOSED = happening("duty.closed", _("did what was owed"))
DUTY_HANDED_ON = happening("duty.handed_on", _("handed on what was owed"))
DUTY_ESCALATED = happening("duty.escalated", _("told people about an answer that is owed"))

AGREEMENT_REMINDED = happening("agreement.reminded", _("told people that an agreement to share nears its end"))

REMINDER = news("duty.reminder", _("Something your team owes is due soon."))
LATE = news("duty.late", _("Something your team owes is late."))
LATE_FOR_HUB = news("duty.late_for_hub", _("An answer is late somewhere in the partnership."))
LATE_FOR_AGENCY = news("duty.late_for_agency", _("A team of your agency is late with an answer. Ring the team."))
LATE_FOR_ASKER = news("duty.late_for_asker", _("An answer you are waiting for is late. See who has it."))
RING = news("duty.ring", _("Nobody has said “I have it” about a child who may be in danger. Ring now."))
AGREEMENT_ENDS = news("agreement.ends", _("Your agency’s agreement to share must be renewed. See until when it holds."))
AGREEMENT_ENDS_SOMEWHERE = news(
    "agreement.ends_somewhere", _("An agency’s agreement to share must be renewed. See until when it holds.")
)
