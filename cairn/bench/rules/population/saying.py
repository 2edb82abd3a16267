"""What is said of a child, as the product keeps it: kind, text, details, earliest and latest birth."""

from datetime import date, timedelta
from random import Random
from typing import Any

from cairn.bench.rules.population.naming import Name, Part, Role, without_marks, written
from cairn.bench.rules.population.people import TODAY, Child
from cairn.bench.rules.population.stock import Token, stock

Said = tuple[str, str, dict[str, Any], date | None, date | None]

_FIRST_JANUARY, _FIRST_JANUARY_ALONE = 0.015, 0.22  # of recorded births: filled in where nobody knows the day
_MARKS_LOST = 0.5
_NATIVE = 0.03
_WITHOUT_SECOND = 0.3
_WITHOUT_GRANDFATHER = 0.3
_SWAPPED = 0.25  # names whose family part comes first, written the English way round
_FAMILY_FIRST = frozenset({"vietnamese", "chinese"})


def recorded(child: Child, seed: int) -> list[Said]:
    """What the child's record says: nearly everything, as the agency that opened it wrote it."""
    dice = Random(f"{seed}/record/{child.number}")  # noqa: S311 (made-up people)
    said = [name_said(written(_recorded_name(child, dice), marked=dice.random() >= _MARKS_LOST), "legal")]
    if child.alias is not None and dice.random() < 1 / 2:
        said.append(name_said(child.alias.forms[0], "alias"))
    native = native_form(child.name)
    if native and dice.random() < _NATIVE:
        said.append(name_said(native, "document"))
    said.append(birth_said(_recorded_birth(child, dice)))
    told = (
        ("sex", child.sex, 0.97),
        ("nationality", child.nationality, 0.75),
        ("address", child.home.text, 0.93),
        ("school", child.school, 0.75),
        ("phone", child.phone, 0.9),
    )
    said += [(kind, text, {}, None, None) for kind, text, share in told if dice.random() < share and text]
    return said + [identifier_said(*each) for each in child.identifiers]


def name_said(text: str, kind: str) -> Said:
    """A name as somebody gave it."""
    return "name", text, {"kind": kind}, None, None


def identifier_said(scheme: str, value: str) -> Said:
    """A number of some register."""
    return "identifier", value, {"scheme": scheme}, None, None


def birth_said(day: date) -> Said:
    """A birth to the day."""
    return "birth", day.isoformat(), {"precision": "date", "disputed": False}, day, day


def year_said(year: int) -> Said:
    """A birth to the year."""
    return "birth", str(year), {"precision": "year", "disputed": False}, date(year, 1, 1), date(year, 12, 31)


def age_said(youngest: int, oldest: int) -> Said:
    """An age somebody guessed, between two years both included, on TODAY."""
    first = TODAY.replace(year=TODAY.year - oldest - 1) + timedelta(days=1)
    detail = {"precision": "age_range", "disputed": False}
    return "birth", f"{youngest}–{oldest}", detail, first, TODAY.replace(year=TODAY.year - youngest)


def native_form(name: Name) -> str:
    """The whole name in its own script; "" unless every part has one."""
    scripts = [part.token.native for part in name if part.role is not Role.SECOND or part.token.native]
    if not scripts or not all(scripts):
        return ""
    return ("" if any("\u3400" <= each[0] <= "\u9fff" for each in scripts) else " ").join(scripts)


def turned(name: Name, style: str) -> Name:
    """The other order: family name to the end where it comes first, else to the front."""
    if style in _FAMILY_FIRST:
        own = tuple(part for part in name if part.role is not Role.FAMILY)
        given = own[-1:] + own[:-1] if style == "vietnamese" else own
        return (*given, *(part for part in name if part.role is Role.FAMILY))
    return (*name[-1:], *name[:-1])


def with_form(part: Part, form: str) -> Part:
    """The same part, written otherwise."""
    return Part(part.role, part.token, form, part.glue)


def other_form(token: Token, form: str, dice: Random) -> str:
    """Another spelling of the same name, or the same where it has only one."""
    others = sorted(set(token.forms) - {form})
    return dice.choice(others) if others else form


def lose_marks(text: str, dice: Random, share: float) -> str:
    """The text, in `share` of the cases without the marks on its letters."""
    return without_marks(text) if dice.random() < share else text


def _recorded_name(child: Child, dice: Random) -> Name:
    lost = set()
    if dice.random() < _WITHOUT_SECOND:
        lost.add(Role.SECOND)
    if dice.random() < _WITHOUT_GRANDFATHER:
        lost.add(Role.GRANDFATHER)
    name = tuple(part for part in child.name if part.role not in lost)
    style = stock(child.origin).style
    return turned(name, style) if style in _FAMILY_FIRST and dice.random() < _SWAPPED else name


def _recorded_birth(child: Child, dice: Random) -> date:
    share = _FIRST_JANUARY_ALONE if child.often_alone else _FIRST_JANUARY
    return date(child.born.year, 1, 1) if dice.random() < share else child.born
