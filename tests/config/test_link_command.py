"""`cairn link` as somebody at a terminal meets it."""

import csv

import pytest

from cairn.config.command import main
from tests.matching.linking.people import HEADER, MAP, town, write


@pytest.fixture
def place(tmp_path):
    """A folder with a file of people, some of them twice, and a map of its columns."""
    write(tmp_path / "a.csv", town(200, 40))
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    return tmp_path


def run(place, *more: str, out: str = "pairs.csv", columns: str = "map.toml") -> int:
    return main(["link", str(place / "a.csv"), *more, "--columns", str(place / columns), "--out", str(place / out)])


def test_pairs_are_written_with_weight_and_probability(place, capsys):
    assert run(place) == 0
    with (place / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["left_id", "right_id", "weight", "probability"]
    assert len(rows) >= 36
    assert all(0 < float(row["probability"]) <= 1 for row in rows)
    said = capsys.readouterr()
    assert said.out == ""
    assert "240 rows read" in said.err
    assert sorted(path.name for path in place.iterdir()) == ["a.csv", "map.toml", "pairs.csv"]


def test_a_file_that_exists_is_not_touched(place, capsys):
    (place / "pairs.csv").write_text("mine", encoding="utf-8")
    assert run(place) == 1
    assert (place / "pairs.csv").read_text(encoding="utf-8") == "mine"
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "columns", "words"),
    [
        ([["1", *[""] * 6], ["1", *[""] * 6]], MAP, "has the id “1”, which an earlier row has already"),
        ([["1"]], MAP, "Row 2 of “a.csv” has 1 cells, but the header has 7."),
        ([], MAP, "holds nobody"),
        (town(9, 0), MAP.replace('"code"', '"zip"'), "has no column “zip”"),
        (town(9, 0), MAP.replace("sex", "gender", 1), "has the key “gender”"),
        (town(9, 0), MAP.replace('"sex"', '"first"'), "names the column “first” twice"),
        (town(9, 0), "id =", "not valid TOML"),
    ],
    ids=["id twice", "short row", "empty", "column missing", "unknown key", "column twice", "not toml"],
)
def test_what_cannot_be_linked_is_one_sentence_and_leaves_nothing_behind(place, capsys, rows, columns, words):
    write(place / "a.csv", rows, HEADER)
    (place / "map.toml").write_text(columns, encoding="utf-8")
    assert run(place) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert "Traceback" not in said.err
    assert sorted(path.name for path in place.iterdir()) == ["a.csv", "map.toml"]


def test_a_map_that_is_not_there_is_refused(place, capsys):
    assert run(place, columns="other.toml") == 1
    assert "cannot be read" in capsys.readouterr().err


def test_three_files_are_wrong_usage(place):
    other = str(place / "a.csv")
    with pytest.raises(SystemExit) as ended:
        run(place, other, other)
    assert ended.value.code == 2


def test_a_folder_that_is_not_there_is_refused_after_the_work(place, capsys):
    assert run(place, out="nowhere/pairs.csv") == 1
    assert "cannot be written" in capsys.readouterr().err
