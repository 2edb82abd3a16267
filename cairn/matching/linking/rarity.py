"""Fitting the model to how rare the names of the files at hand are.

In a file of thirty people no name can be rarer than one in thirty, in a million much rarer: how many bits two records
of one child share depends on the file. Frozen is how often all parts of a name agree, all but one, or fewer; how that
spreads over levels of rarity follows from the names in the file.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import duckdb

from cairn.matching.linking.levels import LEFT_OVER, WIDTH, WIDTHS
from cairn.matching.linking.model import LinkModel
from cairn.matching.linking.tables import NAME_PARTS

# Parts that agree in sound alone are worth a little less than the same parts equal: so many are one level lower.
_LOWER: Final = 0.2
_EVEN: Final = 0.1  # and so many anywhere


def fitted(model: LinkModel, con: duckdb.DuckDBPyConnection) -> LinkModel:
    """The model with the levels of names spread as the names of table `prepared` are."""
    names = dict(model.agreement["name"])
    for parts_lost, left in enumerate(LEFT_OVER):
        levels = [f"{left}, {bits * WIDTH} bits" for bits in range(WIDTHS)]
        whole = sum(names[level] for level in levels)
        shares = _shares(con, parts_lost)
        if not shares:
            continue
        names |= {level: whole * share for level, share in zip(levels, shares, strict=True)}
    agreement: Mapping[str, Mapping[str, float]] = {**model.agreement, "name": names}
    return replace(model, agreement=agreement)


def _shares(con: duckdb.DuckDBPyConnection, parts_lost: int) -> list[float]:
    """How many people's own names are worth so much, without as many of their parts, from the lowest level up.

    Empty where nobody has so many parts.
    """
    worth = " + ".join(f"who.we{place}" for place in range(1, NAME_PARTS + 1))
    rows = con.execute(
        f"select cast(least({WIDTHS - 1}, floor(({worth}) * (who.parts - {parts_lost}) / who.parts / {WIDTH * 10}.0))"  # noqa: S608 (own names)
        f" as integer) as level, count(*) from prepared where who.parts > {parts_lost} group by level"
    ).fetchall()
    counted = dict(rows)
    total = sum(counted.values())
    if not total:
        return []
    exact = [counted.get(level, 0) / total for level in range(WIDTHS)]
    lower = [exact[0] + exact[1], *exact[2:], 0.0]
    return [
        (1 - _EVEN) * ((1 - _LOWER) * here + _LOWER * above) + _EVEN / WIDTHS
        for here, above in zip(exact, lower, strict=True)
    ]
