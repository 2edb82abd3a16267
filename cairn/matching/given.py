"""Which part of a name, where it is written first, is likely to be the child's own and not a family's."""

import re
from functools import lru_cache
from typing import Final

from cairn.matching.sounds import CACHED, skeleton

_VOWELS = re.compile(r"[aeiouwy]+")
_MORE_THAN_ONE = 2
# Written first in the names of many brothers, or sisters, of one family: given in honour, before the name that is used.
_IN_HONOUR = "muhammad mohamed mohd md syed sayed saiyid shah sheikh abdul abdel abd maria marie mary ahmad"
_BORNE_BY_BROTHERS: Final = frozenset(map(skeleton, _IN_HONOUR.split()))


@lru_cache(maxsize=CACHED)
def tells_siblings_apart(part: str) -> bool:
    """Whether a folded part that opens a name is likely to be one child's alone.

    Not a single syllable, as the family names are that Vietnamese, Chinese and Korean names open with; and not a name
    that brothers bear together. Our own rule: it errs for families that write the family's name first in other ways.
    """
    return len(_VOWELS.findall(part)) >= _MORE_THAN_ONE and skeleton(part) not in _BORNE_BY_BROTHERS
