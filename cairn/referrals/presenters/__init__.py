"""What the answer page shows, as plain values."""

from cairn.referrals.presenters.page import AnswerPage, answer_page, child_href, draft_address, given_of

__all__ = ["AnswerPage", "answer_page", "child_href", "draft_address", "given_of"]
