"""Enumerations of the child floor, in the field's words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import happening
from cairn.notices.kinds import news


class FactKind(TextChoices):
    """What a claim is about."""

    NAME = "name", _("name")
    BIRTH = "birth", _("age or date of birth")
    SEX = "sex", _("sex")
    NATIONALITY = "nationality", _("nationality")
    LANGUAGE = "language", _("language")
    IDENTIFIER = "identifier", _("number or reference")
    ADDRESS = "address", _("address")
    PHONE = "phone", _("phone")
    SCHOOL = "school", _("school")
    WHEREABOUTS = "whereabouts", _("where the child is now")
    WISH = "wish", _("what the child wants")
    MUST_NOT_KNOW = "must_not_know", _("who must not find out")


class NameKind(TextChoices):
    """What sort of name it is (the API’s POST /concerns)."""

    KNOWN_AS = "known_as", _("known as")
    LEGAL = "legal", _("legal name")
    ALIAS = "alias", _("other name")
    DOCUMENT = "document", _("name on a document")
    DESCRIBED = "described", _("described, name not known")


class Basis(TextChoices):
    """How it is known."""

    CHILD_SAYS = "child_says", _("the child says")
    OTHER_PERSON_SAYS = "other_person_says", _("another person says")
    DOCUMENT = "document", _("a document shows")
    PROFESSIONAL_ESTIMATE = "professional_estimate", _("a professional’s estimate")
    SYSTEM = "system", _("from an agency’s system")


class Sex(TextChoices):
    """Sex as recorded by whoever says so."""

    FEMALE = "female", _("girl")
    MALE = "male", _("boy")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("not known")


class Scheme(TextChoices):
    """Whose number it is."""

    NHS = "nhs", _("NHS number")
    UPN = "upn", _("unique pupil number")
    HOME_OFFICE = "home_office", _("Home Office reference")
    PNC = "pnc", _("police national computer number")
    LOCAL = "local", _("agency’s own number")
    NRM = "nrm", _("National Referral Mechanism reference")
    PASSPORT = "passport", _("passport number")


class Capacity(TextChoices):
    """In what capacity a team is around a child (house rules, "who sees what")."""

    CONTRIBUTOR = "contributor", _("has told us something")
    WORKING = "working", _("works with the child")
    RECEIVING = "receiving", _("was asked to decide")
    LEAD = "lead", _("leads")
    GUARDIAN = "guardian", _("guardian or advocate")


# Capacities whose teams see the shared chronology; contributors see what they wrote and what is owed to them.
SEES_STORY = frozenset({Capacity.WORKING, Capacity.RECEIVING, Capacity.LEAD, Capacity.GUARDIAN})


class ResponsibilityKind(TextChoices):
    """Three things kept apart: who is responsible in law, who leads the work, who acts next (R-070)."""

    AUTHORITY = "authority", _("responsible in law")
    LEAD = "lead", _("lead practitioner")
    NEXT = "next", _("acts next")


class Outcome(TextChoices):
    """An answer to "could this be the same child?"."""

    SAME = "same", _("same child")
    DIFFERENT = "different", _("not the same child")
    UNSURE = "unsure", _("not sure")


class Standing(TextChoices):
    """Where a decision about two records stands."""

    PROPOSED = "proposed", _("proposed")
    PROVISIONAL = "provisional", _("to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    UNDONE = "undone", _("undone")


class RequestState(TextChoices):
    """Where a request to work with a child stands."""

    OPEN = "open", _("waiting for an answer")
    GRANTED = "granted", _("agreed")
    REFUSED = "refused", _("refused")


CHILD_CREATED = happening("child.created", _("opened a new record of a child"))
RECORD_OPENED = happening("record.opened", _("opened a team’s record of the child"))
FACT_ADDED = happening("fact.added", _("added what was said or seen about the child"))
INVOLVEMENT_STARTED = happening("involvement.started", _("joined the child’s circle"))
INVOLVEMENT_ASKED = happening("involvement.asked", _("asked to work with the child"))
INVOLVEMENT_ANSWERED = happening("involvement.answered", _("answered a team that asked to work with the child"))
INVOLVEMENT_ENDED = happening("involvement.ended", _("left the child’s circle"))
RESPONSIBILITY_TAKEN = happening("responsibility.taken", _("took responsibility"))
LINK_ASKED = happening("link.asked", _("was asked whether two records are the same child"))
LINK_DECIDED = happening("link.decided", _("decided whether two records are the same child"))
LINK_CONFIRMED = happening("link.confirmed", _("confirmed that two records are the same child"))
LINK_UNDONE = happening("link.undone", _("undid a link between two records"))
HINT_GIVEN = happening("hint.given", _("was told to ring the hub duty desk"))
LOOKS_REVIEWED = happening("looks.reviewed", _("reviewed who looked while two records were joined"))
CHILD_SEARCHED = happening("child.searched", _("looked for a child"))

CIRCLE_JOINED = news("circle.joined", _("Somebody joined the circle around a child you work with"))
REQUEST_ANSWERED = news("request.answered", _("Your wish to work with a child was answered"))
LINK_CHANGED = news("link.changed", _("Records of a child you work with were joined or taken apart"))
MATCH_FOUND = news("match.found", _("A new concern may be about a child you lead"))
MATCH_ALERT = news("match.alert", _("A new concern may be about a child of whom nothing may be confirmed to anybody"))
LINK_TO_CONFIRM = news("link.to_confirm", _("Somebody decided that two records are the same child. Please confirm it"))
SORTING_NEEDED = news("link.sorting_needed", _("Two children were taken apart. Say whose your entries are"))
HINT_SEEN = news("hint.seen", _("Somebody outside the circle may be writing about a child you lead"))

REFUSALS = {
    "fact_empty": _("Write something, or leave the part out."),
    "fact_too_long": _("That is too long: the limit is %(most)s characters."),
    "birth_in_future": _("That birth date is in the future."),
    "doing_needed": _("Say in a line what your team is doing with the child."),
    "request_open_already": _("Your team has asked already and is waiting for an answer."),
    "request_answered_already": _("Somebody has answered this already."),
    "reason_needed": _("Give a reason: the other team will read it."),
    "search_needs_more": _("Give a name, a number or a phone: nobody can be found by the rest alone."),
    "could_not_search": _("We could not search just now. That does not mean that the child is not known here."),
    "same_child_twice": _("That is the same child already."),
    "question_answered_already": _("Somebody has answered this already. What you wrote is still on this page."),
    "nothing_asked": _("Nobody waits for an answer about this record."),
    "requests_collide": _("A team waits for an answer about both. Answer it first, then say “same child”."),
    "reason_too_long": _("That is too long: the limit is %(most)s characters."),
    "nothing_to_confirm": _("There is nothing to confirm here: it was confirmed or undone already."),
    "second_person_needed": _("Somebody else must confirm it: two people have to think that it is the same child."),
    "nothing_to_undo": _("There is nothing to undo here: it was undone already, or nothing was moved."),
    "link_changed_already": _("Somebody else confirmed or undid this meanwhile. What you wrote is still on this page."),
    "note_needed": _("Write what you found and what you did about it."),
    "note_too_long": _("That is too long: the limit is %(most)s characters."),
    "looks_reviewed_already": _("Somebody has reviewed this already. What you wrote is still on this page."),
    "practitioner_elsewhere": _("That person works in another team. Choose the team; it names its own person."),
    "not_an_authority": _("Only a local authority’s social care team can be responsible in law."),
    "outside_the_circle": _("That team is not around this child yet. The hub can name it, or it asks to work first."),
    "not_your_teams_involvement": _("Only the team itself can end its involvement."),
    "still_responsible": _("Your team is responsible for this child, leads or acts next. Hand that over first."),
}
