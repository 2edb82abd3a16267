"""The words of matching: which fact was compared, how well it agreed, how strong the whole is. Phrased elsewhere."""

from enum import StrEnum


class Field(StrEnum):
    """A kind of fact about a person that two records may have in common."""

    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    IDENTIFIER = "identifier"
    PHONE = "phone"
    NATIONALITY = "nationality"


class Level(StrEnum):
    """How well one fact of two records agrees, from the best to the worst. Never says what the fact is."""

    AGREES = "agrees"
    ANY_ORDER = "any_order"
    SOUNDS_ALIKE = "sounds_alike"
    CLOSE = "close"
    ONE_DIGIT_APART = "one_digit_apart"
    WITHIN_RANGE = "within_range"
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
