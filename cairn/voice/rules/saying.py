"""What a sheet, a conversation and a reason for waiting must say before they are kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from cairn.core.errors import Refused
from cairn.voice.kinds import HANDS, Copy, HandOver, Interpreting, NotYet, SheetLanguage, Shown, View

LONGEST = 15_000
LONG, SHORT, LANGUAGE = 4000, 500, 60
MOST_DAYS = 28
_REFUSED_HANDS = {
    HandOver.CARER: "takeaway_by_carer",
    HandOver.INTERPRETER: "takeaway_by_interpreter",
    HandOver.OTHER: "takeaway_by_others",
}


@dataclass(frozen=True, slots=True)
class SheetSaid:
    """Which sheet somebody wants: in what language; to take away only if that is safe, and who hands it over."""

    language: SheetLanguage
    copy: Copy = Copy.TOGETHER
    is_safe: bool = False
    hand_over: HandOver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSaid:
    """A conversation in which a child was told who knows what: when, with whom, in what language, and what the child
    said. `words` are the child's own, as they were said; `english` is what an interpreter made of them.
    """

    told_on: date
    language: str
    told: str
    shown: Shown = Shown.SPOKEN
    is_alone: bool = False
    present: str = ""
    interpreting: Interpreting = Interpreting.NONE
    interpreter: str = ""
    words: str = ""
    english: str = ""
    view: View = View.NOT_SAID
    disputes: str = ""
    objects_to: str = ""
    weighed: str = ""
    minds_no_more: bool = False
    questions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYetSaid:
    """Why a child was not told yet, and on which day somebody looks at that again."""

    reason: NotYet
    why: str
    review_on: date


def refuse_unsafe(said: SheetSaid, *, stands_unsafe: bool) -> None:
    """Nothing is taken away unless it is safe to be found, and unless it goes from hand to hand to the child (R-062).

    `stands_unsafe`: somebody who works with the child wrote that it is not safe to tell yet.
    """
    if said.copy is not Copy.AWAY:
        return
    if said.hand_over is None:
        raise Refused("takeaway_hand_needed")
    if said.hand_over not in HANDS:
        raise Refused(_REFUSED_HANDS[said.hand_over])
    if not said.is_safe:
        raise Refused("takeaway_not_safe")
    if stands_unsafe:
        raise Refused("takeaway_stands_unsafe")


def refuse_unsaid(said: ToldSaid, today: date) -> None:
    """A conversation says what was told, in what language, who was there and who interpreted (R-062, R-178)."""
    if said.told_on > today:
        raise Refused("told_on_future")
    if not said.told.strip():
        raise Refused("told_words_needed")
    if not said.language.strip():
        raise Refused("told_language_needed")
    if not said.is_alone and not said.present.strip():
        raise Refused("told_present_needed")
    if said.interpreting is not Interpreting.NONE and not said.interpreter.strip():
        raise Refused("interpreter_needed")
    if said.view is View.DISPUTES and not said.disputes.strip():
        raise Refused("disputes_needed")
    if said.objects_to.strip() and not said.weighed.strip():
        raise Refused("weighed_needed")
    _refuse_too_long(said)


def refuse_open_ended(said: NotYetSaid, today: date) -> None:
    """Waiting has a reason and an end: a day within four weeks on which somebody looks again."""
    if not said.why.strip():
        raise Refused("not_yet_why_needed")
    if len(said.why) > SHORT:
        raise Refused("told_too_long", most=SHORT)
    if not today < said.review_on <= today + timedelta(days=MOST_DAYS):
        raise Refused("review_on_wrong", most=MOST_DAYS)


def entry_words(said: ToldSaid) -> str:
    """The child's words as they stand in the story: first as they were said, then what an interpreter made of them."""
    own, english = said.words.strip(), said.english.strip()
    return f"{own}\n\n({english})" if own and english else own or english


def _refuse_too_long(said: ToldSaid) -> None:
    limits = {
        LONGEST - 10: (said.words + said.english,),
        LONG: (said.told, said.disputes, said.questions, said.weighed),
        SHORT: (said.present, said.objects_to),
        200: (said.interpreter,),
        LANGUAGE: (said.language,),
    }
    for most, parts in limits.items():
        if any(len(one) > most for one in parts):
            raise Refused("told_too_long", most=most)
