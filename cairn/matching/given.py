"""Which part of a name, where it is written first, is likely to be the child's own and not a family's."""

import re
from functools import lru_cache
from typing import Final

from cairn.matching.sounds import CACHED, skeleton

# w and y between vowels part two syllables (Dawit, Priya); not after u, as in Nguyen.
_VOWELS = re.compile(r"(?:[aeiou]|[wy](?![aeiou])|(?<![aeio])[wy])+")
_MORE_THAN_ONE = 2
# How the one syllable of a Vietnamese, Chinese or Korean family name is written; Jack, Frank and Ruth are not.
_OPENS = "[b-df-hj-np-tv-z]|[ckgnpst]h|zh|ngh?|t[rsz]|hs|[kghn][wy]|gi|qu"
_EAST_ASIAN = re.compile(f"(?:{_OPENS})?[aeiouwy]+(?:ng|nh|ch|rk|[nmptkclrh])?|ng")
# Written first in the names of many brothers, or sisters, of one family: given in honour, before the name that is used.
_IN_HONOUR = "muhammad mohamed mohd md syed sayed saiyid shah sheikh abdul abdel abd maria marie mary ahmad"
_BORNE_BY_BROTHERS: Final = frozenset(map(skeleton, _IN_HONOUR.split()))
_OF_ALL_SIKHS: Final = frozenset({"singh", "kaur"})  # to the letter: other names sound like these


@lru_cache(maxsize=CACHED)
def tells_siblings_apart(part: str) -> bool:
    """Whether a folded part that opens a name is likely to be one child's alone.

    Not a single syllable such as the family names are that Vietnamese, Chinese and Korean names open with; and not a
    name that brothers bear together. Our own rule: it errs for families that write the family's name first in other
    ways.
    """
    if skeleton(part) in _BORNE_BY_BROTHERS or part in _OF_ALL_SIKHS:
        return False
    return len(_VOWELS.findall(part)) >= _MORE_THAN_ONE or not _EAST_ASIAN.fullmatch(part)
