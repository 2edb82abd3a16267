"""Enumerations of the child floor, in the field's words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import Nature, happening
from cairn.notices.kinds import news


class FactKind(TextChoices):
    """What a claim is about."""

    NAME = "name", _("name")
    BIRTH = "birth", _("age or date of birth")
    SEX = "sex", _("sex")
    GENDER = "gender", _("gender, as the child says it")
    NATIONALITY = "nationality", _("nationality")
    LANGUAGE = "language", _("language")
    IDENTIFIER = "identifier", _("number or reference")
    ADDRESS = "address", _("address")
    PHONE = "phone", _("phone")
    SCHOOL = "school", _("school")
    GP = "gp", _("doctor’s surgery (GP)")
    TIMETABLE = "timetable", _("timetable: where the child is when")
    COURT_DATE = "court_date", _("court date")
    WHEREABOUTS = "whereabouts", _("where the child is now")
    WISH = "wish", _("what the child wants")
    MUST_NOT_KNOW = "must_not_know", _("who must not find out")
    CARE_STATUS = "care_status", _("care status")
    LIVING = "living", _("where and with whom the child lives")
    PARENTAL = "parental", _("who holds parental responsibility")
    IMMIGRATION = "immigration", _("immigration and asylum")
    WARNING = "warning", _("warning for whoever visits")
    RELATIONSHIP = "relationship", _("family, carer or other person")
    STANDING = "standing", _("what is thought of something that was said")


class NameKind(TextChoices):
    """What sort of name it is (the API’s POST /concerns)."""

    KNOWN_AS = "known_as", _("known as")
    LEGAL = "legal", _("legal name")
    ALIAS = "alias", _("other name")
    DOCUMENT = "document", _("name on a document")
    NICKNAME = "nickname", _("nickname")
    STREET = "street_name", _("street name")
    BIRTH_REGISTERED = "birth_registered", _("name registered at birth")
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


class Status(TextChoices):
    """How something that was said stands (R-004, R-005, R-006); the latest mark that anybody set counts.

    The first four say how it came about, the others what somebody thinks of it.
    """

    STATED = "stated", _("as it was said")
    DOCUMENTED = "documented", _("shown by a document")
    OBSERVED = "observed", _("judged by eye")
    ASSESSED = "assessed", _("the outcome of an age assessment")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")
    BELIEVED_FALSE = "believed_false", _("believed to be false")
    SUPPLIED = "supplied", _("supplied by somebody who exploits or moves the child")
    VERIFIED = "verified", _("checked, and it is so")
    DOUBTED = "doubted", _("checked, and there is doubt")
    IN_ERROR = "in_error", _("recorded in error")


class Check(TextChoices):
    """How somebody checked whether a person is who they say they are to the child (R-006)."""

    DOCUMENTS = "documents", _("documents were seen")
    FAMILY_ABROAD = "family_abroad", _("family abroad was reached")
    CHILD_ACCOUNT = "child_account", _("the child was seen alone and told it in their own words")
    OTHER = "other", _("in another way")


class Grown(TextChoices):
    """Whether a person around the child is grown up."""

    ADULT = "adult", _("an adult")
    CHILD = "child", _("a child")
    UNKNOWN = "unknown", _("not known")


class NumberCheck(TextChoices):
    """Whether a number is one that its register could have given. A wrong one is kept as it was said."""

    RIGHT = "right", _("checks")
    WRONG_DIGIT = "wrong_digit", _("does not check: a digit or letter may be wrong")
    WRONG_SHAPE = "wrong_shape", _("does not check: it is not written like one")
    UNCHECKED = "unchecked", _("cannot be checked")


class PlaceKind(TextChoices):
    """What sort of place an address is."""

    HOME = "home", _("home")
    PLACEMENT = "placement", _("placement")
    HOTEL = "hotel", _("hotel or hostel")
    FOUND_AT = "found_at", _("where the child was found")
    OTHER = "other", _("another place")


class CareStatus(TextChoices):
    """What the law says an authority does for a child (R-015), weakest first. Several may hold at once.

    In brackets the section of the Children Act 1989 for England, and what Wales calls it.
    """

    UNKNOWN = "unknown", _("not known")
    NONE = "none", _("none")
    EARLY_HELP = "early_help", _("early help")
    CARE_LEAVER = "care_leaver", _("care leaver")
    IN_NEED = "in_need", _("child in need (section 17; in Wales, care and support plan)")
    ENQUIRY = "enquiry", _("child protection enquiry (section 47)")
    PROTECTION_PLAN = "protection_plan", _("child protection plan (in Wales, child protection register)")
    ACCOMMODATED = "accommodated", _("accommodated by agreement (section 20; in Wales, section 76)")
    INTERIM_ORDER = "interim_order", _("interim care order (section 38)")
    CARE_ORDER = "care_order", _("care order (section 31)")


class Arrangement(TextChoices):
    """Where and with whom a child lives, whatever the law says of it (R-015)."""

    FAMILY = "family", _("with a parent")
    RELATIVE = "relative", _("with another relative")
    PRIVATE = "private", _("with somebody who is not a close relative, privately")
    FOSTER = "foster", _("foster care")
    RESIDENTIAL = "residential", _("children’s home")
    SUPPORTED = "supported", _("supported or semi-independent")
    ASYLUM = "asylum", _("asylum accommodation or hotel")
    SECURE = "secure", _("secure home or custody")
    HOSPITAL = "hospital", _("hospital")
    NO_HOME = "no_home", _("no home, or moving from place to place")
    OTHER = "other", _("something else")
    UNKNOWN = "unknown", _("not known")


class ParentalBy(TextChoices):
    """By what somebody holds parental responsibility (R-015)."""

    BIRTH = "birth", _("by birth")
    AGREEMENT = "agreement", _("by agreement")
    COURT = "court", _("by a court’s order")
    AUTHORITY = "authority", _("an authority, by a care order")
    NOBODY = "nobody", _("nobody who can be reached")
    SAID_ONLY = "said_only", _("they say so, and no paper was seen")
    UNKNOWN = "unknown", _("not known")


class ImmigrationStatus(TextChoices):
    """Immigration and asylum status (R-016). Recorded every time; never part of what decides how urgent a child is."""

    CITIZEN = "citizen", _("British or Irish citizen")
    SETTLED = "settled", _("settled, without limit of time")
    LEAVE = "leave", _("leave to stay for a time")
    REFUGEE = "refugee", _("refugee or humanitarian protection")
    WAITING = "waiting", _("has asked for asylum and waits")
    APPEALING = "appealing", _("was refused and has appealed")
    REFUSED = "refused", _("was refused, without an appeal")
    NO_LEAVE = "no_leave", _("has no leave and has not asked")
    OTHER = "other", _("something else")
    UNKNOWN = "unknown", _("not known")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class Capacity(TextChoices):
    """In what capacity a team is around a child (house rules, "who sees what")."""

    CONTRIBUTOR = "contributor", _("has told us something")
    WORKING = "working", _("works with the child")
    RECEIVING = "receiving", _("was asked to decide")
    LEAD = "lead", _("leads")
    GUARDIAN = "guardian", _("guardian or advocate")
    INTERPRETER = "interpreter", _("interprets, for a time")
    LEGAL = "legal", _("gives legal advice, for a time")
    STEPPED_IN = "stepped_in", _("stepped in, for a time")
    ON_SHIFT = "on_shift", _("stands in out of hours, while on shift")


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


class QuestionsShown(TextChoices):
    """Which questions about two children a list shows."""

    WAITING = "waiting", _("to be answered")
    RESTING = "resting", _("not sure: to be looked at again")
    CONFIRM = "confirm", _("to be confirmed by a second person")


class QuestionOrder(TextChoices):
    """In which order questions about two children are gone through."""

    STRONGEST = "strongest", _("the strongest first")
    OLDEST = "oldest", _("the oldest first")


class RequestState(TextChoices):
    """Where a request to work with a child stands."""

    OPEN = "open", _("waiting for an answer")
    GRANTED = "granted", _("agreed")
    REFUSED = "refused", _("refused")


class LookWhy(TextChoices):
    """Why somebody who does not work with the child reads who has looked at it."""

    ASKED = "asked", _("the child, or who speaks for the child, asks for it")
    WORRY = "worry", _("somebody is worried about who looked")
    INVESTIGATION = "investigation", _("an investigation that nobody may learn of")


class SpeaksFor(TextChoices):
    """Who is given the list of who has looked, in the child's interest (R-063)."""

    CHILD = "child", _("the child")
    GUARDIAN = "guardian", _("guardian or advocate")
    PARENT = "parent", _("somebody with parental responsibility")
    LAWYER = "lawyer", _("the child’s lawyer")
    OTHER = "other", _("somebody else who speaks for the child")


