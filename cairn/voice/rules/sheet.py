"""What stands on a sheet and in which order; what never stands on the one that a child takes away."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.voice.kinds import Copy
from cairn.voice.rules import texts

Say = Callable[[str], str]

# What a paper that may be found never says, in any of the languages of the sheet: police, crime, exploitation,
# trafficking, borders, courts, addresses, this system. Beginnings of words; Arabic ones stand anywhere, because the
# article and other small words are written onto them, and in Welsh the first letter changes, so each form is listed.
_NEVER_AWAY = {
    "en": (
        "police, constable, detective, sergeant, officer, crim, offen, court, judge, prison, exploit, traffick, slave, "
        "gang, drug, sex, abus, victim, perpetrat, suspect, immigra, border, asylum, home office, nrm, "
        "national referral, social worker, social care, address, street, road, postcode, hotel, placement, safeguard, "
        "protection, cairn, charity, agency, council, partnership, case, database"
    ),
    "cy": (
        "heddlu, heddwas, cwnstabl, gwnstabl, ditectif, trosedd, throsedd, drosedd, llys, barnwr, farnwr, carchar, "
        "garchar, ecsbloet, camfanteis, gamfanteis, masnachu, fasnachu, caethwas, gaethwas, gang, cyffur, gyffur, "
        "rhywiol, cam-drin, gam-drin, dioddefw, ddioddefw, mewnfud, fewnfud, ffin, lloches, swyddfa gartref, "
        "gweithwyr cymdeithasol, weithwyr cymdeithasol, gofal cymdeithasol, ofal cymdeithasol, cyfeiriad, gyfeiriad, "
        "stryd, heol, ffordd, gwesty, westy, diogelu, ddiogelu, amddiffyn, elusen, asiantaeth, cyngor, partneriaeth, "
        "cronfa ddata"
    ),
    "ar": (
        "شرط, ضابط, محقق, جريم, جرائم, مجرم, محكم, قاض, سجن, استغلال, اتجار, عبود, عصاب, مخدر, جنس, اعتداء, ضحي, "
        "ضحاي, هجر, حدود, لجوء, وزارة, اجتماعي, عنوان, شارع, طريق, فندق, حماي, جمعي, خيري, وكال, مجلس, شراك, "
        "قاعدة بيانات, كيرن"
    ),
    "sq": (
        "polic, krim, vepër penal, vepra penal, gjykat, gjyqtar, burg, shfryt, trafik, skllav, bandë, banda, drogë, "
        "drogën, droga, drogës, seksual, abuz, dhun, viktim, i dyshuar, të dyshuar, imigr, emigr, kufi, azil, "
        "ministri, punonjës social, punonjësi social, shërbimi social, shërbimet social, kujdesi social, adres, rrug, "
        "hotel, strehim, mbrojt, bamirës, agjenci, këshilli i, partneritet, bazë e të dhënave, bazën e të dhënave"
    ),
}
NEVER_AWAY = {language: tuple(words.split(", ")) for language, words in _NEVER_AWAY.items()}
_ANYWHERE = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Around:
    """A team around the child as a sheet may name it: what its agency does, its name, the child's own worker there."""

    discipline: str
    agency: str = ""
    worker: str = ""
    leads: bool = False

    def kept(self) -> dict[str, Any]:
        """As it is kept with the sheet."""
        return {"discipline": self.discipline, "agency": self.agency, "worker": self.worker, "leads": self.leads}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around the child, in the child's words."""

    who: str
    agency: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sheet: a heading, then paragraphs, then a list."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet in one language, ready to be laid out."""

    title: str
    introduction: tuple[str, ...]
    parts: tuple[Part, ...]
    note: str

    def words(self) -> str:
        """Everything that can be read on it."""
        said = [self.title, *self.introduction, self.note]
        for part in self.parts:
            said += [part.heading, *part.paragraphs, *part.points]
            for person in part.people:
                said += [person.who, person.agency, *person.lines]
        return "\n".join(filter(None, said))


