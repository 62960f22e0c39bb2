"""Pairs that share a token, with the distance of their filters: the part of a round that grows with it.

Every engine (memory, DuckDB, Spark) answers the same pairs for the same files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from latido.engines.linkage.blocking.pairs import NearPairs, rows_of
from latido.engines.linkage.blocking.reports import TooFrequent
from latido.engines.linkage.blocking.token_index import TokenIndex
from latido.engines.linkage.blocking.token_join import TokenJoin
from latido.engines.linkage.comparison.hamming import distances
from latido.engines.linkage.encoding.file import EncodedFile


@dataclass(frozen=True, slots=True, eq=False)
class ComparedPairs:
    """near: those near enough. looked_at: how many pairs were compared. too_frequent: tokens that were not
    followed."""

    near: NearPairs
    looked_at: int
    too_frequent: tuple[TooFrequent, ...]


class TokenComparison(Protocol):
    """Compares all pairs that share a token of at most `cap` records a file; keeps those at most `farthest`
    bits apart."""

    def __call__(
        self, left: EncodedFile, right: EncodedFile, *, cap: int, farthest: int
    ) -> ComparedPairs: ...


def compared_in_memory(left: EncodedFile, right: EncodedFile, *, cap: int, farthest: int) -> ComparedPairs:
    """The engine for one machine and files that fit into its memory."""
    join = TokenJoin.of(TokenIndex.of(left), TokenIndex.of(right), cap)
    found, looked_at = [], 0
    for chunk in join.chunks():
        bits = distances(left.filters, right.filters, *rows_of(chunk.pairs, len(right)))
        near = bits <= farthest
        looked_at += len(bits)
        found.append((chunk.pairs[near], chunk.shared[near], bits[near]))
    pairs, shared, apart = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return ComparedPairs(NearPairs(pairs, shared, apart), looked_at, join.too_frequent)