class FlagOutcome(TextChoices):
    """What came of asking about unusual looking."""

    FINE = "fine", _("asked, and there is a good reason")
    FOLLOWED_UP = "followed_up", _("followed up")


CHILD_CREATED = happening("child.created", _("opened a new record of a child"))
RECORD_OPENED = happening("record.opened", _("opened a team’s record of the child"))
FACT_ADDED = happening("fact.added", _("added what was said or seen about the child"))
FACT_CORRECTED = happening("fact.corrected", _("said better what their own team had said about the child"))
FACT_MARKED = happening("fact.marked", _("said what they think of something that was said about the child"))
INVOLVEMENT_STARTED = happening("involvement.started", _("joined the child’s circle"))
INVOLVEMENT_ASKED = happening("involvement.asked", _("asked to work with the child"))
INVOLVEMENT_ANSWERED = happening("involvement.answered", _("answered a team that asked to work with the child"))
INVOLVEMENT_ENDED = happening("involvement.ended", _("left the child’s circle"))
RESPONSIBILITY_TAKEN = happening("responsibility.taken", _("took responsibility"))
LINK_ASKED = happening("link.asked", _("was asked whether two records are the same child"))
LINK_DECIDED = happening("link.decided", _("decided whether two records are the same child"))
LINK_CONFIRMED = happening("link.confirmed", _("confirmed that two records are the same child"))
LINK_UNDONE = happening("link.undone", _("undid a link between two records"))
LINK_REOPENED = happening("link.reopened", _("took back that two records are not the same child"))
HINT_GIVEN = happening("hint.given", _("was told to ring the hub duty desk"))
LOOKS_REVIEWED = happening("looks.reviewed", _("reviewed who looked while two records were joined"))
CHILD_SEARCHED = happening("child.searched", _("looked for a child"), Nature.LOOK)
SEARCHING_REVIEWED = happening("searching.reviewed", _("read whose searching was unusual"), Nature.LOOK)
NAME_FORMS_ADDED = happening("name_forms.added", _("added forms of a name"))
NAME_FORMS_RETIRED = happening("name_forms.retired", _("retired forms of a name"))

