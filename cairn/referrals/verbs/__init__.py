"""Delivering, reading, taking on and answering what was sent."""

from cairn.referrals.verbs.answering import AnswerGiven, answer
from cairn.referrals.verbs.corroborating import Missing, ask_corroboration, find_corroboration, meet_corroboration
from cairn.referrals.verbs.delivery import deliver, deliver_as_danger
from cairn.referrals.verbs.looking import find_referral, look_at
from cairn.referrals.verbs.receiving import acknowledge, mark_read
from cairn.referrals.verbs.reviewing import look_again
from cairn.referrals.verbs.withholding import refuse_answerers

__all__ = [
    "AnswerGiven",
    "Missing",
    "acknowledge",
    "answer",
    "ask_corroboration",
    "deliver",
    "deliver_as_danger",
    "find_corroboration",
    "find_referral",
    "look_again",
    "look_at",
    "mark_read",
    "meet_corroboration",
    "refuse_answerers",
]
