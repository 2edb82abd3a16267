"""What is known of one person, as plain facts to compare. Parsed by whoever holds the text; nothing here is stored.

Tuples, because one lookup makes a thousand of them and a tuple is made in a third of the time.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from cairn.matching.births import BirthFact
from cairn.matching.names import fold, is_placeholder, significant
from cairn.matching.places import is_full, postcode_in, school_name, words_of_address

SHORTEST_PHONE: Final = 7  # digits
LONGEST_PHONE: Final = 15  # digits, ITU-T E.164
_SHORTEST_IDENTIFIER = 4
_UK_NATIONAL = 11  # digits of a UK number with its leading 0
_NO_IDENTIFIER = frozenset(["UNKNOWN", "NOTKNOWN", "NONE", "NULL", "PENDING", "TBC"])
_NOT_ALPHANUMERIC = re.compile(r"[^A-Z0-9]")


class NameFact(NamedTuple):
    """A name somebody gave, folded into the parts worth comparing; none when the words name nobody.

    `initials` are its single letters, which say little and are kept apart.
    """

    parts: tuple[str, ...]
    has_handling: bool = False
    initials: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, *, has_handling: bool = False) -> "NameFact":
        """From a name as typed, in any script and order."""
        folded = fold(text)
        if not folded or is_placeholder(text):
            return cls((), has_handling)
        return cls(significant(folded), has_handling, tuple(part for part in folded if len(part) == 1))


class IdentifierFact(NamedTuple):
    """A number some register gave: its scheme ("nhs", "upn", "home_office" …) and its bare letters and digits."""

    scheme: str
    value: str
    has_handling: bool = False

    @classmethod
    def of(cls, scheme: str, text: str, *, has_handling: bool = False) -> "IdentifierFact":
        """From a number as typed; `value` is empty when it cannot tell anybody apart (0000000000, "unknown", 12)."""
        value = _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", text).upper())
        is_empty = len(value) < _SHORTEST_IDENTIFIER or len(set(value)) == 1 or value in _NO_IDENTIFIER
        return cls(scheme.strip().lower(), "" if is_empty else value, has_handling)


class PhoneFact(NamedTuple):
    """A telephone number in international form (+447700900123); empty when the digits cannot be one."""

    number: str
    has_handling: bool = False

    @classmethod
    def of(cls, text: str, *, has_handling: bool = False) -> "PhoneFact":
        """From a number as typed; without a country it is taken as one of the United Kingdom."""
        return cls(normal_phone(text), has_handling)


class AddressFact(NamedTuple):
    """Where somebody lives or lived: a postcode or its district, and number and street; empty where not said.

    `is_shared` of a hotel, a placement or the like, where children who know nothing of each other live.
    """

    postcode: str
    words: str = ""
    has_handling: bool = False
    is_shared: bool = False

    @classmethod
    def of(cls, text: str, *, postcode: str = "", has_handling: bool = False, is_shared: bool = False) -> "AddressFact":
        """From an address as typed; a postcode given apart goes before one in the text."""
        code = postcode_in(postcode) or postcode_in(text)
        # Where the postcode is known, street and number say nothing more that two records would write alike.
        return cls(code, "" if is_full(code) else words_of_address(text), has_handling, is_shared)


class SchoolFact(NamedTuple):
    """The words that tell a school from others; empty where none is named."""

    name: str
    has_handling: bool = False

    @classmethod
    def of(cls, text: str, *, has_handling: bool = False) -> "SchoolFact":
        """From a school's name as typed."""
        return cls("" if is_placeholder(text) else school_name(text), has_handling)


class PersonFacts(NamedTuple):
    """Everything one record, or one question, says of a person. All statements count; none replaces another.

    Sexes and nationalities are codes of the caller's own lists, without any that mean "not known". What carries a
    handling is flagged: phones, addresses and schools with one are neither keyed nor compared.
    """

    names: tuple[NameFact, ...] = ()
    births: tuple[BirthFact, ...] = ()
    sexes: tuple[str, ...] = ()
    identifiers: tuple[IdentifierFact, ...] = ()
    phones: tuple[PhoneFact, ...] = ()
    nationalities: tuple[str, ...] = ()
    addresses: tuple[AddressFact, ...] = ()
    schools: tuple[SchoolFact, ...] = ()


def normal_phone(text: str) -> str:
    """A number in international form, "" when it is none: 07700 900123, 0044 7700 900123, +44 (0)7700 900123."""
    folded = unicodedata.normalize("NFKC", text)
    is_international = folded.lstrip().startswith("+")
    digits = "".join(str(unicodedata.digit(each)) for each in folded if each.isdecimal())
    if not SHORTEST_PHONE <= len(digits.removeprefix("00")) <= LONGEST_PHONE or len(set(digits)) == 1:
        return ""
    if digits.startswith("00"):
        is_international, digits = True, digits[2:]
    if is_international or (digits.startswith("44") and len(digits) > _UK_NATIONAL):
        return "+44" + digits[2:].lstrip("0") if digits.startswith("44") else "+" + digits
    return "+44" + digits.lstrip("0")
