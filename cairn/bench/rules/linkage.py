"""A made-up file of people, some of them several times, and how well a linkage found them: overall and by origin."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from cairn.bench.rules.population.fragments import fragment
from cairn.bench.rules.population.people import Child, Population
from cairn.bench.rules.population.saying import Said, recorded

HEADER: Final = (
    *("id", "first_name", "surname", "full_name", "born", "sex", "nationality", "address", "postcode", "phone"),
    *("nhs", "upn", "home_office"),
)
MAP: Final = """
id = "id"
full_name = "full_name"
birth_date = "born"
sex = "sex"
nationality = "nationality"
address = ["address"]
postcode = "postcode"
phone = "phone"
[identifiers]
nhs = "nhs"
upn = "upn"
home_office = "home_office"
"""
_FRAGMENTS: Final = 0.2  # of all rows; the rest are records
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file, and what the benchmark alone knows: whose it is."""

    cells: tuple[str, ...]
    child: int
    origin: str


def rows(size: int, seed: int) -> Iterator[Row]:
    """So many rows: a record of each child, and fragments of children drawn with replacement, beside their record."""
    drawn = int(size * _FRAGMENTS)
    population = Population(size - drawn, seed)
    dice = Random(f"{seed}/linkage")  # noqa: S311 (made-up people)
    times = Counter(dice.choices(range(population.children), k=drawn))
    for child in population.recorded(0, population.blocks):
        yield _row(f"R{child.number}", child, recorded(child, seed))
        for place in range(times[child.number]):
            told = fragment(child, population.land, seed * 1_000 + place)
            yield _row(f"F{child.number}-{place}", child, told.said)


def _row(number: str, child: Child, said: Iterable[Said]) -> Row:
    cells = dict.fromkeys(HEADER, "")
    names: list[str] = []
    for kind, text, detail, earliest, latest in said:
        if kind == "name":
            names.append(text)
        elif kind == "birth" and earliest and latest:
            middle = earliest + (latest - earliest) / 2
            cells["born"] = earliest.isoformat() if detail["precision"] == "date" else str(middle.year)
        elif kind == "address":
            cells["address"], _, cells["postcode"] = text.rpartition(", ")
        elif kind == "identifier":
            cells[detail["scheme"]] = text
        elif kind in cells:
            cells[kind] = text
    words = names[0].split() if names else []
    cells |= {"id": number, "full_name": " / ".join(names), "first_name": words[0] if words else ""}
    cells["surname"] = words[-1] if len(words) > 1 else ""
    return Row(tuple(cells[name] for name in HEADER), child.number, child.origin.value)


def quality(found: Pairs, children: Mapping[str, int], origins: Mapping[int, str]) -> dict[str, object]:
    """Precision, recall and F1 of pairs of ids, recall by origin, the worst of them, and the gap in points."""
    expected: Counter[str] = Counter()
    for child, times in Counter(children.values()).items():
        expected[origins.get(child, "")] += times * (times - 1) // 2
    told = [(children[left], children[right]) for left, right in found]
    right = Counter(origins.get(one, "") for one, other in told if one == other)
    by_origin = {origin: right[origin] / pairs for origin, pairs in sorted(expected.items()) if pairs}
    hits, pairs = right.total(), expected.total()
    answer: dict[str, object] = {
        "pairs": len(told),
        "precision": round(hits / max(len(told), 1), 4),
        "recall": round(hits / max(pairs, 1), 4),
        "f1": round(2 * hits / max(len(told) + pairs, 1), 4),
    }
    if len(by_origin) > 1:
        shares: Sequence[float] = tuple(by_origin.values())
        answer["worst_origin_recall"] = round(min(shares), 3)
        answer["gap_points"] = round(100 * (max(shares) - min(shares)), 1)
        answer["recall_by_origin"] = {origin: round(share, 3) for origin, share in by_origin.items()}
    return answer
