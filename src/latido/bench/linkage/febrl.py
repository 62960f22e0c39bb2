"""FEBRL4 (5,000 and 5,000 records, one true partner each), without the social security number."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from latido.bench.figures import Figure
from latido.bench.linkage import environments
from latido.bench.linkage.processes import measured
from latido.bench.linkage.scoring import best_f1, one_to_one
from latido.bench.linkage.steps import KEY
from latido.engines.linkage import IdentifierColumns, PersonColumns, encode, link, quality

Row = dict[str, str]
CLEAR = (
    "given_name",
    "surname",
    "date_of_birth",
    "street_number",
    "address_1",
    "suburb",
    "postcode",
    "state",
)


def febrl_figures(folder: Path) -> list[Figure]:
    """F1 one to one: ours encoded with a blind threshold, Splink in clear with its best threshold."""
    files = [_read(path) for path in environments.febrl_files()]
    truth = {(row["rec_id"], f"rec-{row['rec_id'].split('-')[1]}-dup-0") for row in files[0]}
    for name, rows in zip(("left", "right"), files, strict=True):
        _write_clear(folder / f"febrl-{name}.csv", rows)
    measured([*environments.splink(), "febrl", folder / "febrl-left.csv", folder / "febrl-right.csv",
              folder / "febrl.json"])  # fmt: skip
    best = best_f1(one_to_one(json.loads((folder / "febrl.json").read_text())["links"]), truth)
    result = link(*(encode(people(rows), KEY) for rows in files))
    pairs = frozenset((_identity(left), _identity(right)) for left, right in truth)
    name = "FEBRL4 without the security number: F1, ours blind (rival: Splink in clear at its best threshold)"
    return [Figure.measured(name, quality(result, pairs).f1, "F1", rival=best, target="ratio >= 1.0")]


def people(rows: Sequence[Row]) -> PersonColumns:
    """FEBRL's fields as ours: the suburb is the municipality, the postcode the state, and two forms of the
    address (number and street; street and postcode) are exact identifiers of the person."""
    dates = [_date(row["date_of_birth"]) for row in rows]
    addresses = [(at, text) for at, row in enumerate(rows) for text in _addresses(row)]
    year, month, day = (np.array(part, dtype=np.int64) for part in zip(*dates, strict=True))
    ids = b"".join(_identity(row["rec_id"]) for row in rows)
    return PersonColumns(
        ids=np.frombuffer(ids, dtype=np.uint8).reshape(-1, 16),
        given_names=[row["given_name"] for row in rows],
        surnames=[row["surname"] for row in rows],
        sexes=["unknown"] * len(rows),
        birth_years=year,
        birth_months=month,
        birth_days=day,
        birth_countries=[""] * len(rows),
        birth_states=[row["postcode"] for row in rows],
        municipalities=[row["suburb"] for row in rows],
        identifiers=_identifiers(addresses),
    )


def _identifiers(addresses: Sequence[tuple[int, str]]) -> IdentifierColumns:
    rows: npt.NDArray[np.int64] = np.array([at for at, _ in addresses], dtype=np.int64)
    count = len(addresses)
    return IdentifierColumns.written(
        rows, ["address"] * count, ["person"] * count, [text for _, text in addresses], "AU"
    )


def _addresses(row: Row) -> list[str]:
    street = row["address_1"]
    forms = [f"{row[part]} {street}" for part in ("street_number", "postcode") if row[part]]
    return forms if len(street) > 3 else []


def _date(text: str) -> tuple[int, int, int]:
    """Year, month and day; 0 for what cannot be."""
    if len(text) != 8:
        return 0, 0, 0
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    month = month if 1 <= month <= 12 else 0
    return (
        (year if 1850 <= year <= 2150 else 0),
        month,
        (day if 1 <= day <= (28 if month == 2 else 30) else 0),
    )


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as stream:
        rows = csv.DictReader(stream, skipinitialspace=True)
        return [{name.strip(): (value or "").strip() for name, value in row.items()} for row in rows]


def _write_clear(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("unique_id", *CLEAR))
        writer.writerows((row["rec_id"], *(row[name] for name in CLEAR)) for row in rows)


def _identity(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
