"""The guide asked as "why not share?": at most five questions, and at the end a lawful ground or whom to ask (R-050).

It helps somebody to share and never decides for them: a person shares, and may always ask first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cairn.sharing.kinds import (
    OPTIONS,
    Agreed,
    Counsel,
    Fear,
    GatewayKind,
    GuideQuestion,
    Note,
    Receiver,
    Sensitive,
    Worse,
)
from cairn.sharing.rules.gateways import Case, Gateway, Justified, condition_of, usable, written

MOST_QUESTIONS = 5
Answers = Mapping[GuideQuestion, str]
_ASK_FIRST = {Receiver.OUTSIDE: Note.OUTSIDE, Receiver.BORDERS: Note.BORDERS}


@dataclass(frozen=True, slots=True)
class Advice:
    """Where the questions end. `grounds` are the lawful grounds, the strongest first; without one, `ask` says whom.

    `condition` stands beside the ground where specially protected facts are among what is shared. `ask` may also name
    somebody beside a ground, where asking is wise and sharing is lawful.
    """

    grounds: tuple[Gateway, ...]
    condition: Gateway | None
    ask: tuple[Counsel, ...]
    notes: tuple[Note, ...]

    @property
    def ground(self) -> Gateway | None:
        """The strongest ground; None where somebody must be asked first."""
        return self.grounds[0] if self.grounds else None

    def justified(self, language: str = "en") -> Justified | None:
        """The ground and the one standard sentence, as they are kept with the share."""
        return written(self.grounds[0], self.condition, language) if self.grounds else None


def next_step(answers: Answers, case: Case) -> GuideQuestion | Advice:
    """The next question, or the advice once there is nothing more to ask. Answers that are none of a question's own
    options count as not given."""
    given = {question: answer for question, answer in answers.items() if answer in OPTIONS[question].values}
    for question in questions_for(given):
        if question not in given:
            return question
    return _advice(given, case)


def questions_for(given: Answers) -> tuple[GuideQuestion, ...]:
    """The questions that these answers lead to, in order; each answer may spare one that comes later."""
    asked = [GuideQuestion.FEAR, GuideQuestion.RECEIVER]
    if _must_ask_first(given):
        return tuple(asked)
    fear = given.get(GuideQuestion.FEAR)
    if fear == Fear.NOTHING:
        agreed = given.get(GuideQuestion.AGREED)
        more = [] if agreed and agreed != Agreed.YES else [GuideQuestion.SENSITIVE, GuideQuestion.WORSE]
        return (*asked, GuideQuestion.AGREED, *more)
    # Nobody's yes is needed, or waited for, where a child may come to serious harm.
    agreement = [] if fear == Fear.SERIOUS else [GuideQuestion.AGREED]
    return (*asked, GuideQuestion.SENSITIVE, *agreement, GuideQuestion.WORSE)


def _must_ask_first(given: Answers) -> bool:
    return given.get(GuideQuestion.RECEIVER) in set(_ASK_FIRST)


def _advice(given: Answers, case: Case) -> Advice:
    notes = _notes(given)
    if _must_ask_first(given):
        return Advice((), None, (Counsel.DATA_PROTECTION, Counsel.SAFEGUARDING), notes)
    worse = given.get(GuideQuestion.WORSE)
    if worse == Worse.YES:
        return Advice((), None, (Counsel.SAFEGUARDING, Counsel.DATA_PROTECTION), notes)
    is_sensitive = given.get(GuideQuestion.SENSITIVE) == Sensitive.YES
    condition = condition_of(case) if is_sensitive else None
    grounds = _grounds(given, case)
    if not grounds or (is_sensitive and condition is None) or _is_sensitive_by_agreement(given):
        return Advice((), None, (Counsel.DATA_PROTECTION,), notes)
    ask = (Counsel.SAFEGUARDING,) if worse == Worse.UNSURE else ()
    return Advice(grounds, condition, ask, notes)


def _is_sensitive_by_agreement(given: Answers) -> bool:
    # The condition is for protecting a child; by agreement alone somebody who knows the law says what is needed.
    return given[GuideQuestion.FEAR] == Fear.NOTHING and given.get(GuideQuestion.SENSITIVE) == Sensitive.YES


def _grounds(given: Answers, case: Case) -> tuple[Gateway, ...]:
    fear, receiver = given[GuideQuestion.FEAR], given[GuideQuestion.RECEIVER]
    if fear == Fear.NOTHING and given.get(GuideQuestion.AGREED) != Agreed.YES:
        return ()
    found = [one for one in usable(case) if fear in one.when and receiver in one.gets]
    return tuple(sorted(found, key=lambda one: one.kind is GatewayKind.BASE))


def _notes(given: Answers) -> tuple[Note, ...]:
    found = [Note.URGENT] if given[GuideQuestion.FEAR] == Fear.SERIOUS else []
    receiver = Receiver(given[GuideQuestion.RECEIVER])
    if receiver in _ASK_FIRST:
        return (*found, _ASK_FIRST[receiver])
    agreed = given.get(GuideQuestion.AGREED)
    if given[GuideQuestion.FEAR] == Fear.NOTHING and agreed != Agreed.YES:
        return (*found, Note.ALONE)
    told = {Agreed.NOT_SAFE: Note.NOT_TELL, Agreed.NO: Note.REFUSED}
    return (*found, told.get(Agreed(agreed), Note.TELL) if agreed else Note.TELL, Note.MINIMUM)