LOOKS_READ = happening("looks.read", _("read who has looked"), Nature.LOOK)
LOOKS_PRINTED = happening("looks.printed", _("printed who has looked"), Nature.LOOK)
LOOKS_GIVEN = happening("looks.given", _("gave somebody who speaks for the child the list of who has looked"))
NAMES_RELEASED = happening("names.released", _("let the circle see for a time, by name, who looked"))
NAMES_ENDED = happening("names.ended", _("ended that the circle sees by name who looked"))
LOOKING_COUNTED = happening("looking.counted", _("counted unusual looking of a week"))
LOOKING_READ = happening("looking.read", _("read whose looking was unusual"), Nature.LOOK)
LOOKING_REVIEWED = happening("looking.reviewed", _("said what came of asking about unusual looking"))

LOOKING_WEEK = news("looking.week", _("Last week’s unusual looking is there to be read; it may be none"))
CIRCLE_JOINED = news("circle.joined", _("Somebody joined the circle around a child you work with"))
REQUEST_ANSWERED = news("request.answered", _("Your wish to work with a child was answered"))
LINK_CHANGED = news("link.changed", _("Records of a child you work with were joined or taken apart"))
MATCH_FOUND = news("match.found", _("A new concern may be about a child you lead"))
MATCH_ALERT = news("match.alert", _("A new concern may be about a child of whom nothing may be confirmed to anybody"))
LINK_TO_CONFIRM = news("link.to_confirm", _("Somebody decided that two records are the same child. Please confirm it"))
LINK_TAKEN_BACK = news(
    "link.taken_back", _("Somebody does not agree that the two records are the same child, as you said. Read why")
)
SORTING_NEEDED = news("link.sorting_needed", _("Two children were taken apart. Say whose your entries are"))
HINT_SEEN = news("hint.seen", _("Somebody outside the circle may be writing about a child you lead"))

