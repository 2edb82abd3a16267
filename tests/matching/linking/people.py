"""A small town for tests of linkage: made-up people, some of them twice, in a CSV file. The same every time."""

import csv
from pathlib import Path
from random import Random

FIRST = (
    "Amina",
    "Jonas",
    "Mei",
    "Tariq",
    "Zofia",
    "Hodan",
    "Liam",
    "Priya",
    "Andrei",
    "Selam",
    "Arben",
    "Grace",
    "Thanh",
)
LAST = (
    "Barlow",
    "Haile",
    "Nowak",
    "Okafor",
    "Popescu",
    "Tran",
    "Warsame",
    "Hoxha",
    "Patel",
    "Hussain",
    "Kidane",
    "Lund",
)
MAP = """
id = "no"
given_name = "first"
family_name = "last"
birth_date = "born"
sex = "sex"
postcode = "code"
[identifiers]
nhs = "nhs"
"""
HEADER = ("no", "first", "last", "born", "sex", "code", "nhs")


def town(people: int, doubles: int, seed: int = 3) -> list[list[str]]:
    """Rows of so many people, then a second row for the first `doubles` of them, with slips and without a number."""
    dice = Random(seed)  # noqa: S311 (made-up people)
    rows = [_row(number, dice) for number in range(people)]
    return rows + [_again(row, dice) for row in rows[:doubles]]


def _row(number: int, dice: Random) -> list[str]:
    born = f"{dice.randint(2008, 2022)}-{dice.randint(1, 12):02d}-{dice.randint(2, 28):02d}"
    first = dice.choice(FIRST) + dice.choice(("", "ra", "el", "na", "mir"))
    last = dice.choice(LAST) + dice.choice(("", "son", "ov", "ley", "mann", "ez"))
    code = f"ZZ{dice.randint(1, 40)} {dice.randint(1, 9)}{dice.choice('ABDEF')}{dice.choice('GHJLN')}"
    return [f"P{number}", first, last, born, dice.choice("mf"), code, f"{dice.randrange(10**9, 10**10)}"]


def _again(row: list[str], dice: Random) -> list[str]:
    number, first, last, born, sex, code, nhs = row
    if dice.random() < 0.3:
        first, last = last, first
    if dice.random() < 0.3:
        last = last[:-1] + last[-1] * 2
    return [
        f"{number}-again",
        first,
        last,
        born,
        sex,
        code if dice.random() < 0.7 else "",
        nhs if dice.random() < 0.5 else "",
    ]


def write(path: Path, rows: list[list[str]], header: tuple[str, ...] = HEADER) -> Path:
    """The rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
