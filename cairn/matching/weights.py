"""What each level of agreement is worth: about log2 of how much likelier it is for one child than for two (bits).

Set by hand from how often such things agree by chance, then tuned on the published generator's tuning people, never on
those by which the figures of docs/performance.md are measured (see scoring.MODEL_VERSION). What a name part is worth
depends on how rare it is (rarity.py); the rest is here.
"""

from typing import Final

from cairn.matching.kinds import Level

# Names: what a pair of parts loses against exact agreement on something as rare.
PART_LOSS: Final[dict[Level, float]] = {Level.SOUNDS_ALIKE: 1.0, Level.KNOWN_VARIANT: 1.5, Level.CLOSE: 4.0}
READING_LOSS: Final = 2.5  # by another language's reading alone: a part has up to six, and one may fit by chance
FORM_SPELT_LOSS: Final = 2.5  # a known form that the other spells otherwise: Beth for Elisabeth
SHORT_SLIP_LOSS: Final = 6.0  # many short names are a letter apart
SHORT_FORM_LOSS: Final = 4.0  # Dan for Danial; many names open with the same letters
GARBLED: Final = 3.0  # a part nobody else bears, of which more letters are as in the other's than are not
LEAST_PART: Final = 0.5  # and what it is worth at least
JOINED_LOSS: Final = 1.5
PART_DIFFERS: Final = -3.5  # both names have a part that the other lacks, as brothers and sisters do
PART_MISSING: Final = -0.5  # one name just says more
MOST_EXTRA_PARTS: Final = 4
INITIAL: Final = 2.0
NAME_DIFFERS: Final = -6.0

BIRTH_SAME_DAY: Final = 12.0
BIRTH_SWAPPED: Final = 7.5  # day and month changed places: once in fifty, by chance once in six thousand
BIRTH_ONE_DIGIT: Final = 3.0  # by chance once in three hundred, and as a slip hardly oftener than once in forty
BIRTH_OTHER_YEAR: Final = 6.5  # the same birthday of another year, as when an age is disputed …
BIRTH_YEAR_APART: Final = -0.4  # … less this for each year between
BIRTH_DAYS_APART: Final = 3.5  # within a month
BIRTH_SAME_YEAR: Final = -2.5  # two exact days within a year: whoever errs in a year keeps the birthday
BIRTH_FIRST_OF_JANUARY: Final = 4.5  # both 1 January of one year, a day that systems fill in
BIRTH_WITHIN_MOST: Final = 3.5  # an estimate fits …
BIRTH_WITHIN_LEAST: Final = 0.5  # … however vague it is
BIRTH_NEAR: Final = 0.5  # an estimate misses by up to a year
BIRTH_SOME_YEARS: Final = -4.0  # 2 to 6 years apart: ages of unaccompanied children are wrong by as much
BIRTH_DIFFERS: Final = -6.0
BIRTH_ESTIMATE_DIFFERS: Final = -2.5  # a year or an estimated age is involved
BIRTH_CONTESTED: Final = -1.0  # somebody disputes a birth, or one record's births contradict one another

SEX: Final[dict[Level, float]] = {Level.AGREES: 0.8, Level.DIFFERS: -4.0}
NATIONALITY: Final[dict[Level, float]] = {Level.AGREES: 1.0, Level.DIFFERS: -0.5}
IDENTIFIER: Final[dict[Level, float]] = {Level.AGREES: 21.0, Level.ONE_DIGIT_APART: 10.0, Level.DIFFERS: -6.0}
OWN_NUMBER: Final = 8.0  # an agency's own number: others count from one as well
# Strangers hardly ever share a phone or a street; brothers and sisters do, and differ by name. Children change phones,
# homes and schools: another one says nothing.
PHONE: Final[dict[Level, float]] = {Level.AGREES: 10.0, Level.ONE_DIGIT_APART: 3.0, Level.DIFFERS: 0.0}
ADDRESS_MOST: Final = 8.0  # the same postcode or house; less for a hotel or a home where many children are
DISTRICT: Final = 1.5
SCHOOL: Final = 5.0
# Phone, home and school weigh so many times as much beside a whole name: brothers and sisters share them, not the name.
BESIDE_WHOLE_NAME: Final = 1.5
