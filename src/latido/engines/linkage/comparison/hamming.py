"""Hamming distance of filters: of listed pairs, and of all pairs with a threshold."""

from __future__ import annotations

from collections.abc import Callable

import numkong
import numpy as np
import numpy.typing as npt

from latido.engines.linkage.blocking.pairs import Integers
from latido.engines.linkage.encoding.file import Bytes, EncodedFile

Farthest = Callable[[npt.NDArray[np.uint16], npt.NDArray[np.uint16]], npt.NDArray[np.int16]]
Distances = npt.NDArray[np.int16]
_PAIRS_AT_ONCE = 1 << 13  # two blocks of filters fit into a core's second cache
_LEFT_TILE, _RIGHT_TILE = 512, 8192


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
    for begin in range(0, len(right_rows), _RIGHT_TILE):
        of_right = right_rows[begin : begin + _RIGHT_TILE]
        packed = numkong.hammings_pack(np.ascontiguousarray(right.filters[of_right]), dtype="uint1")
        for of_left in _alike(left):
            known = left.known[of_left[:1]]
            limits = farthest(known, right.known[of_right]).astype(np.uint32)
            apart = numkong.hammings_packed(np.ascontiguousarray(left.filters[of_left]), packed)
            rows, columns = np.nonzero(np.asarray(apart) <= limits)
            found.append(of_left[rows] * np.int64(len(right)) + of_right[columns])
    return np.sort(np.concatenate(found))


def _alike(file: EncodedFile) -> list[Integers]:
    """Rows with a filter, in tiles that know the same parts."""
    rows = np.flatnonzero(file.has_filter)
    rows = rows[np.argsort(file.known[rows], kind="stable")]
    groups = np.split(rows, np.flatnonzero(np.diff(file.known[rows])) + 1)
    return [of[at : at + _LEFT_TILE] for of in groups for at in range(0, len(of), _LEFT_TILE)]


def _words(filters: Bytes) -> npt.NDArray[np.uint64]:
    return np.ascontiguousarray(filters).view(np.uint64)
