"""Splink 5 on the same people in clear text. Runs in its own environment: imports nothing of Latido.

usage: rival_splink.py RECIPE LEFT.csv RIGHT.csv OUT.json; RECIPE is `people` or `febrl`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

RECIPES: dict[str, dict[str, Any]] = {
    "people": {
        "comparisons": lambda: [
            cl.NameComparison("given1"), cl.JaroWinklerAtThresholds("given2", [0.9]),
            cl.NameComparison("paternal"), cl.NameComparison("maternal"), cl.ExactMatch("sex"),
            cl.DateOfBirthComparison("birth_date", input_is_string=True, datetime_format="%Y-%m-%d"),
            cl.ExactMatch("birth_state").configure(term_frequency_adjustments=True),
            cl.ExactMatch("municipality").configure(term_frequency_adjustments=True),
            cl.ExactMatch("phone"),
        ],
        "blocks": [
            ("birth_date", "given1"), ("birth_date", "paternal"), ("birth_date", "maternal"), ("phone",),
            ("birth_date", "municipality"), ("given1", "paternal", "maternal"),
            ("paternal", "maternal", "substr(birth_date, 1, 4)"),
            ("given1", "paternal", "substr(birth_date, 6, 5)"),
            ("paternal", "maternal", "municipality"), ("given1", "paternal", "municipality"),
        ],
        "certain": [("given1", "paternal", "birth_date"), ("phone", "given1")],
        "recall": 0.6,
        "training": [("birth_date",), ("given1", "paternal")],
    },
    "febrl": {
        "comparisons": lambda: [
            cl.NameComparison("given_name"), cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("street_number", [1, 2]),
            cl.LevenshteinAtThresholds("postcode", [1, 2]),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.8]),
            cl.JaroWinklerAtThresholds("suburb", [0.9, 0.8]),
            cl.ExactMatch("state"),
        ],
        "blocks": [
            ("given_name", "surname"), ("date_of_birth",), ("surname", "postcode"),
            ("given_name", "postcode"), ("address_1", "street_number"), ("suburb", "surname"),
            ("suburb", "given_name"), ("address_1", "suburb"), ("postcode", "street_number"),
            ("substr(surname, 1, 3)", "substr(given_name, 1, 3)"),
        ],
        "certain": [("given_name", "surname", "date_of_birth"), ("address_1", "street_number", "postcode")],
        "recall": 0.7,
        "training": [("date_of_birth",), ("given_name", "surname")],
    },
}  # fmt: skip


def main(name: str, left: str, right: str, target: str) -> None:
    recipe = RECIPES[name]
    database = duckdb.connect()
    for side, path in (("left", left), ("right", right)):
        source = f"read_csv('{path}', all_varchar = true, nullstr = '')"
        database.execute(f"CREATE TABLE {side}_in AS SELECT * FROM {source}")  # noqa: S608
    api = DuckDBAPI(connection=database)
    tables = [api.register(database.table(f"{side}_in"), dataset_display_name=f"set_{side}")
              for side in ("left", "right")]  # fmt: skip
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=recipe["comparisons"](),
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in recipe["blocks"]],
        retain_matching_columns=False,
    )
    linker = Linker(tables, settings, log_level=40)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on(*rule) for rule in recipe["certain"]], recall=recipe["recall"]
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in recipe["training"]:
        training.estimate_parameters_using_expectation_maximisation(block_on(*rule), max_pairs=2e6)
    found = linker.inference.predict(threshold_match_probability=0.01)
    table = database.table(found.physical_name)
    rows = table.project("unique_id_l, unique_id_r, match_probability, source_dataset_l").fetchall()
    links = [(one, other, p) if source == "set_left" else (other, one, p) for one, other, p, source in rows]
    Path(target).write_text(json.dumps({"links": links}))


if __name__ == "__main__":
    main(*sys.argv[1:])
