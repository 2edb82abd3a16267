"""The words of what only named people read (R-061)."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import happening
from cairn.notices.kinds import news

KEPT_APART = happening("sharing.kept_apart", _("let only named people read something"))
ADMITTED = happening("sharing.admitted", _("let somebody read what is kept apart"))
ADMISSION_ENDED = happening("sharing.admission_ended", _("stopped letting somebody read what is kept apart"))
TAKEN_OUT = happening("sharing.taken_out", _("shared what was kept apart"))
GATHERS_NO_MORE = happening("sharing.gathers_no_more", _("ended a rule by which things are kept apart"))

SECOND_ANSWERED = happening("sharing.second_answered", _("said whether something is rightly kept for named people"))
SECOND_NAMED = happening("sharing.second_named", _("named another second person"))

SECOND_NEEDED = news(
    "sharing.second_needed", _("You are asked whether something is rightly kept without a trace. There is a clock.")
)
SECOND_SAID = news(
    "sharing.second_said", _("A second person has said whether something is rightly kept without a trace.")
)
SECOND_GONE = news(
    "sharing.second_gone",
    _("The second person of something kept without a trace has left. Name another one."),
)
ADMITTED_YOU = news("sharing.admitted", _("You may read what is kept apart about a child."))
ADMITTED_NO_MORE = news("sharing.admission_ended", _("You no longer read what is kept apart about a child."))
APART_SHARED = news("sharing.taken_out", _("Something that was kept apart is shared now."))
SAFE_ADDRESS_BEGAN = news(
    "sharing.safe_address", _("A child you work with is at a safe address. Ask before you visit.")
)


class ApartKind(TextChoices):
    """What only named people read, narrower than the circle (R-061). `safe_address` gathers by rule."""

    THERAPY = "therapy", _("Therapy notes")
    SAFE_ADDRESS = "safe_address", _("Safe address and contact points")
    SEXUAL_HEALTH = "sexual_health", _("Sexual health and pregnancy")
    POLICE = "police", _("Police intelligence")
    SOURCE = "source", _("A protected source")
    OPERATION = "operation", _("A live operation")
    STAFF = "staff", _("An allegation against somebody who works with children")


# A trace of these would itself do harm: nobody outside is told that there is something.
TRACELESS = frozenset({ApartKind.SOURCE, ApartKind.OPERATION, ApartKind.STAFF})
TOLD = tuple(kind for kind in ApartKind if kind not in TRACELESS)

REFUSALS: dict[str, Promise] = {
    "apart_why_needed": _("Say why only named people may read it."),
    "apart_kind_needed": _("Say what it is that only named people may read."),
    "apart_already": _("Only named people can read this already."),
    "apart_declared_already": _(
        "Some agencies see that this is held back from them, and of this sort of thing nobody may see a trace. End "
        "that first, or leave those questions empty."
    ),
    "apart_held_elsewhere": _("Another team holds the safe address. Ring them, and ask to be let in."),
    "apart_safe_address_working": _(
        "Only a team that works with the child says that the child is at a safe address. Ring the team that leads."
    ),
    "apart_not_held": _("Only the team that holds it can change who reads it."),
    "admit_whom_needed": _("Name one team or one person."),
    "admitted_already": _("They can read it already."),
    "admitted_holder": _("The team that holds it reads it already."),
    "admit_gone": _("This person does not work in the partnership any more."),
    "apart_second_needed": _("Without a trace needs a second named person. It cannot be you."),
    "apart_second_spare": _("Everybody in the circle may know that this is kept apart. It needs no second person."),
    "apart_second_same": _("This is the second person already. Name another one."),
    "apart_not_second": _("Another person was asked to say this."),
    "admit_second": _("The second person reads it for as long as it is kept without a trace."),
    "admit_enforcement": _("A team that enforces immigration law is never let in."),
    "admit_ended": _("That had ended already. Nothing was changed."),
    "apart_taken_out": _("This is shared already. Nothing was changed."),
    "safe_address_already": _("The child is known to be at a safe address already."),
    "safe_address_ended": _("That had ended already. Nothing was changed."),
}
