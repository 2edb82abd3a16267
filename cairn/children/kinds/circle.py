"""Words of the circle around a child: which capacities see what and end by themselves, what is told and refused."""

from django.utils.translation import gettext_lazy as _

from cairn.children.kinds import Capacity
from cairn.ledger.kinds import Nature, happening
from cairn.notices.kinds import news

# Capacities that end by themselves at a moment named when they begin.
FOR_A_TIME = frozenset({Capacity.INTERPRETER, Capacity.LEGAL, Capacity.STEPPED_IN, Capacity.ON_SHIFT})
# Capacities whose teams see the shared chronology; contributors see what they wrote and what is owed to them, and so
# do interpreters, who are told what they need for their task by those they interpret for.
SEES_STORY = frozenset(Capacity) - {Capacity.CONTRIBUTOR, Capacity.INTERPRETER}
# Capacities by which a team goes on working with the child: the last of them is not given up without another.
STAYS = SEES_STORY - FOR_A_TIME
# Who is asked to say in three lines why it is there. A shift ends before anybody has read them.
SAYS_WHY = SEES_STORY - {Capacity.ON_SHIFT}

ON_SHIFT = "on shift"  # what a look is for, in the ledger, and by what a place is held meanwhile

LINES_SAID = happening("involvement.said", _("said why their team is there, and what it can and cannot do"))
INVOLVEMENT_CHANGED = happening("involvement.changed", _("changed in what capacity a team is around the child"))
AGENCY_SHOWN = happening(
    "involvement.shown", _("was told which team of their own agency to ring about the child"), Nature.LOOK
)

OWN_DETAILS_ADDED = happening("own_details.added", _("said by which names and addresses to be kept from a child"))
OWN_DETAILS_ENDED = happening("own_details.ended", _("took back by which names and addresses to be kept from a child"))

CIRCLE_LEFT = news("circle.left", _("Somebody left the circle around a child you work with"))
CIRCLE_CHANGED = news("circle.changed", _("Somebody’s part in the circle around a child you work with changed"))
BROUGHT_IN = news("circle.brought_in", _("Your team was brought in around a child. Say in three lines why"))
STEPPED_IN = news("circle.stepped_in", _("A colleague stepped in around a child you work with, and says why"))

CIRCLE_REFUSALS = {
    "lines_needed": _("Say all three in a line each: why your team is there, what it must pass on, what it cannot do."),
    "line_too_long": _("That is too long: the limit is %(most)s characters for each line."),
    "contact_in_future": _("The last contact cannot lie in the future."),
    "not_in_the_circle": _("Your team is not around this child at present."),
    "leaving_reason_needed": _("Say why your team leaves: those who stay will read it."),
    "ending_reason_needed": _("Say why it ends: those in the circle will read it."),
    "last_around": _("No other team works with this child. Ask another team to join, or hand the child over, first."),
    "not_brought_in": _("Nobody is brought in as that: it comes by telling us something, by a referral, or by asking."),
    "brings_in_holders": _("Only the team that leads, the authority or the hub may bring in somebody as that."),
    "asks_itself": _("An immigration team is never brought in. It asks, and a person answers."),
    "in_circle_already": _("That team is around this child in that way already."),
    "basis_needed": _("Say on what basis they are there: an order, an agreement, a decision, or the child’s own wish."),
    "until_needed": _("Say until which day: they are there for a time."),
    "until_not_asked": _("Only an interpreter or a legal adviser is there for a time."),
    "until_past": _("Choose a day from today on."),
    "until_too_far": _("That is too long: the limit is %(most)s days. It can be asked for again."),
    "step_in_reason_needed": _("Say why you step in: the team that leads reads it at once."),
    "own_details_needed": _("Write whole names, whole telephone numbers, or addresses with number and postcode."),
    "own_details_too_many": _("That is too many: the limit is %(most)s in all."),
    "words_too_long": _("That is too long: the limit is %(most)s characters."),
}
