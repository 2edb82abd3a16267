"""Train the linkage model anew and write it where it ships: `.venv/bin/python tools/train_linking.py [ROWS] [SEED]`.

Only how often facts agree for one child is trained; thresholds are kept. Raise `version` by hand when anything changed.
"""

import json
import sys
import tempfile
from pathlib import Path

from cairn.bench.rules.linkage import HEADER, MAP, rows
from cairn.matching.linking.columns import parse_map
from cairn.matching.linking.linkage import connect
from cairn.matching.linking.people import SCHEMA, batches
from cairn.matching.linking.reading import PeopleFile
from cairn.matching.linking.tables import load, shape
from cairn.matching.linking.training import agreement
from cairn.matching.linking.vocabulary import classes

MODEL = Path(__file__).parents[1] / "cairn/matching/linking/model.json"
_ROWS, _SEED = 100_000, 5
_DIGITS = 7


def main(size: int = _ROWS, seed: int = _SEED) -> None:
    """Make people, prepare them, count, write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        lines = (
            ",".join(f'"{cell}"' for cell in cells) for cells in (HEADER, *(row.cells for row in rows(size, seed)))
        )
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        file = PeopleFile(path, parse_map(MAP))
        con = connect()
        load(con, (batch for batch, _, _ in batches(file.rows(), file.columns, 0)), SCHEMA)
        shape(con, classes, is_link=False)
        trained = agreement(con)
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    model["trained_on"] = f"pairs that share a number, in {size:,} rows of the made-up population with seed {seed}"
    model["agreement"] = {
        kind: {level: round(share, _DIGITS) for level, share in shares.items()} for kind, shares in trained.items()
    }
    MODEL.write_text(json.dumps(model, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
