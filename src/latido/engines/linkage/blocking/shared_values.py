"""Which records of two files share a value, with a cap on frequent values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.blocking.pairs import absent, distinct

Integers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

MUCH = 8


@dataclass(frozen=True, slots=True, eq=False)
class SharedValues:
    """Parallel arrays: left row, right row, and the number of the value in `left_values` order.

    positions: for each pair, an index into the left input. frequent: indexes into the left input, one
    a value over the cap, with its counts on both sides.
    """

    left: Integers
    right: Integers
    positions: Integers
    frequent: tuple[tuple[int, int, int], ...]


def shared_values(
    left_keys: Words, left_rows: Integers, right_keys: Words, right_rows: Integers, *, cap: int, both: bool
) -> SharedValues:
    """Join rows on equal keys. Keys: (n, w) words. A value is over the cap when its larger side (its two
    sides together if `both`) has more than `cap` entries; it must stand on both sides to be reported."""
    if len(right_keys) > MUCH * len(left_keys):
        kept = _on_other_side(right_keys, left_keys)
        right_keys, right_rows = right_keys[kept], right_rows[kept]
    codes = _codes(np.concatenate([left_keys, right_keys]))
    left_codes, right_codes = codes[: len(left_keys)], codes[len(left_keys) :]
    size = int(codes.max(initial=-1)) + 1
    left_count, right_count = (
        np.bincount(left_codes, minlength=size),
        np.bincount(right_codes, minlength=size),
    )
    load = left_count + right_count if both else np.maximum(left_count, right_count)
    over = (load > cap) & (left_count > 0) & (right_count > 0)
    order = np.argsort(right_codes, kind="stable")
    starts = np.concatenate([[0], np.cumsum(right_count)])
    counts = np.where(over[left_codes], 0, right_count[left_codes])
    positions = np.repeat(np.arange(len(left_codes)), counts)
    within = np.arange(len(positions)) - np.repeat(np.cumsum(counts) - counts, counts)
    picked = order[starts[left_codes[positions]] + within]
    return SharedValues(
        left_rows[positions], right_rows[picked], positions,
        _frequent(over, left_codes, left_count, right_count),
    )  # fmt: skip


def _on_other_side(many: Words, few: Words) -> npt.NDArray[np.bool_]:
    """Which of many keys may stand among the few: their first words do."""
    return ~absent(many[:, 0].view(np.int64), distinct(few[:, 0].view(np.int64)))


def _codes(keys: Words) -> Integers:
    """A number from 0 for each distinct row."""
    order = np.lexsort(keys.T)
    ordered = keys[order]
    new = np.zeros(len(keys), dtype=np.int64)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    codes = np.empty(len(keys), dtype=np.int64)
    codes[order] = np.cumsum(new)
    return codes


def _frequent(
    over: npt.NDArray[np.bool_], codes: Integers, left: Integers, right: Integers
) -> tuple[tuple[int, int, int], ...]:
    values, first = np.unique(codes, return_index=True)
    return tuple(
        (int(at), int(left[value]), int(right[value]))
        for value, at in zip(values.tolist(), first.tolist(), strict=True)
        if over[value]
    )
