"""What some write as one word of a name and others as two: one way for all of them.

The rule, on folded words, repeated until nothing changes:
- abd, abdul, abdel … joins a following name of God (Abd el-Karim, Abdul Karim: abdulkarim); written last, as in
  "Rahman, Mohammed Abdul", it joins the first word. Before any other word it stays apart: Abdul Khan.
- abu joins bakr and few others, umm joins kulthum, Eritrean gebre-, haile- … join -mariam, -medhin …, mc joins any
  word, and o the Irish names it opens.
- -uddin and -ullah stand apart however spelled (Jamaluddin, Jamal ud-Din: jamal uddin), except after abd.
- ur, ul … between two words join the first (Mujib ur Rahman: mujibur rahman).
- al- and el- stand apart from the names that carry them, so that `significant` can leave them out (Elsayed: el sayed).
"""

import re
from collections.abc import Iterable
from typing import Final

from cairn.matching.sounds import skeleton

LONGEST: Final = 40  # letters; nothing is joined beyond


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _sounds(text: str) -> frozenset[str]:
    return frozenset(map(skeleton, text.split()))


_ARTICLES = _words("al el ul ur ar er as es az ad ed an ut at ud")
_SERVANT = _words("abd abdu abdo abdi abdou abda")
_SERVANT_OF_THE = _words("abdul abdel abdal abdoul abdoel abdol abdur abder abdus abdes abdun abden abdud")
_NAMES_OF_GOD = _sounds(
    "rahman rahim malik aziz jabbar khaliq bari ghaffar qahhar wahhab razzaq razak fattah basit samad hakam hakim latif"
    " halim azim ghafur shakur kabir hafiz karim majid wadud qadir muqtadir wahid hamid rashid rauf sattar mannan munim"
    " mohsen muttalib sabur quddus qayyum jalil matin ghani hannan rasul kader kadir mumin khalek khabir mateen satar"
    " salam nasir"
)
_OF_GOD = _words("allah ullah lah alla ulla allh")
_STEMS: dict[str, frozenset[str]] = {
    "abu": _sounds("bakr talib hanifa sufyan ghazali"),
    "umm": _sounds("kulthum kulsum"),
    "mc": frozenset(),  # any
    "o": _sounds(
        "brien neill neil connor sullivan reilly donnell hara leary toole keeffe callaghan driscoll grady malley mahony"
        " rourke donoghue hagan farrell flynn loughlin halloran gorman dwyer regan hanlon"
    ),
}
_OPENINGS = {
    **dict.fromkeys(_words("abu abou abo aboo"), "abu"),
    **dict.fromkeys(_words("umm um umu oum oumou ummi ummu umme"), "umm"),
    **{"mc": "mc", "o": "o"},
}
_HOLY = _sounds("mariam medhin selassie hiwot kristos christos yesus iyesus amlak egziabher haimanot meskel ezgi tsion")
_BOUND = _words(
    "gebre ghebre gbre gebra haile hayle hailu tekle teklu wolde welde woldu habte hapte fikre fkre tewolde tewelde"
    " sahle tesfa tesfe kinfe kifle zere zera amde ogba okba laeke aste beyene mehari mhret mehret kidane"
)
_ALWAYS_BOUND = _words("gebre ghebre gbre wolde welde")
_COMPANIONS = _sounds(
    "michael mikael gabriel gebriel giorgis ghiorghis amanuel berhan birhan tsadik libanos kidan negus"
)
_CONNECTIVES = frozenset({"ur", "ul", "us", "un", "uz"})
_FAITH = re.compile(r"[aeiu]?d?d(?:in|een|ine|ien|yn)")
_OF_FAITH = re.compile(r"([a-z]{3,}?)(?:[uea]dd(?:in|ine|een)|ud(?:in|een)|iddin|[ae]ttin|eld(?:in|ine|een))")
_OF_ALLAH = re.compile(r"(?!c?[aeo][bv]d)([a-z]{3,}?)(?:ullah|ulla|ollah|oullah|allah)")
_WITH_ARTICLE = re.compile(r"([ae]l)([b-df-hj-np-tv-z][a-z]{3,})")
_CARRY_THE_ARTICLE = _sounds(
    "hassan hussein sayed masri shami sharif haj hajj mahdi mansour khatib khalil bashir badri najjar nasser qadi"
    " rashid saleh tayeb tahir zahra hakim halabi jabri jaziri kurdi maghribi mousa mustafa najar obeidi rawi saadi"
    " sadiq shehri shammari sheikh sisi sudani turki zayed zein ghazali ghamdi harbi hashimi hariri baghdadi farouk"
    " faqih dosari otaibi qahtani mutairi enezi tamimi jaberi hamad hamed hamid"
)


def written_one_way(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name with what belongs together joined and what stands apart parted; doing it twice adds nothing.

    Any number of lower-case words of a-z and digits. None of the results is longer than 40 letters.
    """
    seen: set[tuple[str, ...]] = set()
    while words not in seen:
        seen.add(words)
        words = tuple(_parted(_joined(_turned(words))))
    return words


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """The surname that completes a last "Abdul" brought behind it."""
    if len(words) > 1 and words[-1] in _SERVANT_OF_THE and _is_name_of_god(words[0]):
        return (*words[1:], words[0])
    return words


def _joined(words: tuple[str, ...]) -> list[str]:
    kept: list[str] = []
    rest = list(words)
    while rest:
        word, taken = _first_of(rest)
        if len(word) > LONGEST:
            word, taken = rest[0], 1
        if taken == 1 and word in _CONNECTIVES and kept and len(rest) > 1 and len(kept[-1] + word) <= LONGEST:
            kept[-1] += word
        else:
            kept.append(word)
        del rest[:taken]
    return kept


def _first_of(words: list[str]) -> tuple[str, int]:
    """What the first words make together, and how many of them it takes."""
    first, *rest = words
    if first in _SERVANT or first in _SERVANT_OF_THE:
        return _servant(first, rest)
    if not rest:
        return first, 1
    if first in _ARTICLES and _FAITH.fullmatch(rest[0]):
        return "uddin", 2
    opening = _OPENINGS.get(first)
    if opening and _opens(opening, rest[0]):
        return opening + rest[0], 2
    return (first + rest[0], 2) if _are_bound(first, rest[0]) else (first, 1)


def _servant(first: str, rest: list[str]) -> tuple[str, int]:
    articles = 1 if len(rest) > 1 and rest[0] in _ARTICLES else 0
    if articles == len(rest):
        return first, 1
    named = rest[articles]
    if named in _OF_GOD:
        return "abdullah", 2 + articles
    return ("abdul" + named, 2 + articles) if _is_name_of_god(named) else (first, 1)


def _is_name_of_god(word: str) -> bool:
    return skeleton(word) in _NAMES_OF_GOD


def _opens(opening: str, word: str) -> bool:
    stems = _STEMS[opening]
    return skeleton(word) in stems if stems else len(word) > 1


def _are_bound(first: str, word: str) -> bool:
    if first not in _BOUND:
        return False
    consonants = skeleton(word)
    return consonants in _HOLY or (first in _ALWAYS_BOUND and consonants in _COMPANIONS)


def _parted(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        if found := _OF_FAITH.fullmatch(word):
            yield from (found[1], "uddin")
        elif found := _OF_ALLAH.fullmatch(word):
            yield from (found[1], "ullah")
        elif (found := _WITH_ARTICLE.fullmatch(word)) and skeleton(found[2]) in _CARRY_THE_ARTICLE:
            yield from (found[1], found[2])
        else:
            yield word
