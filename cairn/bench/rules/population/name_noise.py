"""What a fragment makes of a name: other spellings, parts lost or moved, short forms, slips of the keyboard."""

from dataclasses import dataclass
from random import Random

from cairn.bench.rules.population.naming import Lineage, Name, Part, Role, lineage, part_of, written
from cairn.bench.rules.population.origins import Origin
from cairn.bench.rules.population.people import Child
from cairn.bench.rules.population.saying import lose_marks, native_form, other_form, turned, with_form
from cairn.bench.rules.population.stock import stock

_OTHER_SPELLING, _OTHER_SPELLING_ENGLISH = 0.42, 0.09
_MARKS_LOST = 0.8
_TURNED, _TURNED_FAMILY_FIRST = 0.08, 0.28
_LOST = {Role.SECOND: 0.45, Role.GRANDFATHER: 0.5, Role.FATHER: 0.08, Role.FAMILY: 0.03}
_CHAIN_FAMILY_LOST = 0.35
_JOINED, _JOINED_ENGLISH = 0.12, 0.03
_SLIP = 0.07
_SHORT = 0.2  # of names that have short forms
_ALIAS = 0.5  # of the few who have one
_OTHER_FAMILY = 0.03
_ONE_NAME = 0.02
_NATIVE = 0.10
_NEIGHBOURS = {
    **{"q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl"},
    **{"p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm"},
    **{"k": "jil", "l": "kop", "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk"},
}
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class NameTold:
    """A name as it reached us, whether in its own script, and whether nothing of it stands in a hand-written list."""

    text: str
    is_native: bool
    is_coined: bool


def told_name(child: Child, dice: Random) -> NameTold:
    """The name as another agency writes it."""
    names = stock(child.origin)
    parts = _with_other_family(child.name, child.family, dice)
    parts = _shortened(parts, child, dice)
    parts = _with_parts_lost(parts, names.style, dice)
    is_coined = all(part.token not in names.supplies[_kind(part, child)].names for part in parts)
    native = native_form(parts)
    if native and dice.random() < _NATIVE:
        return NameTold(native, is_native=True, is_coined=is_coined)
    parts = _respelt(parts, child.origin, dice)
    family_first = names.style in ("vietnamese", "chinese")
    if len(parts) > 1 and dice.random() < (_TURNED_FAMILY_FIRST if family_first else _TURNED):
        parts = turned(parts, names.style)
    parts = _joined(parts, _JOINED_ENGLISH if child.origin is Origin.ENGLISH else _JOINED, dice)
    text = lose_marks(written(parts), dice, _MARKS_LOST)
    return NameTold(slip(text, dice) if dice.random() < _SLIP else text, is_native=False, is_coined=is_coined)


def slip(text: str, dice: Random) -> str:
    """One slip of the keyboard: a letter or digit changed, lost, doubled, or swapped with its neighbour."""
    places = [place for place, letter in enumerate(text) if letter.isalnum()]
    if len(places) < _FEWEST_LETTERS:
        return text
    place, kind = dice.choice(places[1:]), dice.choice(("changed", "lost", "doubled", "swapped"))
    letter = text[place]
    if kind == "changed" or not letter.isalpha():
        wrong = str((int(letter) + dice.randint(1, 9)) % 10) if letter.isdecimal() else _beside(letter, dice)
        return text[:place] + wrong + text[place + 1 :]
    if kind == "lost":
        return text[:place] + text[place + 1 :]
    if kind == "doubled":
        return text[:place] + letter + text[place:]
    return text[: place - 1] + letter + text[place - 1] + text[place + 1 :]


def _beside(letter: str, dice: Random) -> str:
    return dice.choice(_NEIGHBOURS.get(letter.lower(), "e"))


def _with_other_family(name: Name, family: Lineage, dice: Random) -> Name:
    """Another family name now and then: the other parent's, a stepfather's, a carer's."""
    if dice.random() >= _OTHER_FAMILY:
        return name
    others = [part for part in lineage(family.origin, dice).parts if part.role is Role.FAMILY]
    if not others:
        return name
    return tuple(others[0] if part.role is Role.FAMILY else part for part in name)


def _shortened(name: Name, child: Child, dice: Random) -> Name:
    """A short form or another name in the place of the given one."""
    short, alias = dice.random() < _SHORT, child.alias is not None and dice.random() < _ALIAS
    if not short and not alias:
        return name
    place = next(place for place, part in enumerate(name) if part.role is Role.GIVEN)
    own = name[place]
    if alias and child.alias is not None:
        other = part_of(child.alias, Role.GIVEN, dice)
    elif own.token.short:
        other = with_form(own, dice.choice(own.token.short))
    else:
        return name
    return (*name[:place], other, *name[place + 1 :])


def _with_parts_lost(name: Name, style: str, dice: Random) -> Name:
    """Parts that nobody wrote down; what follows moves up, so that a grandfather's name may pass for a family name."""
    if dice.random() < _ONE_NAME:
        return tuple(part for part in name if part.role is Role.GIVEN)[:1]
    kept = tuple(part for part in name if dice.random() >= _loss(part, style))
    return kept or name


def _loss(part: Part, style: str) -> float:
    if style == "chain" and part.role is Role.FAMILY:
        return _CHAIN_FAMILY_LOST
    return _LOST.get(part.role, 0.0)


def _respelt(name: Name, origin: Origin, dice: Random) -> Name:
    share = _OTHER_SPELLING_ENGLISH if origin is Origin.ENGLISH else _OTHER_SPELLING
    return tuple(
        with_form(part, other_form(part.token, part.form, dice)) if dice.random() < share else part for part in name
    )


def _joined(name: Name, share: float, dice: Random) -> Name:
    """Two neighbouring parts written as one word (thimai)."""
    if len(name) == 1 or dice.random() >= share:
        return name
    place = dice.randrange(1, len(name))
    own = name[place]
    return (*name[:place], Part(own.role, own.token, own.form, ""), *name[place + 1 :])


def _kind(part: Part, child: Child) -> str:
    if part.role is Role.FAMILY:
        return "family"
    return "male" if part.role in (Role.FATHER, Role.GRANDFATHER) else child.sex
