"""Chance that falls the same way every time: ids, references, names and days from one seed."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from cairn.core.ids import ALPHABET

Thing = TypeVar("Thing")
_GIVEN = ("An", "Be", "Chi", "Da", "El", "Fa", "Ga", "Hu", "Ji", "Ka", "Le", "Mi", "No", "Ola", "Pe", "Sa", "Ta", "Yu")
_MIDDLE = ("na", "ri", "lo", "me", "vin", "da", "shi", "ko", "ta", "bel", "mu", "ra")
_END = ("n", "ra", "s", "l", "ta", "ko", "m", "d", "rie", "sh")
_FAMILY = (
    "Ban",
    "Cor",
    "Dre",
    "Fal",
    "Gru",
    "Hol",
    "Kam",
    "Lun",
    "Mor",
    "Nev",
    "Ost",
    "Pra",
    "Ros",
    "Tre",
    "Vas",
    "Wen",
)
_FAMILY_END = ("den", "ley", "ova", "adi", "sson", "ton", "uri", "wick", "ian", "enko", "ez", "oye", "iri", "ham")


class Dice(random.Random):
    """A source of made-up values. Not for secrets."""

    def id_at(self, moment: datetime) -> str:
        """A version 7 UUID of that moment, as the product makes them, so that indexes grow as they do in life."""
        noise = self.getrandbits(74)
        high, low = noise >> 62, noise & ((1 << 62) - 1)
        bits = (int(moment.timestamp() * 1000) << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low
        text = f"{bits:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def name(self) -> str:
        """A given name and a family name; common ones recur."""
        given = self.choice(_GIVEN) + self.choice(_MIDDLE) + self.choice(_END)
        return f"{given} {self.choice(_FAMILY)}{self.choice(_MIDDLE)}{self.choice(_FAMILY_END)}"

    def birth(self, today: date) -> date:
        """The birth date of somebody under eighteen."""
        return today - timedelta(days=self.randrange(365, 18 * 365))

    def moment(self, start: datetime, end: datetime) -> datetime:
        """Some moment between two."""
        return start + (end - start) * self.random()

    def pick(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        """One of the things, by weight."""
        return self.choices(things, weights)[0]


def reference(prefix: str, number: int) -> str:
    """A reference of the product's own shape, one for each number: C-7F3K-Q2. Unlike the product's it is not random."""
    letters = ""
    for _ in range(6):
        number, remainder = divmod(number, len(ALPHABET))
        letters = ALPHABET[remainder] + letters
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
