"""Chinese names as three systems write them: pinyin, Wade-Giles and the spellings of Hong Kong and South-East Asia.

A part is read as one to three syllables of one system; the skeletons of what the other systems make of it are further
readings. Wade-Giles follows from pinyin by rule, the rest from a table kept with the product.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import Final

MOST_SYLLABLES: Final = 3
LONGEST_SYLLABLE: Final = 6  # letters
_PER_SYSTEM = 6  # spellings; a joined name of three syllables would have dozens
_FEWEST = 2.5  # letters to a syllable of a joined name; shorter ones are Lena and Maria
_FINALS = {
    "": "a ai an ang ao e en er ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao ei en eng i ian iang iao ie in ing iu ong u uan uo",
    "l": "a ai an ang ao e ei eng i ian iang iao ie in ing iu ong ou u uan ue un uo",
    "g": "ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "k": "ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo",
    "sh": "a ai an ang ao e en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_WADE_GILES_INITIAL = {
    "b": "p",
    "d": "t",
    "g": "k",
    "j": "ch",
    "q": "ch",
    "x": "hs",
    "zh": "ch",
    "z": "ts",
    "c": "ts",
    "r": "j",
}
_WADE_GILES_WHOLE = {
    **{"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "yi": "i"},
    **{"you": "yu", "yan": "yen", "ye": "yeh", "yue": "yueh", "er": "erh", "e": "o", "gui": "kuei", "kui": "kuei"},
    **{"ge": "ko", "ke": "ko", "he": "ho", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo"},
}
_WADE_GILES_FINAL = {"ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "ue": "ueh", "uo": "o"}

_Spellings = Mapping[str, tuple[str, ...]]


def other_spellings(part: str) -> Iterator[str]:
    """How the other systems may write a folded part that reads as Chinese; nothing for one that does not."""
    pinyin, wade_giles, overseas = _systems()
    as_pinyin = _syllables(part, pinyin)
    if as_pinyin:
        yield from _written(as_pinyin, wade_giles.by_pinyin)
        yield from _written(as_pinyin, overseas.by_pinyin)
    for system, another in ((wade_giles, overseas), (overseas, wade_giles)):
        for said in _said_by(part, system):
            yield "".join(said)
            yield from islice(_written(said, another.by_pinyin), 1)


def is_read_as_chinese(part: str) -> bool:
    """Whether a folded part reads as Chinese in one of the systems."""
    return next(other_spellings(part), None) is not None


class _System:
    """One way of writing: pinyin syllables by its own, and the other way round."""

    def __init__(self, pinyin: _Spellings) -> None:
        self.pinyin = pinyin
        backwards: dict[str, list[str]] = {}
        for own, standard in pinyin.items():
            for each in standard:
                backwards.setdefault(each, []).append(own)
        self.by_pinyin: _Spellings = {each: tuple(own) for each, own in backwards.items()}


@cache
def _systems() -> tuple[_Spellings, _System, _System]:
    pinyin = {initial + final: (initial + final,) for initial, finals in _FINALS.items() for final in finals.split()}
    wade_giles: dict[str, tuple[str, ...]] = {}
    for initial, finals in _FINALS.items():
        for final in finals.split():
            own = _wade_giles(initial, final)
            wade_giles[own] = (*wade_giles.get(own, ()), initial + final)
    text = files("cairn.matching").joinpath("data/chinese-1.toml").read_text(encoding="utf-8")
    overseas = {own: tuple(standard.split()) for own, standard in tomllib.loads(text)["pinyin"].items()}
    # A syllable that the table leaves out is written as in pinyin.
    return pinyin, _System(wade_giles), _System(overseas | {each: (each,) for each in pinyin if each not in overseas})


def _wade_giles(initial: str, final: str) -> str:
    whole = _WADE_GILES_WHOLE.get(initial + final)
    return whole or _WADE_GILES_INITIAL.get(initial, initial) + _WADE_GILES_FINAL.get(final, final)


def _said_by(part: str, system: _System) -> Iterator[tuple[str, ...]]:
    read = _syllables(part, system.pinyin)
    if read:
        yield from islice(product(*(system.pinyin[each] for each in read)), _PER_SYSTEM)


def _written(said: tuple[str, ...], spellings: _Spellings) -> Iterator[str]:
    choices = [spellings.get(each, (each,)) for each in said]
    yield from ("".join(each) for each in islice(product(*choices), _PER_SYSTEM))


def _syllables(part: str, known: _Spellings) -> tuple[str, ...]:
    """The fewest syllables of one system that make the part, the longest first; none when it does not read so."""
    if part in known:
        return (part,)
    if any(part in system.pinyin for system in _systems()[1:]):
        return ()
    counts = (each for each in range(2, MOST_SYLLABLES + 1) if _FEWEST * each <= len(part) <= LONGEST_SYLLABLE * each)
    return next(filter(None, (_parted(part, known, count) for count in counts)), ())


def _parted(part: str, known: _Spellings, count: int) -> tuple[str, ...]:
    if count == 1:
        return (part,) if part in known and len(part) > 1 else ()
    for end in range(min(LONGEST_SYLLABLE, len(part) - 1), 1, -1):
        rest = _parted(part[end:], known, count - 1) if part[:end] in known else ()
        if rest:
            return (part[:end], *rest)
    return ()
