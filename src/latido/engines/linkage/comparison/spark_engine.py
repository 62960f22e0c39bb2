"""Pairs that share a token, compared by Apache Spark, for files that one machine cannot hold.

This module imports no pyspark: it is given a session. Tables travel as Parquet files, written and read by
DuckDB, in a folder that the driver and all workers see.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from latido.engines.linkage.comparison.compared import ComparedPairs
from latido.engines.linkage.comparison.duckdb_engine import compared, load_tables
from latido.engines.linkage.comparison.sql import SHARED, SIDES, frequent_sql, near_sql
from latido.engines.linkage.encoding.file import EncodedFile


@dataclass(frozen=True, slots=True)
class SparkComparison:
    """A `TokenComparison`. session: a pyspark SparkSession. folder: an empty one that every worker sees; what
    is put there is encoded, not anonymous: remove it after the round."""

    session: Any
    folder: Path

    def __call__(self, left: EncodedFile, right: EncodedFile, *, cap: int, farthest: int) -> ComparedPairs:
        """Compare on the cluster; only near pairs come back."""
        with duckdb.connect() as database:
            load_tables(database, left, right)
            for name in (f"{side}_{kind}" for side in SIDES for kind in ("tokens", "filters")):
                database.execute(f"COPY {name} TO '{self._at(name)}' (FORMAT parquet)")
                self.session.read.parquet(str(self._at(name))).createOrReplaceTempView(name)
            self._keep("frequent", frequent_sql(cap))
            self._keep("shared", SHARED)
            self._keep("near", near_sql("({0} ^ {1})", farthest))
            found = database.read_parquet(f"{self._at('near')}/*.parquet").fetchnumpy()
            looked_at = int(self.session.table("shared").count())
            frequent = [tuple(row) for row in self.session.table("frequent").collect()]
        return compared(found, looked_at, frequent, len(right))

    def _keep(self, name: str, sql: str) -> None:
        self.session.sql(sql).write.mode("overwrite").parquet(str(self._at(name)))
        self.session.read.parquet(str(self._at(name))).createOrReplaceTempView(name)

    def _at(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"