REFUSALS = {
    "warning_source_needed": _("Say who says so: a warning without a source is not kept."),
    "warning_until_needed": _("Say until when the warning stands. It ends by itself."),
    "warning_too_long": _("A warning stands for %(most)s days at most. Renew it then, with a reason."),
    "warning_why_needed": _("Say why you renew or end the warning."),
    "enforcement_never_joins": _("A team that enforces immigration law does not join those who work with a child."),
    "fact_empty": _("Write something, or leave the part out."),
    "fact_too_long": _("That is too long: the limit is %(most)s characters."),
    "birth_in_future": _("That birth date is in the future."),
    "born_too_long_ago": _("Nobody is more than %(most)s years old. Check the age or the date."),
    "not_one_of_these": _("Choose one of the answers that are given."),
    "day_not_understood": _("Give a year, a month and year, or a whole date."),
    "period_out_of_order": _("The end is before the beginning."),
    "period_in_future": _("That has not begun yet. Add it when it has."),
    "mark_reason_needed": _("Say why: others will read it beside what was said."),
    "mark_not_for_this": _("That cannot be said of this."),
    "own_words_stand": _(
        "What the child says stands. Add what you know beside it; or say that somebody made the child say it."
    ),
    "check_needed": _("Say how it was checked."),
    "not_your_teams_fact": _(
        "Only the team that said it can say it better or take it back. Add what you know beside it."
    ),
    "fact_replaced_already": _("Somebody has said this better meanwhile. What you wrote is still on this page."),
    "doing_needed": _("Say in a line what your team is doing with the child."),
    "request_open_already": _("Your team has asked already and is waiting for an answer."),
    "request_answered_already": _("Somebody has answered this already."),
    "reason_needed": _("Give a reason: the other team will read it."),
    "match_unreadable": _("That is not what POST /children/search takes. Look at: %(where)s."),
    "match_reason_needed": _("Say why you are looking: --reason."),
    "choose_team": _("That person is in several teams. Say in which: --team."),
    "search_needs_more": _("Give a name, a number or a phone: nobody can be found by the rest alone."),
    "could_not_search": _("We could not search just now. That does not mean that the child is not known here."),
    "same_child_twice": _("That is the same child already."),
    "question_answered_already": _("Somebody has answered this already. What you wrote is still on this page."),
    "nothing_asked": _("Nobody waits for an answer about this record."),
    "requests_collide": _("A team waits for an answer about both. Answer it first, then say “same child”."),
    "reason_too_long": _("That is too long: the limit is %(most)s characters."),
    "nothing_to_confirm": _("There is nothing to confirm here: it was confirmed or undone already."),
    "second_person_needed": _("Somebody else must confirm it: two people have to think that it is the same child."),
    "record_moved": _(
        "Somebody joined this child’s record with another, or took it apart. Open the child and send it again."
    ),
    "same_already": _("One of the two is part of another child’s record by now. Look at that one."),
    "waits_for_second": _("Somebody has said “same child” already, and it waits for a second person."),
    "hub_or_lead_confirms": _("Something here is specially protected: the hub or the team that leads must confirm it."),
    "nothing_to_reopen": _("Only “not the same child” can be taken back here, and only once."),
    "nothing_to_undo": _("There is nothing to undo here: it was undone already, or nothing was moved."),
    "link_changed_already": _("Somebody else confirmed or undid this meanwhile. What you wrote is still on this page."),
    "note_needed": _("Write what you found and what you did about it."),
    "note_too_long": _("That is too long: the limit is %(most)s characters."),
    "looks_reviewed_already": _("Somebody has reviewed this already. What you wrote is still on this page."),
    "practitioner_elsewhere": _("That person works in another team. Choose the team; it names its own person."),
    "not_an_authority": _("Only a local authority’s social care team can be responsible in law."),
    "outside_the_circle": _("That team is not around this child yet. The hub can name it, or it asks to work first."),
    "release_past": _("Choose a day from tomorrow on, and at most %(most)s days ahead."),
    "release_ended_already": _("This has ended already."),
    "receiver_needed": _("Say who was given the list."),
    "flag_reviewed_already": _("Somebody has answered this already. What you wrote is still on this page."),
    "forms_needed": _("Give at least two forms of one name that are not read alike."),
    "too_many_forms": _("That is too many: the limit is %(most)s forms. Make two groups of them."),
    "form_too_long": _("A form is one part of a name: the limit is %(most)s characters."),
    "form_not_a_name": _("“%(form)s” is no name. Each form needs letters."),
    "form_of_several_words": _("“%(form)s” is several words. Give one part of a name; add the parts apart."),
    "form_known_already": _("“%(form)s” is in another group already, with %(others)s. Nothing was added yet."),
    "forms_reason_needed": _("Say how you know it: others will read it."),
    "forms_retired_already": _("Somebody else has retired this group first."),
    "still_responsible": _("Your team is responsible for this child, leads or acts next. Hand that over first."),
}
