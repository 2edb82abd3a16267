"""The baseline: Splink as its own guide begins, on forename, surname, birth, postcode and numbers, nothing prepared."""

from pathlib import Path

import duckdb

from cairn.matching.linking.engines import hush

_THRESHOLD = 0.9
_SAMPLED = 1e7  # pairs
_RULES = (
    *(("nhs",), ("upn",), ("home_office",), ("first_name", "surname"), ("first_name", "born"), ("surname", "born")),
    *(("postcode", "born"), ("postcode", "first_name")),
)


def plain_pairs(path: Path) -> list[tuple[str, str]]:
    """Pairs of ids at a probability of .9, from a file with the columns of the benchmark."""
    import splink.comparison_library as compare  # noqa: PLC0415 (slow to load, and only needed here)
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415 (as above)

    hush()
    con = duckdb.connect()
    con.execute("create table people as from read_csv(?, all_varchar = true, header = true)", [str(path)])
    numbers = [compare.ExactMatch(name) for name in ("nhs", "upn", "home_office")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            compare.NameComparison("first_name").configure(term_frequency_adjustments=True),
            compare.NameComparison("surname").configure(term_frequency_adjustments=True),
            compare.DateOfBirthComparison("born", input_is_string=True),
            compare.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            *numbers,
        ],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in _RULES],
        retain_matching_columns=False,
    )
    linker = Linker(DuckDBAPI(con).register("people"), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("nhs"), block_on("upn"), block_on("first_name", "surname", "born")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=_SAMPLED, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("born"))
    found = linker.inference.predict(threshold_match_probability=_THRESHOLD, warning_mode="never")
    pairs: list[tuple[str, str]] = con.execute(f"select id_l, id_r from {found.physical_name}").fetchall()  # noqa: S608 (own names)
    con.close()
    return pairs
