"""What each level of agreement is worth, roughly log2 of how much likelier it is for one child than for two.

Set by hand, not trained: a first model (see scoring.MODEL_VERSION) to be replaced by measured weights.
"""

from typing import Final

from cairn.matching.kinds import Level

WHOLE_NAME: Final = frozenset({Level.AGREES, Level.ANY_ORDER, Level.SOUNDS_ALIKE, Level.CLOSE})
NAME: Final[dict[Level, float]] = {
    Level.AGREES: 8.0,
    Level.ANY_ORDER: 7.0,
    Level.SOUNDS_ALIKE: 5.0,
    Level.CLOSE: 4.5,
    Level.SHARES_PART: 1.5,
    Level.DIFFERS: -4.0,
    Level.NOT_COMPARABLE: 0.0,
}
# A single name is shared by many; a different one may be another of the child's names.
ONE_PART_NAME: Final[dict[Level, float]] = {
    **NAME,
    Level.AGREES: 4.0,
    Level.SOUNDS_ALIKE: 3.0,
    Level.CLOSE: 2.0,
    Level.DIFFERS: -3.0,
}
PART_MISSING: Final = -1.0  # whole name agrees, but one record has parts that the other leaves out

BIRTH: Final[dict[Level, float]] = {
    Level.AGREES: 8.0,
    Level.ONE_DIGIT_APART: 5.0,
    Level.WITHIN_RANGE: 3.0,
    Level.NEAR: 1.0,
    Level.DIFFERS: -6.0,
}
BIRTH_SWAPPED: Final = 4.0  # day and month changed places; level NEAR
BIRTH_SAME_BIRTHDAY: Final = 2.5  # another year, as when an age is disputed; level NEAR
BIRTH_ESTIMATE_DIFFERS: Final = -2.5  # a year or an estimated age is involved
BIRTH_CONTESTED: Final = -1.0  # somebody disputes a birth, or one record's births contradict one another

SEX: Final[dict[Level, float]] = {Level.AGREES: 0.5, Level.DIFFERS: -2.0}
NATIONALITY: Final[dict[Level, float]] = {Level.AGREES: 1.0, Level.DIFFERS: -0.5}
IDENTIFIER: Final[dict[Level, float]] = {Level.AGREES: 13.0, Level.ONE_DIGIT_APART: 6.0, Level.DIFFERS: -3.0}
# Children change phones and share them with brothers and sisters: another number says nothing.
PHONE: Final[dict[Level, float]] = {Level.AGREES: 5.0, Level.ONE_DIGIT_APART: 1.5, Level.DIFFERS: 0.0}
