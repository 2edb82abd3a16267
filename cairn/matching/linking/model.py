"""The frozen model: how often each fact agrees for one and the same child, and from which weight on a pair is shown."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from cairn.matching.linking.levels import COMPARISONS


@dataclass(frozen=True, slots=True)
class LinkModel:
    """Weights that do not change from run to run; `version` goes with every pair that was found with them.

    `agreement` by kind of comparison, then by level: the share of pairs of one child at that level (m). `partners`:
    how many others of the same child a record is expected to have. `threshold` is the weight from which a pair is
    shown, `margin` by how much a rival outdoes it between two files (see `clusters`), both in bits (log2 of the odds).
    """

    version: str
    trained_on: str
    agreement: Mapping[str, Mapping[str, float]]
    partners: float
    threshold: float
    margin: float


@cache
def shipped() -> LinkModel:
    """The model that comes with Cairn, read once."""
    return parse_model(resources.files(__package__).joinpath("model.json").read_text(encoding="utf-8"))


def parse_model(text: str) -> LinkModel:
    """Read a model file. ValueError when it lacks a level that is compared, or a share is none."""
    found = json.loads(text)
    model = LinkModel(**found)
    for comparison in COMPARISONS:
        shares = model.agreement.get(comparison.kind, {})
        if set(shares) != set(comparison.levels):
            raise ValueError(f"the model does not fit the levels of {comparison.kind}")
        if not all(0 < share < 1 for share in shares.values()):
            raise ValueError(f"a share of {comparison.kind} is none")
    return model