def may_name(around: Iterable[Around], copy: Copy) -> tuple[Around, ...]:
    """Those whom a sheet names, each once.

    What is taken away names nobody whose being there says why: no police, borders, courts or those who decide about
    help, and none by the name of an agency. A worker's name stays only where it gives nothing of that away.
    """
    known = texts.TOGETHER if copy is Copy.TOGETHER else texts.AWAY
    named: dict[tuple[str, str], Around] = {}
    for one in around:
        if one.discipline in known:
            bare = one if copy is Copy.TOGETHER else _bare(one)
            key = (bare.discipline, bare.agency)
            named[key] = _merged(named.get(key, bare), bare)
    return tuple(named.values())


def _bare(one: Around) -> Around:
    return Around(one.discipline, worker="" if never_away(one.worker) else one.worker)


def _merged(former: Around, later: Around) -> Around:
    worker = former.worker or later.worker
    return Around(former.discipline, former.agency, worker, leads=former.leads or later.leads)


def never_away(words: str) -> str:
    """The first thing in these words that no paper may say that a child takes away; empty where there is none."""
    plain = " ".join(words.casefold().split())
    for language, beginnings in NEVER_AWAY.items():
        edge = "" if language in _ANYWHERE else r"\b"
        found = re.search(edge + "(?:" + "|".join(map(re.escape, beginnings)) + ")", plain)
        if found:
            return found[0]
    return ""


def together(around: Sequence[Around], made_on: str, say: Say, *, is_checked: bool) -> Sheet:
    """The sheet that is read together. `made_on` is a day as the language writes it."""
    asked = next((one.worker for one in around if one.worker), "")
    ask = say(texts.ASK_BY_NAME).format(name=asked) if asked else say(texts.ASK_READER)
    return Sheet(
        title=say(texts.TITLE),
        introduction=(say(texts.MADE_ON).format(day=made_on), say(texts.INTRODUCTION)),
        parts=(
            Part(say(texts.PEOPLE), (say(texts.NOT_EVERYBODY),), people=tuple(_person(one, say) for one in around)),
            Part(say(texts.WHAT_THEY_KNOW), (say(texts.KNOW_STORY), say(texts.KNOW_LESS))),
            Part(say(texts.NO_SECRET), (say(texts.DANGER),)),
            Part(say(texts.YOU_CAN), points=tuple(map(say, texts.RIGHTS))),
            Part(say(texts.WHOM_TO_ASK), (ask,)),
        ),
        note="" if is_checked else say(texts.UNCHECKED),
    )


def away(around: Sequence[Around], say: Say, *, is_checked: bool) -> Sheet:
    """The sheet that a child takes away: no day, no name of the child or of any agency."""
    people = tuple(Person(say(texts.AWAY[one.discipline]), "", tuple(filter(None, (one.worker,)))) for one in around)
    return Sheet(
        title=say(texts.AWAY_TITLE),
        introduction=(say(texts.AWAY_INTRODUCTION),),
        parts=(
            Part(say(texts.AWAY_PEOPLE), people=people),
            Part(say(texts.NO_SECRET), (say(texts.AWAY_NO_SECRET),)),
            Part(say(texts.YOU_CAN), points=tuple(map(say, texts.RIGHTS))),
            Part(say(texts.WHOM_TO_ASK), (say(texts.AWAY_ASK),)),
        ),
        note="" if is_checked else say(texts.UNCHECKED),
    )


def _person(one: Around, say: Say) -> Person:
    who, why, keeps = texts.TOGETHER[one.discipline]
    lead = (say(texts.LEADS),) if one.leads else ()
    worker = (say(texts.WORKER).format(name=one.worker),) if one.worker else ()
    return Person(say(who), one.agency, (say(why), *lead, say(keeps), *worker))
