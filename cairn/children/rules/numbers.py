"""Whether a number is one that its register could have given. A wrong one is kept as it was said, and marked."""

import re
import unicodedata
from collections.abc import Callable

from cairn.children.kinds import NumberCheck, Scheme

# Letters that stand for a remainder by 23. I, O and S are left out because they look like 1, 0 and 5.
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_NHS = re.compile(r"\d{10}")
# A letter for the check, authority, school and year, a serial number; a temporary one ends in a letter.
_UPN = re.compile(r"[A-Z]\d{11}[0-9A-HJ-NP-RT-Z]")
_PNC = re.compile(r"(?:\d\d)?(?P<year>\d\d)/?(?P<serial>\d{1,7})(?P<letter>[A-Z])")
# The older personal reference, a letter and six to eight digits, or the sixteen digits of an application.
_HOME_OFFICE = re.compile(r"[A-Z]\d{6,8}(?:/\d{1,3})?|\d{16}")
_PASSPORT = re.compile(r"[A-Z0-9]{6,12}")
_NRM = re.compile(r"(?:NRM)?\d{4,12}")
_NOT_KEPT = re.compile(r"[\s.\-–]")
_REMAINDERS = 23
_NHS_MODULUS = 11


def number_check(scheme: str, text: str) -> NumberCheck:
    """Whether a number fits its scheme: the shape, and the check digit or letter where the scheme has one.

    The NHS number's last digit (weights 10 to 2, modulo 11), the pupil number's first letter (weights 2 to 13, modulo
    23) and the police computer number's last letter (modulo 23) are checked; of the Home Office's, passports and the
    National Referral Mechanism's only the shape. An agency's own number cannot be checked. Spaces, dots and hyphens
    are not part of any of them.
    """
    check = _CHECKS.get(scheme)
    value = _NOT_KEPT.sub("", unicodedata.normalize("NFKC", text)).upper()
    return check(value) if check else NumberCheck.UNCHECKED


def nhs_digit(nine: str) -> int | None:
    """The check digit of an NHS number's first nine digits; None where no number begins so."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    digit = (_NHS_MODULUS - total % _NHS_MODULUS) % _NHS_MODULUS
    return digit if digit < 10 else None  # noqa: PLR2004 (a digit)


def upn_letter(twelve: str) -> str:
    """The check letter of a pupil number's other twelve characters."""
    values = (int(one) if one.isdigit() else _UPN_LETTERS.index(one) for one in twelve)
    return _UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % _REMAINDERS]


def pnc_letter(year: str, serial: str) -> str:
    """The check letter of a police computer number: two digits of the year, then the serial number."""
    return _PNC_LETTERS[int(f"{year}{serial:0>7}") % _REMAINDERS]


def _nhs(value: str) -> NumberCheck:
    if not _NHS.fullmatch(value):
        return NumberCheck.WRONG_SHAPE
    return _right_if(nhs_digit(value[:9]) == int(value[9]))


def _upn(value: str) -> NumberCheck:
    if not _UPN.fullmatch(value):
        return NumberCheck.WRONG_SHAPE
    return _right_if(upn_letter(value[1:]) == value[0])


def _pnc(value: str) -> NumberCheck:
    found = _PNC.fullmatch(value)
    if not found:
        return NumberCheck.WRONG_SHAPE
    return _right_if(pnc_letter(found["year"], found["serial"]) == found["letter"])


def _right_if(is_right: bool) -> NumberCheck:
    return NumberCheck.RIGHT if is_right else NumberCheck.WRONG_DIGIT


def _shaped(pattern: re.Pattern[str]) -> Callable[[str], NumberCheck]:
    return lambda value: NumberCheck.UNCHECKED if pattern.fullmatch(value) else NumberCheck.WRONG_SHAPE


_CHECKS: dict[str, Callable[[str], NumberCheck]] = {
    Scheme.NHS.value: _nhs,
    Scheme.UPN.value: _upn,
    Scheme.PNC.value: _pnc,
    Scheme.HOME_OFFICE.value: _shaped(_HOME_OFFICE),
    Scheme.PASSPORT.value: _shaped(_PASSPORT),
    Scheme.NRM.value: _shaped(_NRM),
}
