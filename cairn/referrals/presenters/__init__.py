"""What the answer page shows, as plain values."""

from cairn.referrals.presenters.corroboration import (
    LookedForLine,
    ParityPage,
    line_of,
    looked_for_lines,
    parity_page,
)
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
    "LookedForLine",
    "ParityPage",
    "answer_page",
    "child_href",
    "draft_address",
    "given_of",
    "knows_href",
    "line_of",
    "looked_for_lines",
    "may_acknowledge",
    "must_say_first",
    "parity_page",
]
