"""Pairs of records as sorted, distinct numbers: left row times the size of the right file, plus right row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class SharedPairs:
    """Pair numbers and, for each, what the two share: bit 2**p for a token of pass p."""

    pairs: Integers
    shared: Flags


@dataclass(frozen=True, slots=True, eq=False)
class NearPairs:
    """Pair numbers, ascending, with what they share and the distance of their filters in bits."""

    pairs: Integers
    shared: Flags
    apart: npt.NDArray[np.int16]


def merged(many: Sequence[SharedPairs]) -> SharedPairs:
    """Each pair once, ascending, with all that it shares."""
    pairs = np.concatenate([one.pairs for one in many])
    order = np.argsort(pairs)
    pairs, shared = pairs[order], np.concatenate([one.shared for one in many])[order]
    first = np.ones(len(pairs), dtype=np.bool_)
    first[1:] = pairs[1:] != pairs[:-1]
    starts = np.flatnonzero(first)
    if not len(starts):
        return SharedPairs(pairs, shared)
    return SharedPairs(pairs[starts], np.bitwise_or.reduceat(shared, starts))


def pair_numbers(left: Integers, right: Integers, right_size: int) -> Integers:
    """Each (left, right) once, ascending."""
    return np.unique(left * np.int64(right_size) + right)


def rows_of(pairs: Integers, right_size: int) -> tuple[Integers, Integers]:
    """(left rows, right rows) of pair numbers."""
    return pairs // right_size, pairs % right_size
