"""Synthetic people on disk: Parquet for our side, the same people with folded names for rivals in clear."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from latido.bench.people import PeopleFiles, people_files
from latido.engines.linkage import IdentifierColumns, PersonColumns, PersonRecord
from latido.engines.linkage.standardisation import fold

COLUMNS = ("id", "given_names", "surnames", "sex", "year", "month", "day", "state", "municipality", "phone")
CLEAR = ("unique_id", "given1", "given2", "paternal", "maternal", "sex", "birth_date", "birth_state",
         "municipality", "phone")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Workload:
    """Two files of synthetic people in a folder, and the number of true pairs."""

    folder: Path
    size: int
    seed: int

    def side(self, name: str) -> Path:
        """Our side's Parquet file, `left` or `right`."""
        return self.folder / f"{name}.parquet"

    def clear(self, name: str) -> Path:
        """The CSV file for a rival that sees clear text."""
        return self.folder / f"{name}.csv"

    def truth(self) -> frozenset[tuple[bytes, bytes]]:
        """The true pairs."""
        pairs = json.loads((self.folder / "truth.json").read_text())
        return frozenset((bytes.fromhex(left), bytes.fromhex(right)) for left, right in pairs)


def make(folder: Path, size: int, seed: int) -> Workload:
    """Generate the people and write every form of them; the next call with the same folder only reads."""
    work = Workload(folder, size, seed)
    if not (folder / "truth.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = people_files(size, seed=seed)
        for name, people in (("left", made.left), ("right", made.right)):
            _write(work.side(name), COLUMNS, map(_ours, people))
            _write(work.clear(name), CLEAR, map(_clear, people))
        _write_truth(folder, made)
    return work


def _write_truth(folder: Path, made: PeopleFiles) -> None:
    truth = sorted((left.hex(), right.hex()) for left, right in made.truth)
    (folder / "truth.json").write_text(json.dumps(truth))


def _ours(one: PersonRecord) -> tuple[object, ...]:
    date, phones = one.birth_date, [each.value for each in one.identifiers]
    return (
        one.opaque_id.hex, one.given_names, one.surnames, one.sex, date.year or 0, date.month or 0,
        date.day or 0, one.birth_state, one.municipality, phones[0] if phones else "",
    )  # fmt: skip


def _clear(one: PersonRecord) -> tuple[object, ...]:
    given, surnames = fold(one.given_names).split(), fold(one.surnames).split()
    date, phones = one.birth_date, [each.value for each in one.identifiers]
    written = f"{date.year:04}-{date.month:02}-{date.day:02}" if date.year and date.month and date.day else ""
    return (
        one.opaque_id.hex, _at(given, 0), " ".join(given[1:]), _at(surnames, 0), " ".join(surnames[1:]),
        one.sex, written, one.birth_state, one.municipality, phones[0] if phones else "",
    )  # fmt: skip


def _at(words: Sequence[str], place: int) -> str:
    return words[place] if place < len(words) else ""


def _write(path: Path, names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Written through a text file: DuckDB turns it into Parquet at once."""
    text = path.with_suffix(".csv")
    with text.open("w", encoding="utf-8") as stream:
        stream.write(",".join(names) + "\n")
        stream.writelines(",".join(map(str, row)) + "\n" for row in rows)
    if path != text:
        duckdb.read_csv(str(text), all_varchar=True, na_values="~").write_parquet(str(path))
        text.unlink()


def columns(path: Path) -> PersonColumns:
    """The people of one side as `encode` takes them, phones standardised anew."""
    found = duckdb.read_parquet(str(path)).fetchnumpy()
    texts = {name: found[name].tolist() for name in COLUMNS}
    with_phone = [row for row, phone in enumerate(texts["phone"]) if phone]
    ids = bytes.fromhex("".join(texts["id"]))
    return PersonColumns(
        ids=np.frombuffer(ids, dtype=np.uint8).reshape(-1, 16),
        given_names=texts["given_names"],
        surnames=texts["surnames"],
        sexes=texts["sex"],
        birth_years=np.array(texts["year"], dtype=np.int64),
        birth_months=np.array(texts["month"], dtype=np.int64),
        birth_days=np.array(texts["day"], dtype=np.int64),
        birth_countries=["MX"] * len(texts["id"]),
        birth_states=texts["state"],
        municipalities=texts["municipality"],
        identifiers=IdentifierColumns.written(
            np.array(with_phone, dtype=np.int64),
            ["phone"] * len(with_phone),
            ["person"] * len(with_phone),
            [texts["phone"][row] for row in with_phone],
            "MX",
        ),
    )
