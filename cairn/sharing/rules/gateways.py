"""The lawful gateways for sharing: versioned rows of TOML, one file to a code, read once and never written (R-050).

A file gives what all its rows share (code, kind, order, label, sentence, and for whom the guide gives it) and then one
`[[version]]` for each nation or edition. A row without `from` was passed and does not hold yet; an installation says
in a file of its own from which day it does, with the source.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cairn.core.errors import Refused
from cairn.core.working_days import Nation
from cairn.duties.kinds import Certainty
from cairn.sharing.kinds import Body, Fear, GatewayKind, Receiver

_JOINED = "; "
AND = "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """One version of one lawful ground in one nation, with where it stands and how sure that is.

    `label` names the statute and `sentence` says in plain words why we share, both by language. `when`, `gives` and
    `gets` say to whom the guide offers it: for which fear, from which sort of body to which. `effective_from` is None
    for one that does not hold yet, or not before somebody has looked at it; both days count. `for_enforcement` marks a
    ground for asking on behalf of immigration enforcement, which is never one for protecting a child (R-060).
    """

    code: str
    version: str
    nation: Nation
    kind: GatewayKind
    order: int
    label: Mapping[str, str]
    sentence: Mapping[str, str]
    when: frozenset[Fear]
    gives: frozenset[Body]
    gets: frozenset[Receiver]
    only_when_asked: bool
    effective_from: date | None
    effective_to: date | None
    certainty: Certainty
    source: str
    note: str = ""
    for_enforcement: bool = False

    def label_in(self, language: str) -> str:
        """The statute's name in a language, or in English where nobody has translated it yet."""
        return self.label.get(language, self.label["en"])

    def sentence_in(self, language: str) -> str:
        """The plain words in a language, or in English; without the full stop."""
        return self.sentence.get(language, self.sentence["en"])


@dataclass(frozen=True, slots=True)
class Start:
    """From which day a ground holds that was not in force when it was put into the register, and who says so."""

    on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Who shares, where and on which day. `was_asked` where another agency has asked for it."""

    nation: Nation
    day: date
    sharer: Body
    was_asked: bool = False
    starts: Mapping[str, Start] = field(default_factory=lambda: MappingProxyType({}))


def every_gateway() -> tuple[Gateway, ...]:
    """Every version of every gateway, by code, then nation, then the day it began."""
    return _register()


def holds(gateway: Gateway, day: date, starts: Mapping[str, Start] = MappingProxyType({})) -> bool:
    """Whether a gateway is law on that day. One without a day of its own waits for its `Start`."""
    begins = begins_on(gateway, starts)
    return begins is not None and begins <= day and (gateway.effective_to is None or day <= gateway.effective_to)


def begins_on(gateway: Gateway, starts: Mapping[str, Start]) -> date | None:
    """The first day on which a gateway holds; None while nobody knows it."""
    if gateway.effective_from is not None:
        return gateway.effective_from
    start = starts.get(gateway.code)
    return start.on if start else None


def in_force(case: Case) -> tuple[Gateway, ...]:
    """The gateways that are law in that nation on that day, whoever may use them, the strongest first."""
    found = (one for one in _register() if one.nation is case.nation and holds(one, case.day, case.starts))
    return tuple(sorted(found, key=lambda one: (one.order, one.code)))


def usable(case: Case) -> tuple[Gateway, ...]:
    """Those of them that this sort of body may share by, conditions aside."""
    return tuple(
        one
        for one in in_force(case)
        if one.kind is not GatewayKind.CONDITION
        and case.sharer in one.gives
        and (case.was_asked or not one.only_when_asked)
    )


def condition_of(case: Case) -> Gateway | None:
    """What lets specially protected facts through in this case; None where nothing does."""
    found = (one for one in in_force(case) if one.kind is GatewayKind.CONDITION and case.sharer in one.gives)
    return next(found, None)


@dataclass(frozen=True, slots=True)
class Justified:
    """The ground as it is kept with what was shared: its codes joined by "+", and the one sentence as it read then."""

    codes: str
    sentence: str


def justified(code: str, case: Case, *, is_sensitive: bool = False, language: str = "en") -> Justified:
    """The ground and the standard sentence for sharing by a gateway that the sharer named.

    Refuses none at all (`ground_needed`), one that is not in the register (`ground_not_known`) and one that is no law
    in that nation on that day, or not for this sort of body (`ground_not_in_force`); the last also where specially
    protected facts would be shared and nothing lets them through.
    """
    if not code.strip():
        raise Refused("ground_needed")
    chosen = next((one for one in usable(case) if one.code == code), None)
    condition = condition_of(case) if is_sensitive else None
    if chosen is None and all(one.code != code for one in _register()):
        raise Refused("ground_not_known", ground=code)
    if chosen is None or (is_sensitive and condition is None):
        raise Refused("ground_not_in_force", nation=case.nation.value)
    return written(chosen, condition, language)


def for_enforcement(case: Case) -> tuple[Gateway, ...]:
    """The grounds that are law in that nation on that day, on which immigration enforcement may ask (R-060)."""
    return tuple(one for one in in_force(case) if one.for_enforcement)


def enforcement_ground(code: str, case: Case, language: str = "en") -> Justified:
    """The ground on which immigration enforcement asks. Refuses as `justified` does: a ground for protecting a child is
    none for this (`ground_not_in_force`)."""
    chosen = next((one for one in for_enforcement(case) if one.code == code), None)
    if chosen is None and all(one.code != code for one in _register()):
        raise Refused("ground_not_known", ground=code)
    if chosen is None:
        raise Refused("ground_not_in_force", nation=case.nation.value)
    return written(chosen, None, language)


def written(ground: Gateway, condition: Gateway | None, language: str = "en") -> Justified:
    """A ground, with the condition for specially protected facts where there is one, as it is kept."""
    parts = [ground, condition] if condition else [ground]
    sentence = _JOINED.join(one.sentence_in(language) for one in parts)
    return Justified(AND.join(one.code for one in parts), f"{sentence}.")


def read(text: str) -> tuple[Gateway, ...]:
    """The gateways in one file's text. Raises ValueError, KeyError or TypeError where they do not hold together."""
    shared = tomllib.loads(text)
    rows = shared.pop("version")
    found = sorted((gateway for row in rows for gateway in _expand(shared | row)), key=_order)
    if len({_order(one) for one in found}) != len(found):
        raise ValueError(f"two versions of {shared['code']} begin on one day")
    return tuple(found)


