"""The words of this floor that code tells apart, and the sentences for what it refuses."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import Nature, happening
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
NOW_LAPSED = news(
    "sharing.now_lapsed", _("Nobody looked again in time at something your team held back: it is shared now.")
)
LEANS_ON_WITHHELD = news("sharing.leans_on_withheld", _("Something you wrote leans on what is now held back."))
KNOWS_THE_CHILD = news(
    "sharing.knows_the_child", _("Somebody who may know a child in person was kept from the record.")
)


class ItemKind(TextChoices):
    """What can be held back."""

    ENTRY = "entry", _("an entry in the story")
    FACT = "claim", _("something said about the child")
    ATTACHMENT = "attachment", _("a file")
    WORK = "work", _("a piece of work with the child")
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
    "withhold_ground_not_known": _("There is no ground for holding something back called “%(ground)s”."),
    "withhold_ground_not_in_force": _(
        "That ground does not hold in %(nation)s today. Choose another one, or share it."
    ),
    "withhold_ground_words_needed": _("Say which order, or which Act and section."),
    "withhold_until_past": _("“Held back until” must be a day still to come."),
    "withhold_until_too_far": _("Nothing is held back longer than %(most)s days without looking at it again."),
    "withhold_from_oneself": _("You cannot hold something back from your own agency."),
    "withhold_from_everybody": _(
        "Held back from everybody, nobody could protect the child. Leave out at least one agency."
    ),
    "withhold_from_nobody": _("Say from which agencies it is held back."),
    "withhold_no_such_agency": _("One of these agencies is not part of the partnership."),
    "withhold_not_yours": _("Only the agency that wrote something can hold it back."),
    "withheld_already": _("This is held back already. Change or end that first."),
    "withhold_from_answerer": _(
        "This was sent to one of these agencies to be decided, and they have not answered yet. Hold back what you add "
        "instead, or ring them."
    ),
    "withhold_not_silent": _(
        "Without a trace goes only an allegation against staff, a live operation, a protected source or a suspicion."
    ),
    "withhold_leaves_trace": _(
        "Only named people read this, and nobody else is told that it is there. Held back as well, it would leave a "
        "trace. Leave these questions empty."
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


class GatewayKind(StrEnum):
    """What a lawful gateway does: obliges, allows, or lets certain kinds of fact through another gateway."""

    DUTY = "duty"
    POWER = "power"
    BASE = "base"
    CONDITION = "condition"


GATEWAY_KINDS: dict[GatewayKind, Promise] = {
    GatewayKind.DUTY: _("a duty"),
    GatewayKind.POWER: _("a power, not a duty"),
    GatewayKind.BASE: _("data protection law itself, which lets you share to protect a child"),
    GatewayKind.CONDITION: _("for specially protected facts, beside another ground"),
}


class Body(StrEnum):
    """What sort of body shares, as far as the law tells bodies apart."""

    LOCAL_AUTHORITY = "local_authority"
    POLICE = "police"
    HEALTH = "health"
    EDUCATION = "education"
    PUBLIC_BODY = "public_body"
    BORDERS = "borders"
    CHARITY = "charity"


class GuideQuestion(TextChoices):
    """The questions of the guide "why not share?", at most five of them to anybody (R-050)."""

    FEAR = "fear", _("What do you fear if this is not shared?")
    RECEIVER = "receiver", _("Who would get it?")
    SENSITIVE = "sensitive", _("Does it tell of health, sex life, race, belief or a crime?")
    AGREED = "agreed", _("Do the child or the parents know, and agree?")
    WORSE = "worse", _("Could telling it hurt the child more than keeping silent?")


class Fear(TextChoices):
    """What may happen if nothing is shared."""

    SERIOUS = "serious", _("A child may come to serious harm, or has been harmed")
    HELP = "help", _("A child may need help or protection, or may be exploited; nobody is sure yet")
    CRIME = "crime", _("A crime that could be prevented, stopped or found out")
    NOTHING = "nothing", _("None of these: it would merely be useful")


class Receiver(TextChoices):
    """Who would get what is shared."""

    LOCAL_AUTHORITY = "local_authority", _("Children’s social care of a local authority")
    POLICE = "police", _("Police")
    PUBLIC_BODY = "public_body", _("A health service, school, youth justice or other public service")
    CHARITY = "charity", _("A charity, guardian or advocate of the partnership")
    BORDERS = "borders", _("An immigration or border team")
    OUTSIDE = "outside", _("Somebody outside the partnership")


class Sensitive(TextChoices):
    """Whether there are facts among it that the law protects specially."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Agreed(TextChoices):
    """Whether those whom it is about agree."""

    YES = "yes", _("Yes, they know and agree")
    NOT_SAFE = "not_safe", _("No, and it is not safe, or not possible, to ask")
    NOT_ASKED = "not_asked", _("Nobody has asked them yet")
    NO = "no", _("They said no")


