"""The words of this floor that code tells apart, and the sentences for what it refuses."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import happening
from cairn.notices.kinds import news

WORK_SAID = happening("plan.work_said", _("said what their team does with the child"))
CONTACT_ARRANGED = happening("plan.contact_arranged", _("said when their team sees or rings the child"))
WORK_WITHDRAWN = happening("plan.work_withdrawn", _("said that their team does a piece of work no longer"))
CONTACT_WITHDRAWN = happening("plan.contact_withdrawn", _("took a visit or call out of the child’s diary"))
SUGGESTED = happening("plan.suggested", _("was shown that one team could do what several do"))
SUGGESTION_ACCEPTED = happening("plan.suggestion_accepted", _("left work with the child to another team"))
SUGGESTION_DECLINED = happening("plan.suggestion_declined", _("said why their team goes on with its own work"))

COULD_BE_ONE = news(
    "plan.could_be_one", _("Another team plans the same with a child as yours. Can one of you do this?")
)
ONE_DOES_IT = news("plan.one_does_it", _("Another team leaves work with a child to yours. See the child’s diary."))

# What is said in words of one's own.
OTHER = "other"


class PartOfDay(TextChoices):
    """About when on a day."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    OPEN = "open", _("Not fixed yet")


class ContactWay(TextChoices):
    """In person or not. Never where: with a day, a place would tell who looks for a child where to wait."""

    IN_PERSON = "in_person", _("In person")
    BY_PHONE = "by_phone", _("By phone or on a screen")


class SuggestionKind(TextChoices):
    """Why it is asked whether one team could do it."""

    SAME_WORK = "same_work", _("two agencies plan the same at the same time")
    FULL_WEEK = "full_week", _("many professionals see the child in one week")


class AnswerKind(TextChoices):
    """What a team answers."""

    WITHDRAW = "withdraw", _("We leave it to the others")
    DECLINE = "decline", _("We go on, because…")


REFUSALS: dict[str, Promise] = {
    "purpose_unknown": _("Choose what your team does from the list."),
    "purpose_words_needed": _("Say in a few words what your team does."),
    "purpose_words_spare": _("Choose “Something else” to say it in your own words."),
    "plan_too_long": _("That is too long: the limit is %(most)s characters."),
    "plan_days_wrong": _("The last day cannot come before the first."),
    "plan_over": _("That day has passed already. Choose one from today on."),
    "plan_too_far": _("Plan at most a year ahead."),
    "contact_who_needed": _("Say who sees or rings the child: a name, or what they are."),
    "contact_outside_work": _("That day is not within the time of this piece of work."),
    "work_not_yours": _("Choose a piece of work that your team does with the child at present."),
    "withdraw_why_needed": _("Say why, in a line. Everybody who works with the child reads it."),
    "withdrawn_already": _("That was taken out already."),
    "suggestion_answered": _("Your team has answered this already."),
    "suggestion_over": _("Nothing is left to answer: the plans have changed since."),
    "withdraw_which_needed": _("Choose at least one visit or call of your own team to take out."),
}
