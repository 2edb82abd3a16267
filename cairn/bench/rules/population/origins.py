"""The thirteen origins of names in the population, and how many children each has."""

from enum import StrEnum
from typing import Final


class Origin(StrEnum):
    """Where a family's names come from. Says nothing else of a child; each has a file of names of the same title."""

    ENGLISH = "english"
    SOUTH_ASIAN = "south_asian"
    ARABIC = "arabic"
    POLISH = "polish"
    INDIAN = "indian"
    ROMANIAN = "romanian"
    TIGRINYA = "tigrinya"
    VIETNAMESE = "vietnamese"
    ALBANIAN = "albanian"
    CHINESE = "chinese"
    WEST_AFRICAN = "west_african"
    KURDISH = "kurdish"
    SOMALI = "somali"


# Our own mixture, in hundredths: weighted towards children who are trafficked or come alone, not a census.
SHARES: Final = {
    Origin.ENGLISH: 50,
    Origin.SOUTH_ASIAN: 11,
    Origin.ARABIC: 6,
    Origin.POLISH: 5,
    Origin.INDIAN: 4,
    Origin.ROMANIAN: 4,
    Origin.TIGRINYA: 4,
    Origin.VIETNAMESE: 3,
    Origin.ALBANIAN: 3,
    Origin.CHINESE: 3,
    Origin.WEST_AFRICAN: 3,
    Origin.KURDISH: 2,
    Origin.SOMALI: 2,
}

# Many of these children come alone: more births are filled in, estimated or disputed, and the Home Office knows them.
OFTEN_ALONE: Final = frozenset(
    {Origin.ARABIC, Origin.TIGRINYA, Origin.VIETNAMESE, Origin.ALBANIAN, Origin.KURDISH, Origin.SOMALI}
)

NATIONALITIES: Final = {
    Origin.ENGLISH: ("British", "British", "Irish"),
    Origin.SOUTH_ASIAN: ("British", "Pakistani", "Bangladeshi", "Afghan"),
    Origin.ARABIC: ("Sudanese", "Syrian", "Iraqi", "Algerian", "British"),
    Origin.POLISH: ("Polish", "British"),
    Origin.INDIAN: ("British", "Indian"),
    Origin.ROMANIAN: ("Romanian", "Moldovan"),
    Origin.TIGRINYA: ("Eritrean", "Ethiopian"),
    Origin.VIETNAMESE: ("Vietnamese",),
    Origin.ALBANIAN: ("Albanian", "Kosovan"),
    Origin.CHINESE: ("Chinese", "British", "Malaysian"),
    Origin.WEST_AFRICAN: ("Nigerian", "Ghanaian", "Gambian", "British"),
    Origin.KURDISH: ("Iraqi", "Iranian", "Turkish"),
    Origin.SOMALI: ("Somali", "British"),
}
