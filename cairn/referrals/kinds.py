"""Enumerations of referrals and their answers."""

from django.db.models import TextChoices
from django.utils.functional import Promise
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


class Sought(TextChoices):
    """From whom a deciding team wants what is still missing."""

    ANY = "any", _("anybody who can say it, of any agency")
    STATUTORY = "statutory", _("a statutory officer alone")


class Parity(TextChoices):
    """Why a decision is marked: somebody's place of work seems to have weighed, not what was seen (R-055)."""

    AWAITED = "awaited", _("When this was decided, a statutory officer’s confirmation was still asked for.")
    REPEATED = (
        "repeated",
        _("This was decided after a statutory officer had repeated what a voluntary agency had said before."),
    )


REFERRAL_DELIVERED = happening("referral.delivered", _("was asked to decide"))
REFERRAL_CALLED_AGAIN = happening("referral.called_again", _("was called again: somebody said danger once more"))
REFERRAL_READ = happening("referral.read", _("read what was sent"))
REFERRAL_ACKNOWLEDGED = happening("referral.acknowledged", _("said “I have it”"))
REFERRAL_ANSWERED = happening("referral.answered", _("decided, with reasons"))
REFERRAL_LOOKED_AGAIN = happening("referral.looked_again", _("looked again at a concern that was noted"))
CORROBORATION_ASKED = happening("referral.corroboration_asked", _("wrote down what is missing for a decision"))
CORROBORATION_MET = happening("referral.corroboration_met", _("said that what was missing has come"))

REFERRAL_ARRIVED = news("referral.arrived", _("A concern was sent to your team to decide"))
ACKNOWLEDGED_NEWS = news("referral.acknowledged", _("Somebody said “I have it” about a concern you raised"))
ANSWER_NEWS = news("referral.answered", _("Your concern was answered"))
CORROBORATION_NEWS = news("referral.corroboration_asked", _("Whoever decides on your concern looks for more"))

REFUSALS = {
    "not_sent_to_you": _("Only the team that was asked can answer this."),
    "answer_there": _("Your team was asked to decide about this child on another page. Answer there, once."),
    "nothing_to_look_at_again": _("Nobody waits for another look here, or somebody has looked already."),
    "not_an_answer_here": _("That is not one of the answers this nation’s law knows."),
    "reasons_needed": _("Give your reasons: the sender and the circle read them."),
    "feedback_needed": _("Write to the person who raised it: they are waiting to hear."),
    "review_in_past": _("The date to look again must be in the future."),
    "missing_not_said": _("Write what is missing: words that somebody else can look for."),
    "why_statutory_needed": _("Say why it must be a statutory officer who says it."),
    "looked_for_already": _("Your team has written this down already."),
    "decided_before": _("This was decided already. Nothing is awaited any more."),
    "met_words_needed": _("Write what was said or found, and who said it."),
    "met_already": _("Somebody has already written down that this has come."),
    "answered_already": _("Somebody has answered this already, or it changed while you were writing."),
}

# Wales says the same in its own words (Social Services and Well-being (Wales) Act 2014; recalled, to be verified).
ANSWER_WORDS_WALES = {
    Answer.STRATEGY_DISCUSSION: _("strategy discussion or section 47 enquiries"),
    Answer.CHILD_IN_NEED_ASSESSMENT: _("assessment of care and support needs"),
}

WALES = "wales"


def answer_label(answer: Answer, nation: str) -> str | Promise:
    """What an outcome is called in a nation's own words."""
    return ANSWER_WORDS_WALES.get(answer, answer.label) if nation == WALES else answer.label


# In our own words, to be read beside the partnership's threshold document; recalled, not verified against the law.
_THRESHOLD_EVERYWHERE = (
    _("Is the child in danger today? Then somebody protects the child first and decides the rest afterwards."),
    _(
        "Is there reasonable cause to suspect that the child is suffering, or likely to suffer, significant harm? "
        "Then a strategy discussion, and enquiries under section 47."
    ),
)
_THRESHOLD_ALWAYS = _(
    "Exploitation is harm, whoever does it. Going back to those who exploit, taking gifts, or saying that all is well "
    "lowers no threshold."
)
_THRESHOLD_ENGLAND = _(
    "Would the child’s health or development suffer without services? Then an assessment under section 17. If not, "
    "family or early help may still fit."
)
_THRESHOLD_WALES = _(
    "May the child need care and support, in addition to or instead of what the family gives? Then an assessment of "
    "care and support needs."
)


def threshold_text(nation: str) -> tuple[str | Promise, ...]:
    """The steps of the threshold, most protective first: local guidance, never a reason to wait."""
    own = _THRESHOLD_WALES if nation == WALES else _THRESHOLD_ENGLAND
    return (*_THRESHOLD_EVERYWHERE, own, _THRESHOLD_ALWAYS)
