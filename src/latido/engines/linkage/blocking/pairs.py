"""Pairs of records as sorted, distinct numbers: left row times the size of the right file, plus right row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


def pair_numbers(left: Integers, right: Integers, right_size: int) -> Integers:
    """Each (left, right) once, ascending."""
    return np.unique(left * np.int64(right_size) + right)


def rows_of(pairs: Integers, right_size: int) -> tuple[Integers, Integers]:
    """(left rows, right rows) of pair numbers."""
    return pairs // right_size, pairs % right_size
