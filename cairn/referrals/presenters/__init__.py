"""What the answer page shows, as plain values."""

from cairn.referrals.presenters.first import knows_href, must_say_first
from cairn.referrals.presenters.page import (
    AnswerPage,
    answer_page,
    child_href,
    draft_address,
    given_of,
    may_acknowledge,
)

__all__ = [
    "AnswerPage",
    "answer_page",
    "child_href",
    "draft_address",
    "given_of",
    "knows_href",
    "may_acknowledge",
    "must_say_first",
]
