"""Where children live and learn: made-up outcodes, streets, shared houses and schools. No outcode is a real one."""

from dataclasses import dataclass
from random import Random
from typing import Final

_AREAS = ("AF", "BC", "CE", "DF", "EK", "FE", "GK", "HC", "KC", "LC", "MC", "NC", "OC", "PC", "RC", "SB", "TC", "UC")
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_WORDS = (
    *("Ash", "Bank", "Barley", "Bell", "Birch", "Bridge", "Brook", "Castle", "Chapel", "Church", "Cliff", "Copper"),
    *("Dale", "Elm", "Fern", "Field", "Forge", "Gate", "Glebe", "Grange", "Hazel", "Heron", "Hill", "Holly", "Ivy"),
    *("Kiln", "Lark", "Lime", "Linden", "Maple", "Market", "Meadow", "Mill", "Oak", "Orchard", "Park", "Pond"),
    *("Poplar", "Priory", "Quarry", "River", "Rowan", "Sand", "Stone", "Swan", "Thorn", "Vale", "Weir", "Willow"),
)
_ENDS = ("field", "gate", "mere", "ford", "wood", "ley", "combe", "worth", "hurst", "side", "wick", "ham")
_STREETS = ("Road", "Street", "Lane", "Close", "Avenue", "Terrace", "Court", "Rise")
_SCHOOLS = ("Academy", "Primary School", "High School", "Community School")
_CHILDREN_AN_OUTCODE: Final = 5_000
_CHILDREN_A_SHARED_PLACE: Final = 2_500
_FEWEST_OUTCODES: Final = 30
_SCHOOLS_AN_OUTCODE: Final = 7
_SECTORS: Final = 9
_HOUSES: Final = 180


@dataclass(frozen=True, slots=True)
class Home:
    """One address. A shared one is a hotel or a care home with dozens of children who have nothing else in common."""

    house: str
    postcode: str
    is_shared: bool = False

    @property
    def text(self) -> str:
        """As one line."""
        return f"{self.house}, {self.postcode}"


@dataclass(frozen=True, slots=True)
class Land:
    """Places enough for so many children."""

    children: int
    seed: int

    def home(self, dice: Random) -> Home:
        """A family's own address."""
        street = f"{dice.choice(_WORDS)}{dice.choice(_ENDS)} {dice.choice(_STREETS)}"
        return Home(f"{dice.randrange(1, _HOUSES)} {street}", self._postcode(self._outcode(dice), dice))

    def shared_home(self, dice: Random) -> Home:
        """One of the hotels and care homes; about a hundred children each."""
        number = dice.randrange(max(self.children // _CHILDREN_A_SHARED_PLACE, 1))
        own = Random(f"{self.seed}/shared/{number}")  # noqa: S311 (made-up places)
        house = f"{own.choice(_WORDS)}{own.choice(_ENDS)} {own.choice(('House', 'Hotel', 'Lodge'))}"
        return Home(house, self._postcode(self._outcode(own), own), is_shared=True)

    def school(self, home: Home, dice: Random) -> str:
        """A school near an address."""
        outcode = home.postcode.split()[0]
        number = dice.randrange(_SCHOOLS_AN_OUTCODE)
        own = Random(f"{self.seed}/{outcode}/{number}")  # noqa: S311 (made-up places)
        return f"{own.choice(_WORDS)}{own.choice(_ENDS)} {own.choice(_WORDS)} {own.choice(_SCHOOLS)}"

    def _outcode(self, dice: Random) -> str:
        number = dice.randrange(max(self.children // _CHILDREN_AN_OUTCODE, _FEWEST_OUTCODES))
        return f"{_AREAS[number % len(_AREAS)]}{1 + number // len(_AREAS)}"

    @staticmethod
    def _postcode(outcode: str, dice: Random) -> str:
        return f"{outcode} {dice.randrange(1, _SECTORS + 1)}{dice.choice(_LETTERS)}{dice.choice(_LETTERS)}"