class Worse(TextChoices):
    """Whether sharing does more harm than silence."""

    NO = "no", _("No")
    YES = "yes", _("Yes")
    UNSURE = "unsure", _("I am not sure")


OPTIONS: dict[GuideQuestion, type[TextChoices]] = {
    GuideQuestion.FEAR: Fear,
    GuideQuestion.RECEIVER: Receiver,
    GuideQuestion.SENSITIVE: Sensitive,
    GuideQuestion.AGREED: Agreed,
    GuideQuestion.WORSE: Worse,
}


class Counsel(TextChoices):
    """Whom to ask where the guide cannot say, or only half."""

    SAFEGUARDING = "safeguarding", _("your safeguarding lead")
    DATA_PROTECTION = "data_protection", _("your data-protection lead")


class Note(TextChoices):
    """What to mind while sharing."""

    MINIMUM = "minimum", _("Share what they need for this purpose, and only that.")
    TELL = (
        "tell",
        _("Tell the child, and the parents where that is safe, what you share and why."),
    )
    NOT_TELL = "not_tell", _("Do not ask or tell anybody where that could put the child or somebody else at risk.")
    REFUSED = (
        "refused",
        _("They said no. You may share without their yes: write down why protecting the child weighs more."),
    )
    URGENT = "urgent", _("If a child is in danger now, ring 999 first. Do not wait for a form or for an answer.")
    OUTSIDE = "outside", _("Before anything goes outside the partnership, your data-protection lead decides how.")
    BORDERS = "borders", _("What was said to protect a child is not passed on for immigration enforcement.")
    ALONE = "alone", _("Nobody needs it to protect a child, so their agreement would be the only ground.")


REFUSALS |= {
    "ground_needed": _("Choose the lawful ground on which you share it."),
    "ground_not_known": _("There is no lawful ground called “%(ground)s”."),
    "ground_not_in_force": _("That lawful ground does not hold in %(nation)s on that day. Choose another one."),
}


class AskState(TextChoices):
    """Where a question to another agency stands."""

    OPEN = "open", _("waits for an answer")
    PART = "part", _("answered in part, and waits for the rest")
    ANSWERED = "answered", _("answered")
    REFUSED = "refused", _("refused, and a second person looks at that")
    STANDS = "stands", _("refused, and a second person agreed")
    WITHDRAWN = "withdrawn", _("withdrawn by those who asked")


WAITING = (AskState.OPEN, AskState.PART)
SETTLED = (AskState.ANSWERED, AskState.STANDS, AskState.WITHDRAWN)


class ReplyKind(TextChoices):
    """What somebody says to a question; the last two are what a second person says of a refusal."""

    ANSWERED = "answered", _("We answer it")
    PART = "part", _("We answer part of it; the rest will follow")
    REFUSED = "refused", _("We do not share this")
    STANDS = "stands", _("The refusal stands")
    ANSWER_IT = "answer_it", _("It must be answered after all")


TELLING = (ReplyKind.ANSWERED, ReplyKind.PART)
REPLIES = (*TELLING, ReplyKind.REFUSED)


class RefusalGround(TextChoices):
    """Why something asked for is not shared."""

    WORSE = "worse", _("Sharing it would hurt the child more than not sharing it")
    COURT = "court", _("A court, or a law, forbids it")
    OPERATION = "operation", _("It would endanger a live operation or a source")
    NOT_NEEDED = "not_needed", _("It is not needed for the purpose that was given")
    NOT_OURS = "not_ours", _("Another agency must say it; we name which")


class KnownFrom(TextChoices):
    """How those who answer know it (R-001)."""

    SEEN = "seen", _("we saw it ourselves")
    CHILD_SAYS = "child_says", _("the child told us")
    OTHER_PERSON_SAYS = "other_person_says", _("another person told us")
    DOCUMENT = "document", _("a document shows it")
    PROFESSIONAL_ESTIMATE = "professional_estimate", _("it is our professional judgement")
    SYSTEM = "system", _("it stands in our agency’s system")


