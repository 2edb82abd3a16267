"""Enumerations of referrals and their answers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import happening
from cairn.notices.kinds import news


class Purpose(TextChoices):
    """What the receiving team is asked for."""

    CHILD_PROTECTION = "child_protection", _("decide what this child needs")
    DANGER = "danger", _("act now: a child is in danger")


class Answer(TextChoices):
    """The outcomes of England and, in their own words, of Wales. Which are offered depends on the nation."""

    IMMEDIATE_PROTECTION = "immediate_protection", _("immediate protection")
    STRATEGY_DISCUSSION = "strategy_discussion", _("strategy discussion or section 47 enquiry")
    CHILD_IN_NEED_ASSESSMENT = "child_in_need_assessment", _("section 17 assessment")
    EARLY_HELP = "early_help", _("family or early help")
    OTHER_SERVICE = "other_service", _("another service")
    NO_FURTHER_ACTION = "no_further_action", _("no further action")


REFERRAL_DELIVERED = happening("referral.delivered", _("was asked to decide"))
REFERRAL_READ = happening("referral.read", _("read what was sent"))
REFERRAL_ACKNOWLEDGED = happening("referral.acknowledged", _("said “I have it”"))
REFERRAL_ANSWERED = happening("referral.answered", _("decided, with reasons"))
FEEDBACK_READ = happening("feedback.read", _("read the answer"))

REFERRAL_ARRIVED = news("referral.arrived", _("A concern was sent to your team to decide"))
ACKNOWLEDGED_NEWS = news("referral.acknowledged", _("Somebody said “I have it” about a concern you raised"))
ANSWER_NEWS = news("referral.answered", _("Your concern was answered"))

REFUSALS = {
    "not_sent_to_you": _("Only the team that was asked can answer this."),
    "not_an_answer_here": _("That is not one of the answers this nation’s law knows."),
    "reasons_needed": _("Give your reasons: the sender and the circle read them."),
    "feedback_needed": _("Write to the person who raised it: they are waiting to hear."),
    "review_in_past": _("The date to look again must be in the future."),
    "answered_already": _("Somebody has answered this already, or it changed while you were writing."),
}

# Wales says the same in its own words (Social Services and Well-being (Wales) Act 2014; recalled, to be verified).
ANSWER_WORDS_WALES = {
    Answer.STRATEGY_DISCUSSION: _("strategy discussion or section 47 enquiries"),
    Answer.CHILD_IN_NEED_ASSESSMENT: _("assessment of care and support needs"),
}
