"""Which column of a file says what: the map a person writes in TOML (R-002; contract, "`cairn link` map")."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cairn.core.errors import Refused

_PLAIN: Final = ("id", "given_name", "family_name", "full_name", "sex", "nationality", "postcode", "phone")
_KEYS: Final = (*_PLAIN, "birth_date", "address", "identifiers")
MOST_ADDRESS_COLUMNS: Final = 8
MOST_SCHEMES: Final = 6


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The columns of a file by what they say; "" or empty where the file says nothing of the kind.

    `birth_format` is as for strptime; without one, days are read as 2009-04-03, 20090403, 3/4/2009 (day first) or 2009.
    `identifiers` are columns by the name of the scheme that gave the number.
    """

    id: str
    given_name: str = ""
    family_name: str = ""
    full_name: str = ""
    birth_date: str = ""
    birth_format: str = ""
    sex: str = ""
    nationality: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    phone: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column named, once for each time it is named."""
        plain = (getattr(self, key) for key in (*_PLAIN, "birth_date"))
        return tuple(name for name in (*plain, *self.address, *self.identifiers.values()) if name)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that hold names, the given one first."""
        return tuple(name for name in (self.given_name, self.family_name, self.full_name) if name)


def parse_map(text: str) -> ColumnMap:
    """Read a map.

    Refuses what is not TOML (`link_map_unreadable`), a key that means nothing (`link_map_unknown_key`), a value of the
    wrong shape (`link_map_value`), no `id` or nothing to compare (`link_map_needs`), and a column named twice
    (`link_map_column_twice`).
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused("link_map_unreadable", why=str(error)) from error
    for key in said:
        if key not in _KEYS:
            raise Refused("link_map_unknown_key", key=key, known=", ".join(_KEYS))
    plain = {key: _text(key, said[key]) for key in _PLAIN if key in said}
    column, form = _birth(said.get("birth_date", ""))
    found = ColumnMap(
        **({"id": ""} | plain),
        birth_date=column,
        birth_format=form,
        address=_address(said.get("address", [])),
        identifiers=_identifiers(said.get("identifiers", {})),
    )
    _check(found)
    return found


def _check(found: ColumnMap) -> None:
    if not found.id:
        raise Refused("link_map_needs", key="id")
    if len(found.columns) == 1:
        raise Refused("link_map_needs", key="full_name")
    name, times = Counter(found.columns).most_common(1)[0]
    if times > 1:
        raise Refused("link_map_column_twice", column=name)


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refused("link_map_value", key=key)
    return value.strip()


def _birth(value: Any) -> tuple[str, str]:
    if value == "":
        return "", ""
    if not isinstance(value, dict):
        return _text("birth_date", value), ""
    if not {"column"} <= set(value) <= {"column", "format"}:
        raise Refused("link_map_value", key="birth_date")
    form = _text("birth_date.format", value["format"]) if "format" in value else ""
    return _text("birth_date.column", value["column"]), form


def _address(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or len(value) > MOST_ADDRESS_COLUMNS:
        raise Refused("link_map_value", key="address")
    return tuple(_text("address", each) for each in value)


def _identifiers(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > MOST_SCHEMES:
        raise Refused("link_map_value", key="identifiers")
    return {scheme: _text(f"identifiers.{scheme}", column) for scheme, column in value.items()}
