"""The words of matching: which fact was compared, how well it agreed, how strong the whole is. Phrased elsewhere."""

from enum import StrEnum


class Field(StrEnum):
    """A kind of fact about a person that two records may have in common."""

    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    IDENTIFIER = "identifier"
    PHONE = "phone"
    ADDRESS = "address"
    SCHOOL = "school"
    NATIONALITY = "nationality"


class Level(StrEnum):
    """How well one fact of two records agrees, from the best to the worst. Never says what the fact is."""

    AGREES = "agrees"
    ANY_ORDER = "any_order"
    JOINED = "joined"  # parts of a name written as one, or one as two
    SOUNDS_ALIKE = "sounds_alike"
    KNOWN_VARIANT = "known_variant"  # two forms of one name that no rule of sound joins
    CLOSE = "close"
    ONE_DIGIT_APART = "one_digit_apart"
    SWAPPED = "swapped"  # day and month changed places
    WITHIN_RANGE = "within_range"
    OTHER_YEAR = "other_year"  # the same day and month of another year, as when an age is disputed
    ONE_PART = "one_part"  # one name has a single part, and it is found in the other
    FIRST_PART = "first_part"  # the part written first is found first in the other as well; another part is not
    SHARES_PART = "shares_part"
    NEAR = "near"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not_comparable"


class Band(StrEnum):
    """How far the evidence as a whole speaks for one and the same child. A person decides in every band."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


class BirthPrecision(StrEnum):
    """How a birth was given: to the day, as a year, or as an age somebody estimated or was told."""

    DATE = "date"
    YEAR = "year"
    AGE_RANGE = "age_range"
