"""Hamming distance of filters: of listed pairs, and of all pairs with a threshold."""

from __future__ import annotations

from collections.abc import Callable

import numkong
import numpy as np
import numpy.typing as npt

from latido.engines.linkage.blocking.pairs import Integers
from latido.engines.linkage.encoding.file import Bytes, EncodedFile
from latido.engines.linkage.encoding.scheme import FILTER_BYTES

Farthest = Callable[[npt.NDArray[np.uint16], npt.NDArray[np.uint16]], npt.NDArray[np.int16]]
Distances = npt.NDArray[np.int16]
_ROWS_AT_ONCE = 4096
_PAIRS_AT_ONCE = 1 << 13  # two blocks of filters fit into a core's second cache
_LEFT_TILE, _RIGHT_TILE = 256, 1024  # their distances fit there too
# Strangers' first halves lie 256 +- 11 bits apart: up to this limit hardly one pair in a thousand survives.
_PRUNABLE = 220


def distances(left: Bytes, right: Bytes, left_rows: Integers, right_rows: Integers) -> Distances:
    """Hamming distance of each pair of rows of two (n, FILTER_BYTES) arrays."""
    found = np.empty(len(left_rows), dtype=np.int16)
    wide_left, wide_right = _words(left), _words(right)
    for begin in range(0, len(found), _PAIRS_AT_ONCE):
        part = slice(begin, begin + _PAIRS_AT_ONCE)
        differing = wide_left[left_rows[part]]
        differing ^= wide_right[right_rows[part]]
        found[part] = np.bitwise_count(differing).sum(axis=1, dtype=np.int16)
    return found


def near_pairs(left: EncodedFile, right: EncodedFile, farthest: Farthest) -> Integers:
    """Pair numbers, ascending, of all pairs with filters no farther apart than `farthest` says for the parts
    that the two records know."""
    right_rows = np.flatnonzero(right.has_filter)
    found = [np.zeros(0, dtype=np.int64)]
    for of_left in _alike(left):
        limits = farthest(left.known[of_left[:1]], right.known[right_rows])
        rows, columns = near_filters(left.filters[of_left], right.filters[right_rows], limits)
        found.append(of_left[rows] * np.int64(len(right)) + right_rows[columns])
    return np.sort(np.concatenate(found))


def near_filters(left: Bytes, right: Bytes, limits: Distances) -> tuple[Integers, Integers]:
    """Rows of two (n, FILTER_BYTES) arrays at most limits[right row] bits apart, right tile by right tile.

    Exact pruning: filters that differ by more than the limit in their first half need no second look.
    """
    found = [(np.zeros(0, dtype=np.int64),) * 2]
    for begin in range(0, len(right), _RIGHT_TILE):
        of_right = slice(begin, begin + _RIGHT_TILE)
        most = int(limits[of_right].max())
        width = FILTER_BYTES // 2 if most <= _PRUNABLE else FILTER_BYTES
        packed = numkong.hammings_pack(np.ascontiguousarray(right[of_right, :width]), dtype="uint1")
        narrow = np.ascontiguousarray(left[:, :width])
        for at in range(0, len(left), _LEFT_TILE):
            apart = np.asarray(numkong.hammings_packed(narrow[at : at + _LEFT_TILE], packed))
            if apart.min() <= most:
                rows, columns = np.nonzero(apart <= limits[of_right].astype(np.uint32))
                found.append((rows + at, columns + begin))
    rows, columns = (np.concatenate(parts) for parts in zip(*found, strict=True))
    near = distances(left, right, rows, columns) <= limits[columns]
    return rows[near], columns[near]


def _alike(file: EncodedFile) -> list[Integers]:
    """Rows with a filter, in tiles that know the same parts."""
    rows = np.flatnonzero(file.has_filter)
    rows = rows[np.argsort(file.known[rows], kind="stable")]
    groups = np.split(rows, np.flatnonzero(np.diff(file.known[rows])) + 1)
    return [of[at : at + _ROWS_AT_ONCE] for of in groups for at in range(0, len(of), _ROWS_AT_ONCE)]


def _words(filters: Bytes) -> npt.NDArray[np.uint64]:
    return np.ascontiguousarray(filters).view(np.uint64)
