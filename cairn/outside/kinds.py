"""Words of sharing with somebody outside: ways, sections, what happened to it, and what is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cairn.ledger.kinds import Nature, happening
from cairn.notices.kinds import news
from cairn.sharing.kinds import Receiver


class Way(TextChoices):
    """How it reaches whoever it is for."""

    LINK = "link", _("a link that opens once, with a code told by telephone")
    PRINT = "print", _("on paper, printed and handed over")


class Section(TextChoices):
    """The parts from which somebody chooses, each line on its own."""

    CHILD = "child", _("Who the child is")
    FACTS = "facts", _("What is known")
    STORY = "story", _("What happened")
    DECISIONS = "decisions", _("What was decided")
    CIRCLE = "circle", _("Who is involved")
    REQUEST = "request", _("What we ask of you")


class ItemKind(TextChoices):
    """What a line was, before it was written down for somebody outside."""

    CLAIM = "claim", _("what somebody says")
    ENTRY = "entry", _("an entry of the story")
    DECISION = "decision", _("a decision")
    INVOLVEMENT = "involvement", _("a team around the child")
    REQUEST = "request", _("what is asked")


class StepKind(TextChoices):
    """What happened to something that was shared."""

    OPENED = "opened", _("opened")
    TRIED = "tried", _("somebody tried to open it, and could not")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PRINTED = "printed", _("printed")
    LAPSED = "lapsed", _("its time ran out, and nobody had opened it")


class Standing(TextChoices):
    """What the database says of something that was shared, at a moment; the first that holds.

    *Silent*: something in it is held back without a trace. Nobody who asks for it inside is told so.
    """

    OPENED = "opened", _("opened")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LOCKED = "locked", _("locked after too many wrong codes")
    EXPIRED = "expired", _("its time ran out")
    LEFT = "left", _("whoever shared it no longer works with the child")
    CHANGED = "changed", _("something in it was corrected or moved")
    WITHHELD = "withheld", _("something in it is held back by now")
    SILENT = "silent", _("waits")
    WAITS = "waits", _("waits")


class State(TextChoices):
    """Where it stands, as people read it."""

    WAITS = "waits", _("waits to be opened")
    OPENED = "opened", _("opened")
    TO_PRINT = "to_print", _("not printed yet")
    PRINTED = "printed", _("printed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LOCKED = "locked", _("locked after too many wrong codes")
    EXPIRED = "expired", _("its time ran out")
    CLOSED = "closed", _("closed by itself: something in it, or around the child, has changed")


# Never a border team; and anybody else only as a data-protection lead decides, which is outside Cairn.
GOES_TO = (Receiver.LOCAL_AUTHORITY, Receiver.POLICE, Receiver.PUBLIC_BODY, Receiver.CHARITY)

OUTSIDE_SHARED = happening("outside.shared", _("shared chosen parts with somebody outside"))
OUTSIDE_OPENED = happening("outside.opened", _("opened what was shared with them from outside"), Nature.LOOK)
OUTSIDE_TRIED = happening("outside.tried", _("tried to open what was shared outside, and could not"), Nature.REFUSAL)
OUTSIDE_PRINTED = happening("outside.printed", _("printed what is shared with somebody outside"), Nature.LOOK)
OUTSIDE_WITHDRAWN = happening("outside.withdrawn", _("withdrew what was shared with somebody outside"))
OUTSIDE_LAPSED = happening("outside.lapsed", _("found that nobody had opened what was shared outside"))

YOURS_SHARED = news("outside.yours", _("Something your team wrote was shared with somebody outside"))
SHARE_OPENED = news("outside.opened", _("Somebody outside has opened what you shared with them"))
SHARE_LOCKED = news("outside.locked", _("A link you sent outside was locked after too many wrong codes"))
SHARE_LAPSED = news("outside.lapsed", _("Nobody opened a link you sent outside, and its time ran out"))

REFUSALS = {
    "outside_recipient_needed": _("Say who gets it: name, organisation, function, how you reach them, and a number."),
    "outside_purpose_needed": _("Say what they need it for."),
    "outside_receiver_needed": _("Say what sort of body it goes to."),
    "outside_not_for_borders": _("What was said to protect a child is not passed on for immigration enforcement."),
    "outside_ask_first": _(
        "Your data-protection lead decides whether and how it goes to anybody else. Ask them first."
    ),
    "outside_ground_not_for_them": _(
        "That ground does not let you share with this sort of body. Choose one of these: %(grounds)s."
    ),
    "outside_nothing_chosen": _("Choose at least one line of what is known, or of the story."),
    "outside_not_offered": _("Something you chose cannot go outside any more. Look at the lists again, then preview."),
    "outside_changed": _("Something you chose was changed meanwhile. Look at it again before it goes."),
    "outside_too_long": _("That is too long: the limit is %(most)s characters. Nothing was shared."),
    "outside_days_wrong": _("A link waits for one day at least, and %(most)s days at most."),
    "outside_way_unknown": _("Choose how it reaches them."),
    "outside_code_wrong": _("That is not the code. You may try %(left)s times more; or ring whoever sent it."),
    "outside_over": _("This is over: it was opened or withdrawn, or its time ran out."),
    "outside_not_paper": _("This went as a link. Nothing of it is printed here."),
    "outside_too_often": _("That was tried too often from your network. Wait an hour, or ring whoever sent it."),
}
