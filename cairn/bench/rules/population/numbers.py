"""Numbers by which registers know a child: of the right shape, of ranges that are never given to anybody."""

from typing import Final

_MILLION: Final = 1_000_000
_STRIDE: Final = 387_421  # coprime with a million, so that neighbours do not get neighbouring numbers
_FIRST_PREFIX: Final = 999  # NHS numbers from 999 down are for testing
_PREFIXES: Final = 100
_MODULUS_NHS: Final = 11
_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUWXY"


def nhs_number(serial: int) -> str:
    """An NHS number with its check digit, one for each serial; "" for the one in eleven that has none."""
    prefix = _FIRST_PREFIX - serial // _MILLION % _PREFIXES
    digits = f"{prefix:03d}{_scattered(serial):06d}"
    rest = _MODULUS_NHS - sum(int(each) * (10 - place) for place, each in enumerate(digits)) % _MODULUS_NHS
    check = 0 if rest == _MODULUS_NHS else rest
    return "" if check == _MODULUS_NHS - 1 else f"{digits}{check}"


def unique_pupil_number(serial: int) -> str:
    """A UPN: a check letter and twelve digits, of local authorities 000 to 099, which do not exist."""
    digits = f"{serial // _MILLION % _PREFIXES:03d}{_scattered(serial + 17):06d}{serial % 997:03d}"
    total = sum(int(each) * (place + 2) for place, each in enumerate(digits))
    return _UPN_LETTERS[total % len(_UPN_LETTERS)] + digits


def home_office_number(serial: int) -> str:
    """A Home Office reference: a letter and seven digits."""
    return f"{_LETTERS[serial // _MILLION % len(_LETTERS)]}{_scattered(serial + 29):06d}{serial % 7}"


def phone_number(serial: int) -> str:
    """A mobile number with one digit too many to be anybody's."""
    return f"07700 9{_scattered(serial + 41):06d}"


def _scattered(serial: int) -> int:
    return serial % _MILLION * _STRIDE % _MILLION
