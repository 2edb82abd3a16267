"""Splink's settings for the files at hand: the same for DuckDB and for Spark."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cairn.matching.linking.levels import Comparison
from cairn.matching.linking.model import LinkModel

_APART: Final = " and l.side <> r.side"


def settings_for(
    model: LinkModel,
    comparisons: Sequence[Comparison],
    by_chance: Mapping[str, Sequence[float]],
    *,
    sizes: tuple[int, int],
    dialect: str,
) -> dict[str, Any]:
    """The settings as a dictionary. `sizes` are the rows of both files; the second is 0 for duplicates in one."""
    apart = _APART if sizes[1] else ""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": _prior(model.partners, *sizes),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.keys = r.keys{apart}", "sql_dialect": dialect, "arrays_to_explode": ["keys"]}
        ],
        "comparisons": [_comparison(each, model.agreement[each.kind], by_chance[each.name]) for each in comparisons],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def is_between(settings: Mapping[str, Any]) -> bool:
    """Whether only people of two different files are compared."""
    return str(settings["blocking_rules_to_generate_predictions"][0]["blocking_rule"]).endswith(_APART)


def _prior(partners: float, left: int, right: int) -> float:
    if right:
        return min(partners * min(left, right) / (left * right), 0.5)
    return min(2 * partners / max(left - 1, 1), 0.5)


def of_numbers(settings: Mapping[str, Any], comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """The same settings for pairs whose numbers of levels were worked out before, as columns of their left side."""
    told = json.dumps(settings)
    for each in comparisons:
        told = told.replace(_asked(each), f"{each.name}_l")
    found: dict[str, Any] = json.loads(told) | {"blocking_rules_to_generate_predictions": []}
    return found


def _asked(comparison: Comparison) -> str:
    return f"{comparison.function}(who_l, who_r)"


def _comparison(comparison: Comparison, agreement: Mapping[str, float], by_chance: Sequence[float]) -> dict[str, Any]:
    """Levels from the highest down; those of people of one address come first and agree as often as the others."""
    names = comparison.levels * (2 if comparison.is_doubled else 1)
    asked = _asked(comparison)
    levels: list[dict[str, Any]] = [
        {"sql_condition": f"{asked} = -1", "label_for_charts": "nothing to compare", "is_null_level": True}
    ]
    for place, (name, chance) in enumerate(zip(names, by_chance, strict=True)):
        number = len(names) - 1 - place
        levels.append(
            {
                "sql_condition": f"{asked} = {number}" if number else "ELSE",
                "label_for_charts": f"{number} {name}",
                "m_probability": agreement[name],
                "u_probability": chance,
            }
        )
    return {"output_column_name": comparison.name, "comparison_levels": levels}