ASK_SENT = happening("ask.sent", _("asked another agency"))
ASK_ANSWERED = happening("ask.answered", _("answered another agency’s question"))
ASK_WITHDRAWN = happening("ask.withdrawn", _("withdrew a question to another agency"))
REFUSAL_REVIEWED = happening("ask.refusal_reviewed", _("looked at a refusal to answer"))

ASKED_OF_YOU = news("ask.sent", _("Another agency asks your team something. There is a clock."))
ASK_CAME_BACK = news("ask.answered", _("There is an answer to a question of yours."))
ASK_REFUSED = news("ask.refused", _("A question of yours was refused. A second person looks at that now."))
ASK_REVIEWED = news("ask.reviewed", _("Somebody has looked at the refusal of a question."))
ASK_TAKEN_BACK = news("ask.withdrawn", _("A question to your team was withdrawn. You owe no answer any more."))

REFUSALS |= {
    "question_needed": _("Write what you need to know, and about whom: they may know nothing of the child."),
    "purpose_needed": _("Say what you need it for. They decide by it what to share."),
    "ask_own_agency": _("This is a team of your own agency. Ring them."),
    "enforcement_on_its_own_page": _(
        "A question for immigration enforcement is never asked here. It has a page of its own, and a ground of its own."
    ),
    "needed_by_past": _("“Needed by” must be today or later."),
    "asked_already": _(
        "That agency was asked about this child before. Look at what came back, and say that this is a new question."
    ),
    "reply_words_needed": _("Write the answer, or why not: the other team reads it."),
    "missing_needed": _("Say what is still to come, and when."),
    "known_from_needed": _("Say how you know it."),
    "refusal_ground_needed": _("Say on what ground you do not share it. “Data protection” alone is none."),
    "reply_not_this": _("That is not one of the ways to answer a question."),
    "ask_moved_on": _(
        "Somebody answered first, or it was withdrawn. What you have just written is still on this page."
    ),
    "withdraw_reason_needed": _("Say why you withdraw it: the other team may be at work on it."),
    "review_words_needed": _("Say why."),
    "review_not_alone": _("Whoever refused cannot look at the refusal. Somebody else must."),
}


class GlassFinding(TextChoices):
    """What a second person says of a record that was opened because somebody was in danger."""

    JUSTIFIED = "justified", _("It was right to open it")
    NOT_JUSTIFIED = "not_justified", _("It was not right to open it")


GLASS_BROKEN = happening("glass.broken", _("opened the record for an hour, because somebody was in danger"))
APART_BROKEN = happening(
    "glass.apart_broken", _("opened for an hour what only named people read, because somebody was in danger")
)
GLASS_TRIED = happening("glass.tried", _("tried to open a record because somebody was in danger"), Nature.REFUSAL)
GLASS_ENDED = happening("glass.ended", _("closed a record that was open because somebody was in danger"))
GLASS_REVIEWED = happening("glass.reviewed", _("said whether it was right to open the record in danger"))

GLASS_NEWS = news("glass.broken", _("Somebody opened a child’s record because somebody is in danger. Read why, now."))
APART_NEWS = news(
    "glass.apart_broken",
    _("Somebody opened what only named people read of a child, because somebody is in danger. Read why, now."),
)
GLASS_CLOSED = news(
    "glass.closed",
    _(
        "Records were joined or taken apart, so what was open because somebody is in danger is closed. "
        "Ring the hub duty desk if somebody is in danger still."
    ),
)
GLASS_FOUND = news("glass.reviewed", _("A second person has looked at a record that was opened in danger."))

REFUSALS |= {
    "glass_reference_needed": _("Give the child’s reference, such as C-7F3K-Q2. Ring the hub if nobody told you."),
    "glass_danger_needed": _("Say who is in danger, and from what."),
    "glass_why_needed": _("Say why it cannot wait until somebody who works with the child can be asked."),
    "glass_words_too_long": _("That is too long: the limit is %(most)s characters."),
    "glass_hidden": _(
        "No record can be opened with this reference. Check it with whoever told you, or ring the hub duty desk now."
    ),
    "glass_apart_seen": _("You can read it already. Open it as always."),
    "glass_not_needed": _("You see this child’s story already. Open it as always."),
    "glass_too_often": _("You have done this too often today to do it again. Ring the hub duty desk now."),
    "glass_ended_already": _("It is closed already."),
    "glass_finding_needed": _("Say whether it was right, and why."),
    "glass_found_already": _("Somebody has said this already. What you wrote is still on this page."),
    "glass_found_by_another": _("Somebody else must say whether it was right: not the person who opened it."),
}
