"""Words of what immigration enforcement asks about a child, and of what comes of it (R-060)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.children.kinds import Capacity
from cairn.ledger.kinds import happening
from cairn.notices.kinds import news

# Who speaks for a child among those around it: guardians, advocates, legal advisers.
REPRESENTS = (Capacity.GUARDIAN, Capacity.LEGAL)


class EnforcementState(TextChoices):
    """Where a request of immigration enforcement stands, for those around the child. Those who asked never read it."""

    OPEN = "open", _("waits for the team that leads")
    SECOND = "second", _("the team that leads would give something; a second person looks at that")
    GIVEN = "given", _("something was given")
    NOT_GIVEN = "not_given", _("nothing was given")
    OFF = "off", _("nothing was given: in this nation it may not be asked for")


SETTLED = (EnforcementState.GIVEN, EnforcementState.NOT_GIVEN, EnforcementState.OFF)


class EnforcementWord(TextChoices):
    """What somebody says to such a request: the team that leads, and for the last two a second person."""

    WOULD_GIVE = "would_give", _("We would give this")
    NOT_GIVEN = "not_given", _("We give nothing")
    AGREED = "agreed", _("A second person agreed: given")
    NOT_AGREED = "not_agreed", _("A second person did not agree: nothing is given")


ENFORCEMENT_ASKED = happening("enforcement.asked", _("asked about a child for immigration enforcement"))
ENFORCEMENT_PASSED = happening("enforcement.passed_on", _("passed on what immigration enforcement asks"))
ENFORCEMENT_ANSWERED = happening("enforcement.answered", _("answered what immigration enforcement asks"))
ENFORCEMENT_LOOKED_AT = happening(
    "enforcement.second", _("said as a second person whether something goes to immigration enforcement")
)

ENFORCEMENT_ASKS = news(
    "enforcement.asked",
    _("Immigration enforcement asks about a child you work with. Nothing was shown. Read what they ask, now."),
)
ENFORCEMENT_SECOND = news(
    "enforcement.second", _("Something would go to immigration enforcement. A second person must look first.")
)
ENFORCEMENT_SETTLED = news(
    "enforcement.settled", _("What immigration enforcement asked about a child has been answered.")
)
ENFORCEMENT_GIVEN = news("enforcement.given", _("There is an answer to what you asked for immigration enforcement."))

ENFORCEMENT_REFUSALS = {
    "enforcement_off": _(
        "What is known here was told to protect a child. It may not be asked for here to enforce immigration law. Ring "
        "%(team)s, %(phone)s: they say who can be asked, and how."
    ),
    "enforcement_reference_needed": _("Give the child’s reference, such as C-7F3K-Q2, exactly as it was told to you."),
    "enforcement_question_needed": _("Write what you need to know, and what happens with it."),
    "enforcement_ground_needed": _("Say on what ground in law you ask."),
    "enforcement_too_long": _("That is too long: the limit is %(most)s characters."),
    "enforcement_too_often": _("You have asked too often today to ask again. Ring the hub duty desk."),
    "enforcement_answer_needed": _("Say whether anything is given."),
    "enforcement_words_needed": _("Write exactly what is given. They read this, and nothing else."),
    "enforcement_reason_needed": _("Say why."),
    "enforcement_look_needed": _("Look first whether it holds anything that is kept apart, and say that you did."),
    "enforcement_not_alone": _("Somebody else than the person who would give it must agree."),
    "enforcement_moved_on": _("Somebody answered first. What you have just written is still on this page."),
}