def read_starts(text: str) -> Mapping[str, Start]:
    """The days in an installation's own file: `[[start]]` with `gateway`, `on` and `source`.

    Raises ValueError, KeyError or TypeError for a gateway that is unknown or has its day already, and for what is no
    day or has no source.
    """
    waiting = {one.code for one in _register() if one.effective_from is None}
    found: dict[str, Start] = {}
    for row in tomllib.loads(text).get("start", []):
        code, on, source = row["gateway"], row["on"], row["source"]
        if code not in waiting or type(on) is not date or not str(source).strip():
            raise ValueError(f"this is no start of a lawful ground: {code}")
        found[code] = Start(on, source)
    return MappingProxyType(found)


@cache
def _register() -> tuple[Gateway, ...]:
    folder = files("cairn.sharing").joinpath("gateways")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(one for name in names for one in _file(name.removesuffix(".toml")))


def _file(code: str) -> tuple[Gateway, ...]:
    found = read(files("cairn.sharing").joinpath("gateways", f"{code}.toml").read_text(encoding="utf-8"))
    if any(one.code != code for one in found):
        raise ValueError(f"the file {code} holds another code")
    return found


def _order(gateway: Gateway) -> tuple[str, date]:
    return gateway.nation.value, gateway.effective_from or date.max


def _expand(row: dict[str, Any]) -> Iterator[Gateway]:
    kept: dict[str, Any] = {
        "kind": GatewayKind(row.pop("kind")),
        "label": MappingProxyType({"en": row["label"]["en"]} | row.pop("label")),
        "sentence": MappingProxyType({"en": row["sentence"]["en"]} | row.pop("sentence")),
        "when": frozenset(map(Fear, row.pop("when"))),
        "gives": frozenset(map(Body, row.pop("gives"))),
        "gets": frozenset(map(Receiver, row.pop("gets"))),
        "only_when_asked": row.pop("only_when_asked", False),
        "effective_from": row.pop("from", None),
        "effective_to": row.pop("to", None),
        "certainty": Certainty(row.pop("certainty")),
    }
    for nation in row.pop("nations"):
        yield Gateway(nation=Nation(nation), **kept, **row)
