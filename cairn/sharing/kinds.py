"""The words of this floor that code tells apart, and the sentences for what it refuses."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import happening
from cairn.notices.kinds import news

WITHHELD = happening("sharing.withheld", _("held something back"))
WITHHOLDING_ANSWERED = happening("sharing.withholding_answered", _("answered whether something is rightly held back"))
WITHHOLDING_EXTENDED = happening("sharing.withholding_extended", _("decided to hold something back for longer"))
WITHHOLDING_ENDED = happening("sharing.withholding_ended", _("shared what was held back"))
KNOWS_ANSWERED = happening("sharing.knows_answered", _("said whether they know the child or the family"))
KEPT_FROM = happening("sharing.kept_from", _("kept a child from somebody"))
KEPT_FROM_ENDED = happening("sharing.kept_from_ended", _("stopped keeping a child from somebody"))

COUNTERSIGN = news("sharing.countersign", _("Somebody asks you to agree that something is held back."))
NOW_SHARED = news("sharing.now_shared", _("Something that was held back from you is shared now."))
LEANS_ON_WITHHELD = news("sharing.leans_on_withheld", _("Something you wrote leans on what is now held back."))
KNOWS_THE_CHILD = news(
    "sharing.knows_the_child", _("Somebody who may know a child in person was kept from the record.")
)


class ItemKind(TextChoices):
    """What can be held back."""

    ENTRY = "entry", _("an entry in the story")
    FACT = "claim", _("something said about the child")
    ATTACHMENT = "attachment", _("a file")
    PART = "part", _("everything your agency holds about this child")


class Mode(TextChoices):
    """Whether those it is kept from may know that something is held back."""

    DECLARED = "declared", _("They see that something is held, by whom and until when")
    SILENT = "silent", _("They see no trace of it")


class Reason(TextChoices):
    """Why something is held back. The silent ones are those of which a trace would itself do harm."""

    SAFETY = "safety", _("Somebody could come to harm if they knew")
    CHILD_ASKED = "child_asked", _("The child asked us not to tell them, and it is safe not to")
    LEGAL = "legal", _("The law or a court forbids it")
    CONFIDENTIAL = "confidential", _("It was told in confidence, and sharing it is not needed to protect the child")
    STAFF_ALLEGATION = "staff_allegation", _("It concerns somebody who works with children")
    LIVE_OPERATION = "live_operation", _("It would endanger a live operation")
    PROTECTED_SOURCE = "protected_source", _("It would give away a protected source")
    UNDER_SUSPICION = "under_suspicion", _("It concerns a person or agency under suspicion")


SILENT_REASONS = frozenset(
    {Reason.STAFF_ALLEGATION, Reason.LIVE_OPERATION, Reason.PROTECTED_SOURCE, Reason.UNDER_SUSPICION}
)


class State(TextChoices):
    """Where a withholding stands. It works from its first second, whether or not anybody has countersigned it."""

    WAITING = "waiting", _("Waits for a second person")
    AGREED = "agreed", _("A second person agreed")
    NOT_AGREED = "not_agreed", _("A second person did not agree: shared")
    LIFTED = "lifted", _("Lifted: shared")
    LAPSED = "lapsed", _("Nobody looked at it again in time: shared")


STANDING = (State.WAITING, State.AGREED)
ENDED = (State.NOT_AGREED, State.LIFTED, State.LAPSED)


class BlockSource(TextChoices):
    """Who said that a person or a team must not see a child."""

    SELF = "self", _("They said that they know the child, the family or somebody named")
    AUTOMATIC = "automatic", _("Their own name or details are in the record")
    LEAD = "lead", _("The lead keeps the child from them")


REFUSALS: dict[str, Promise] = {
    "withhold_reason_needed": _("Say why this must be held back. Without a reason it is shared."),
    "withhold_ground_needed": _("Say on what ground in law this is held back."),
    "withhold_until_past": _("“Held back until” must be a day still to come."),
    "withhold_until_too_far": _("Nothing is held back longer than %(most)s days without looking at it again."),
    "withhold_from_oneself": _("You cannot hold something back from your own agency."),
    "withhold_from_everybody": _(
        "Held back from everybody, nobody could protect the child. Leave out at least one agency."
    ),
    "withhold_from_asked": _("One of these agencies was asked to act on this, so it must be able to read it."),
    "withhold_from_nobody": _("Say from which agencies it is held back."),
    "withhold_no_such_agency": _("One of these agencies is not part of the partnership."),
    "withhold_not_yours": _("Only the agency that wrote something can hold it back."),
    "withheld_already": _("This is held back already. Change or end that first."),
    "withhold_not_silent": _(
        "Without a trace goes only an allegation against staff, a live operation, a protected source or a suspicion."
    ),
    "withhold_second_needed": _("Name a second person who agrees. It cannot be you, nor anybody it is held back from."),
    "withholding_ended_already": _("This is not held back any more. Nothing was changed."),
    "not_your_countersignature": _("Another person was asked to agree to this."),
    "withhold_not_alone": _("Somebody else than the person who held it back must agree."),
    "withhold_why_needed": _("Say why."),
    "answer_first": _("Before you open this child for the first time, say whether you know the child or the family."),
    "knows_needed": _("Answer yes or no."),
    "no_such_person": _("Nobody in the partnership has this e-mail address."),
    "kept_from_whom_needed": _("Name the person or the team."),
    "kept_from_already": _("The child is kept from them already."),
    "kept_from_lead": _("The team that leads, or is responsible, cannot be shut out. Hand over first."),
    "kept_from_own": _("You cannot keep a child from your own team."),
}
