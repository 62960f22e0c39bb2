"""Pairs of records as sorted, distinct numbers: left row times the size of the right file, plus right row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.scheme import PASS_BITS

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


def merged(marked: Integers) -> SharedPairs:
    """Each pair once, ascending, with all that it shares. marked: pair numbers times 16 plus a pass."""
    ordered = np.sort(marked)
    pairs, passes = ordered >> PASS_BITS, (ordered & (2**PASS_BITS - 1)).astype(np.uint16)
    starts = np.flatnonzero(first_of_each(pairs))
    if not len(starts):
        return SharedPairs(pairs, passes)
    return SharedPairs(pairs[starts], np.bitwise_or.reduceat(np.left_shift(np.uint16(1), passes), starts))


def first_of_each(ordered: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Where a new value begins in an ordered array."""
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return new


def pair_numbers(left: Integers, right: Integers, right_size: int) -> Integers:
    """Each (left, right) once, ascending."""
    return distinct(left * np.int64(right_size) + right)


def distinct(numbers: Integers) -> Integers:
    """Each number once, ascending (faster than numpy's `unique` for many)."""
    ordered = np.sort(numbers)
    return np.asarray(ordered[first_of_each(ordered)])


def absent(numbers: Integers, ordered: Integers) -> npt.NDArray[np.bool_]:
    """Which numbers do not stand in an ascending array."""
    if not len(ordered):
        return np.ones(len(numbers), dtype=np.bool_)
    at = np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)
    return np.asarray(ordered[at] != numbers)


def rows_of(pairs: Integers, right_size: int) -> tuple[Integers, Integers]:
    """(left rows, right rows) of pair numbers."""
    return pairs // right_size, pairs % right_size
