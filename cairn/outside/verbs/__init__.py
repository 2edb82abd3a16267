"""Everything that can be done about sharing with somebody outside, as one list."""

from cairn.outside.verbs.opening import Closed, find_front, open_link, tell_lapsed
from cairn.outside.verbs.sharing import LONGEST, Made, Recipient, ShareSaid, ground_of, previewed, share_outside
from cairn.outside.verbs.since import find_share, print_pack, withdraw_share

__all__ = [
    "LONGEST",
    "Closed",
    "Made",
    "Recipient",
    "ShareSaid",
    "find_front",
    "find_share",
    "ground_of",
    "open_link",
    "previewed",
    "print_pack",
    "share_outside",
    "tell_lapsed",
    "withdraw_share",
]
