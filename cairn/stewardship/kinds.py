"""Words of the data-protection desk: states, reasons, what is recorded, and what is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import Nature, happening
from cairn.notices.kinds import news


class Action(TextChoices):
    """What becomes of a record whose time is over."""

    DELETE = "delete", _("delete it")
    ARCHIVE = "archive", _("keep its outline without a word about anybody")


class DisposalState(TextChoices):
    """Where a record past its time stands. It goes one way; two people stand between *due* and *approved*."""

    DUE = "due", _("past its time")
    PROPOSED = "proposed", _("put to a second person")
    APPROVED = "approved", _("agreed by two people, under way")
    DONE = "done", _("done, with a certificate")
    KEPT = "kept", _("kept longer")
    STOPPED = "stopped", _("stopped: the record is in use again or on hold")


class AskedBy(TextChoices):
    """Who asks what is held about a child."""

    PERSON = "person", _("the young person")
    PARENT = "parent", _("somebody with parental responsibility")
    REPRESENTATIVE = "representative", _("a solicitor, guardian or advocate for the young person")


class StateOfRequest(TextChoices):
    """Where a request to see what is held stands."""

    COLLECTING = "collecting", _("being collected")
    REVIEW = "review", _("to be looked through")
    AGREED = "agreed", _("agreed by two people, ready to be given out")
    GIVEN_OUT = "given_out", _("given out")
    CLOSED = "closed", _("closed without giving anything out")


class Why(TextChoices):
    """Why something may have to be blacked out before a pack is given out."""

    THIRD_PERSON = "third_person", _("another person, who has not agreed")
    PROTECTED_SOURCE = "protected_source", _("a protected source")
    SENDER = "sender", _("how to reach whoever raised the concern")
    MUST_NOT_KNOW = "must_not_know", _("who must not find out")
    OTHER_CHILD = "other_child", _("another child")
    HARM = "harm", _("it could do serious harm to somebody")


class Ruling(TextChoices):
    """What a lead decided about one proposal."""

    KEEP_OUT = "keep_out", _("black it out")
    LET_STAND = "let_stand", _("let it stand")


class Risk(TextChoices):
    """How much a breach can harm the people it is about."""

    UNLIKELY = "unlikely", _("harm is unlikely")
    POSSIBLE = "possible", _("harm is possible")
    HIGH = "high", _("harm is likely or would be serious")


class BreachStep(TextChoices):
    """What was done or decided about a breach."""

    FOLLOW_UP = "follow_up", _("something was done or found out")
    REGULATOR_TOLD = "regulator_told", _("the regulator was told")
    REGULATOR_NOT_TOLD = "regulator_not_told", _("decided not to tell the regulator")
    PEOPLE_TOLD = "people_told", _("the people it is about were told")
    PEOPLE_NOT_TOLD = "people_not_told", _("decided not to tell the people it is about")


class BreachOutcome(TextChoices):
    """How a breach ended."""

    CONTAINED = "contained", _("contained: nobody was harmed as far as is known")
    HARM = "harm", _("somebody was harmed or put in danger")
    NO_BREACH = "no_breach", _("looked into: it was no breach")


class ExportShape(TextChoices):
    """How a file of facts is written."""

    CSV = "csv", _("A table (CSV)")
    JSON = "json", _("For another system (JSON)")


class ExportState(TextChoices):
    """Where a wish to take facts out stands. Two people stand between *asked* and *given*."""

    ASKED = "asked", _("waits for a second person")
    AGREED = "agreed", _("agreed to: the file can be made once")
    REFUSED = "refused", _("not agreed to")
    GIVEN = "given", _("the file was made and taken")


OPEN_DISPOSALS = (DisposalState.DUE, DisposalState.PROPOSED, DisposalState.APPROVED)

HOLD_PLACED = happening("hold.placed", _("put a record on legal hold"))
HOLD_RELEASED = happening("hold.released", _("released a record from legal hold"))
DISPOSAL_FOUND = happening("disposal.found", _("found a record past its time"))
DISPOSAL_PROPOSED = happening("disposal.proposed", _("proposed to dispose of a record"))
DISPOSAL_APPROVED = happening("disposal.approved", _("agreed that a record is disposed of"))
DISPOSAL_KEPT = happening("disposal.kept", _("decided to keep a record longer"))
DISPOSAL_STOPPED = happening("disposal.stopped", _("stopped the disposal of a record"))
DISPOSED = happening("disposal.done", _("disposed of a record"))
REQUEST_OPENED = happening("held.asked", _("entered a request to see what is held"))
REQUEST_EXTENDED = happening("held.extended", _("took longer to answer a request to see what is held"))
SECOND_NAMED = happening("held.second_named", _("named a second person for a request to see what is held"))
PACK_COLLECTED = happening("held.collected", _("collected what is held, for a request to see it"), Nature.LOOK)
PACK_READ = happening("held.read", _("read what was collected for a request to see what is held"), Nature.LOOK)
REDACTION_ADDED = happening("held.redaction_added", _("proposed to black something out"))
REDACTION_RULED = happening("held.redaction_ruled", _("decided whether something is blacked out"))
PACK_AGREED = happening("held.agreed", _("agreed that what is held is given out"))
PACK_GIVEN_OUT = happening("held.given_out", _("gave out what is held"), Nature.LOOK)
REQUEST_CLOSED = happening("held.closed", _("closed a request to see what is held"))
CORRECTION_ENTERED = happening("held.corrected", _("wrote down what the person says is wrong"))
BREACH_REPORTED = happening("breach.reported", _("reported that something went where it should not have gone"))
BREACH_NOTED = happening("breach.noted", _("noted what was done about a breach"))
BREACH_RATED = happening("breach.rated", _("said how much a breach can harm"))
BREACH_CLOSED = happening("breach.closed", _("closed a breach"))
CERTIFICATE_READ = happening("certificate.read", _("read a certificate of disposal"), Nature.LOOK)
EXPORT_ASKED = happening("export.asked", _("asked to take facts about children out in one file"))
EXPORT_DECIDED = happening("export.decided", _("decided whether facts about children are taken out in one file"))
EXPORT_TAKEN = happening("export.taken", _("took facts about the child out in one file"), Nature.LOOK)

RECORD_DUE = news("disposal.due", _("A record is past its time. Two people decide what becomes of it"))
DISPOSAL_WAITS = news("disposal.waits", _("Somebody proposes to dispose of a record and waits for a second person"))

PACK_READY = news("held.ready", _("What is held about somebody who asked is ready to be looked through"))
REQUEST_ASSIGNED = news("held.assigned", _("You were named for a request to see what is held about somebody"))

CORRECTION_NEWS = news(
    "held.corrected", _("Somebody who was given what is held says that something your team wrote is wrong")
)

BREACH_NEWS = news("breach.reported", _("Somebody reports that something went where it should not have gone"))
EXPORT_WAITS = news("export.waits", _("Somebody asks to take facts about children out in one file, and waits for you"))
EXPORT_ANSWERED = news("export.answered", _("There is an answer to your wish to take facts out in one file"))

DISPOSAL_HELD_UP = news(
    "disposal.held_up",
    _("A record that two of you agreed to dispose of is held, or in use again: nothing of it was removed"),
)

REFUSALS = {
    "correction_no_such_number": _("What was collected has no such number."),
    "correction_not_a_fact": _(
        "This cannot be said anew in a few words. Pass on to the team that wrote it what the person says."
    ),
    "export_nobody": _("Choose at least one child."),
    "export_too_many": _("That is too many: the limit is %(most)s children."),
    "export_not_yours": _("Your team does not work with one of these children. Load the page again and choose anew."),
    "export_sort": _("Choose at least one of the sorts of facts that may be taken out."),
    "export_decided_already": _("Somebody has decided this already. What you wrote is still on this page."),
    "export_not_agreed": _("Nobody has agreed to this. No file is made."),
    "export_taken_already": _("The file was taken already, and that happens once. Ask anew if it was lost."),
    "export_expired": _("The time in which the file could be made is over. Ask anew."),
    "export_empty": _("There is nothing of this that you may read and nobody holds back. No file is made."),
    "breach_words_needed": _("Say what happened, or what was done."),
    "breach_words_too_long": _("That is too long: the limit is %(most)s characters."),
    "known_in_future": _("That moment has not come yet."),
    "happened_after_known": _("It cannot have been known before it happened."),
    "risk_unknown": _("Choose one of the answers that are given."),
    "step_unknown": _("Choose one of the answers that are given."),
    "outcome_unknown": _("Choose one of the answers that are given."),
    "breach_closed_already": _("This breach is closed. Report a new one if something more has come to light."),
    "regulator_undecided": _("Note first whether the regulator was told, or why not."),
    "people_undecided": _("Where harm is likely, note first whether the people it is about were told, or why not."),
    "risk_needed": _("Say first how much it can harm."),
    "asker_needed": _("Say who asks."),
    "check_of_asker_needed": _("Say how you know that they are who they say, and may ask."),
    "received_in_future": _("That day has not come yet."),
    "received_too_early": _("That is longer ago than this form takes. Write to the regulator’s advice line first."),
    "extended_already": _("More time can be taken once only."),
    "extended_too_late": _("The time is over. It cannot be made longer afterwards."),
    "not_a_lead": _("Choose another data-protection lead of your agency or of the hub."),
    "second_cannot_be_first": _("The second person must be somebody else."),
    "request_not_open": _("This has been given out or closed already."),
    "not_collected_yet": _("What is held is still being collected. Look again in a minute."),
    "words_not_there": _("Those words do not stand there. Copy them as they are written."),
    "words_too_long": _("That is too long: the limit is %(most)s characters."),
    "ruled_already_agreed": _("Two people have agreed already. Nothing more can be changed."),
    "ruling_reason_needed": _("Say why it can stand: the second person will read it."),
    "proposals_open": _("%(count)s proposals wait for a decision. Decide each of them first."),
    "second_needed": _("Name a second person first."),
    "given_out_already": _("The pack was given out already, and that happens once."),
    "not_agreed_yet": _("A second person must agree before anything is given out."),
    "desk_reason_needed": _("Give a reason: it is kept, and others will read it."),
    "desk_reason_too_long": _("That is too long: the limit is %(most)s characters."),
    "no_such_record": _("No record that your agency looks after has this reference. Check it, or ask the hub."),
    "held_already": _("This record is on legal hold already."),
    "hold_released_already": _("Somebody has released this hold already."),
    "record_on_hold": _("This record is on legal hold. Nothing may be disposed of before the hold is released."),
    "record_in_use": _("Somebody works with this child, owes something or has written since. The record is not due."),
    "second_lead_needed": _("Somebody else must agree: disposal needs two people."),
    "action_unknown": _("Choose one of the answers that are given."),
    "kept_until_past": _("Choose a day that is still to come."),
    "disposal_changed_already": _("Somebody else has decided this meanwhile. What you wrote is still on this page."),
}

# What people call each kind of row; one that has no name here is "another part of the record".
THINGS = {
    "children.Child": _("The child’s record as a whole"),
    "children.CircleLines": _("What teams said of their part around the child"),
    "children.Claim": _("What somebody says of the child"),
    "children.EnforcementQuestion": _("What immigration enforcement asked"),
    "children.EnforcementReply": _("What was said to immigration enforcement"),
    "children.EnforcementRequest": _("Requests of immigration enforcement, as they were sent"),
    "children.Involvement": _("Teams around the child"),
    "children.InvolvementRequest": _("Teams that asked to work with the child"),
    "children.LinkDecision": _("Decisions whether two records are one child"),
    "children.LinkQuestion": _("Questions whether two records are one child"),
    "children.LooksGiven": _("Lists of who looked that were given away"),
    "children.MatchFacts": _("Facts folded for comparing"),
    "children.NamesReleased": _("Releases of names of those who looked"),
    "children.MatchKey": _("Keys by which the record could be found"),
    "children.Move": _("Moves of a record from child to child"),
    "children.Record": _("Teams’ own records"),
    "children.Responsibility": _("Who was responsible"),
    "chronology.Attachment": _("Files"),
    "chronology.FileCheck": _("Checks of files"),
    "chronology.Citation": _("What leans on an entry of the story"),
    "chronology.Entry": _("Entries of the story"),
    "concerns.Concern": _("Concerns as they were sent"),
    "concerns.ConcernSubject": _("The child’s part in a concern"),
    "concerns.UrgencyChange": _("Changes of urgency"),
    "duties.Draft": _("Unsent drafts"),
    "duties.Duty": _("What somebody owed"),
    "duties.DutyStep": _("Reminders of what somebody owed"),
    "ledger.Event": _("Who has looked"),
    "outside.OutsideItem": _("Lines shared with somebody outside, as they left"),
    "outside.OutsideShare": _("What was shared with somebody outside"),
    "outside.OutsideStep": _("What became of what was shared outside"),
    "planning.Contact": _("Visits and calls that were arranged"),
    "planning.Suggestion": _("Where one team could do what several do"),
    "planning.SuggestionAnswer": _("What teams answered to that"),
    "planning.Withdrawal": _("What teams left to others or did no longer"),
    "planning.Work": _("What teams did with the child"),
    "referrals.Corroboration": _("What was looked for before a decision"),
    "referrals.CorroborationMet": _("What came of it"),
    "referrals.Decision": _("Answers to referrals"),
    "referrals.Referral": _("Referrals"),
    "sharing.Admission": _("Who was let into what only named people read"),
    "sharing.Compartment": _("What only named people read"),
    "sharing.CompartmentAccount": _("Why only named people read it"),
    "sharing.CompartmentItem": _("Things that only named people read"),
    "sharing.Ask": _("Questions to other agencies"),
    "sharing.AskAnswer": _("Answers to such questions"),
    "sharing.Conflict": _("Who was kept from the child"),
    "sharing.Declaration": _("Who said whether they know the child"),
    "sharing.Grant": _("Openings because somebody was in danger"),
    "sharing.WithheldFrom": _("From whom something was held back"),
    "sharing.Withholding": _("What was held back"),
    "sharing.WithholdingAccount": _("Why it was held back"),
    "voice.Sheet": _("Sheets made for the child of who knows what"),
    "voice.Telling": _("What the child was told, and says of it"),
    "stewardship.AccessRequest": _("Requests to see what is held"),
    "stewardship.LegalHold": _("Legal holds"),
    "stewardship.PackItem": _("What was collected for such a request"),
    "stewardship.Redaction": _("What was blacked out for such a request"),
}
OTHER_THING = _("Another part of the record")
