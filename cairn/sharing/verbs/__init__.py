"""What can be done about who sees what: holding back, agreeing, keeping a child from somebody; asking and answering."""

from cairn.sharing.verbs.agreeing import answer_withholding, end_withholding, extend_withholding, lapse
from cairn.sharing.verbs.answering import answer_ask, on_answered, review_refusal
from cairn.sharing.verbs.asking import AskedFrom, AskSaid, ask, find_ask, open_ask, withdraw_ask
from cairn.sharing.verbs.compartments import (
    Whom,
    admit,
    answer_as_second,
    begin_apart,
    end_admission,
    gather_no_more,
    keep_apart,
    see_anew,
    take_out,
)
from cairn.sharing.verbs.conflicts import KeptFrom, declare, keep_from, keep_from_no_longer, shut_out
from cairn.sharing.verbs.following import follows
from cairn.sharing.verbs.looking import find_compartment, open_withholding
from cairn.sharing.verbs.second import name_second, remind_of_second
from cairn.sharing.verbs.withholding import Held, before_withheld, on_shared, withhold

__all__ = (
    "AskSaid",
    "AskedFrom",
    "Held",
    "KeptFrom",
    "Whom",
    "admit",
    "answer_as_second",
    "answer_ask",
    "answer_withholding",
    "ask",
    "before_withheld",
    "begin_apart",
    "declare",
    "end_admission",
    "end_withholding",
    "extend_withholding",
    "find_ask",
    "find_compartment",
    "follows",
    "gather_no_more",
    "keep_apart",
    "keep_from",
    "keep_from_no_longer",
    "lapse",
    "name_second",
    "on_answered",
    "on_shared",
    "open_ask",
    "open_withholding",
    "remind_of_second",
    "review_refusal",
    "see_anew",
    "shut_out",
    "take_out",
    "withdraw_ask",
    "withhold",
)
