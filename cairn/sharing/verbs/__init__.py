"""What can be done about who sees what: holding back, agreeing, sharing again, keeping a child from somebody."""

from cairn.sharing.verbs.agreeing import answer_withholding, end_withholding, extend_withholding, lapse
from cairn.sharing.verbs.conflicts import KeptFrom, declare, keep_from, keep_from_no_longer
from cairn.sharing.verbs.following import follows
from cairn.sharing.verbs.withholding import Held, must_see, on_shared, withhold

__all__ = (
    "Held",
    "KeptFrom",
    "answer_withholding",
    "declare",
    "end_withholding",
    "extend_withholding",
    "follows",
    "keep_from",
    "keep_from_no_longer",
    "lapse",
    "must_see",
    "on_shared",
    "withhold",
)
