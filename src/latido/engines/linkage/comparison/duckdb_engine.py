"""Pairs that share a token, compared by DuckDB: for one machine, spilling to disk when memory is short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from latido.engines.linkage.blocking.pairs import NearPairs
from latido.engines.linkage.blocking.reports import TooFrequent
from latido.engines.linkage.comparison.compared import ComparedPairs
from latido.engines.linkage.comparison.sql import SHARED, SIDES, WORDS, frequent_sql, near_sql
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.encoding.scheme import FILTER_WORDS, PASS_BITS, TOKEN_BYTES

Column = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class DuckDBComparison:
    """A `TokenComparison`. threads: cores to use. memory_limit: as DuckDB writes it ("4GB")."""

    threads: int = 1
    memory_limit: str | None = None

    def __call__(self, left: EncodedFile, right: EncodedFile, *, cap: int, farthest: int) -> ComparedPairs:
        """Compare in a database in memory that is gone afterwards."""
        with duckdb.connect() as database:
            database.execute(f"SET threads = {int(self.threads)}")
            if self.memory_limit is not None:
                database.execute("SET memory_limit = ?", [self.memory_limit])
            load_tables(database, left, right)
            database.execute(f"CREATE TABLE frequent AS {frequent_sql(cap)}")
            database.execute(f"CREATE TABLE shared AS {SHARED}")
            found = database.execute(near_sql("xor({0}, {1})", farthest)).fetchnumpy()
            looked_at = database.execute("SELECT count(*) FROM shared").fetchall()[0][0]
            frequent = database.execute("SELECT token, on_left, on_right FROM frequent").fetchall()
        return compared(found, looked_at, frequent, len(right))


def load_tables(database: duckdb.DuckDBPyConnection, left: EncodedFile, right: EncodedFile) -> None:
    """Make the four tables that the SQL reads."""
    for side, file in zip(SIDES, (left, right), strict=True):
        for name, columns in (("tokens", _tokens(file)), ("filters", _filters(file))):
            database.register("columns_to_load", columns)
            database.execute(f"CREATE TABLE {side}_{name} AS SELECT * FROM columns_to_load")  # noqa: S608
            database.unregister("columns_to_load")


def compared(
    found: Mapping[str, Column], looked_at: int, frequent: list[tuple[int, int, int]], right_size: int
) -> ComparedPairs:
    """What the SQL answered, in the order and types that the rest of the round expects."""
    pairs = found["left_row"].astype(np.int64) * np.int64(right_size) + found["right_row"].astype(np.int64)
    order = np.argsort(pairs)
    near = NearPairs(
        pairs[order], found["shared"][order].astype(np.uint16), found["apart"][order].astype(np.int16)
    )
    reports = (
        TooFrequent("token", token.to_bytes(8, "big", signed=True), *held) for token, *held in frequent
    )
    return ComparedPairs(near, looked_at, tuple(sorted(reports, key=lambda one: one.value)))


def _tokens(file: EncodedFile) -> dict[str, Column]:
    passes = (file.tokens >> np.uint64(8 * TOKEN_BYTES - PASS_BITS)).astype(np.int32)
    return {"token": file.tokens.view(np.int64), "record": file.token_rows, "mark": np.int32(1) << passes}


def _filters(file: EncodedFile) -> dict[str, Column]:
    words = np.ascontiguousarray(file.filters).view(np.int64).reshape(-1, FILTER_WORDS)
    columns = {word: np.ascontiguousarray(words[:, at]) for at, word in enumerate(WORDS)}
    return {"record": np.arange(len(file)), **columns}
