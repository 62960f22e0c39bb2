"""Pairs of records that share block tokens, chunk by chunk of left rows so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.answers import TooFrequent
from latido.engines.linkage.blocking.pairs import Integers, SharedPairs, merged
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.encoding.scheme import PASS_BITS, TOKEN_BYTES, Pass

Tokens = npt.NDArray[np.uint64]
_PAIRS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class _Joined:
    """One pass: left rows ascending, each with a run of `right` (its start and length)."""

    which: Pass
    left: Integers
    starts: Integers
    counts: Integers
    right: Integers


@dataclass(frozen=True, slots=True, eq=False)
class TokenJoin:
    """The join of two files on their tokens. too_frequent: tokens of more than `cap` records of one file
    that stand in both; they are not followed."""

    left_size: int
    right_size: int
    passes: tuple[_Joined, ...]
    too_frequent: tuple[TooFrequent, ...]

    @classmethod
    def of(cls, left: EncodedFile, right: EncodedFile, cap: int) -> TokenJoin:
        """Join two files."""
        passes, frequent = [], []
        mine, theirs = _by_pass(left), _by_pass(right)
        for which in Pass:
            joined, over = _join(which, mine[which], theirs[which], cap)
            passes.append(joined)
            frequent += over
        return cls(len(left), len(right), tuple(passes), tuple(sorted(frequent, key=lambda one: one.value)))

    def chunks(self) -> Iterator[SharedPairs]:
        """All pairs, ascending, each once, in chunks that hold whole left rows."""
        edges = self._edges()
        for begin, end in pairwise(edges):
            yield merged([_expand(one, begin, end, self.right_size) for one in self.passes])

    def _edges(self) -> list[int]:
        load = np.zeros(self.left_size, dtype=np.int64)
        for one in self.passes:
            load += np.bincount(one.left, weights=one.counts, minlength=self.left_size).astype(np.int64)
        chunk = np.cumsum(load) // _PAIRS_AT_ONCE
        cuts = np.flatnonzero(np.diff(chunk)) + 1
        return [0, *cuts.tolist(), self.left_size]


def _by_pass(file: EncodedFile) -> dict[Pass, tuple[Tokens, Integers]]:
    rows = file.token_rows
    passes = (file.tokens >> np.uint64(8 * TOKEN_BYTES - PASS_BITS)).astype(np.uint8)
    found = {}
    for which in Pass:
        chosen = np.flatnonzero(passes == which)
        found[which] = file.tokens[chosen], rows[chosen]
    return found


def _join(
    which: Pass, mine: tuple[Tokens, Integers], theirs: tuple[Tokens, Integers], cap: int
) -> tuple[_Joined, list[TooFrequent]]:
    both = np.concatenate([mine[0], theirs[0]])
    order = np.argsort(both)
    ordered = both[order]
    new = np.ones(len(both), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    codes = np.empty(len(both), dtype=np.int64)
    codes[order] = np.cumsum(new) - 1
    left_codes, right_codes = codes[: len(mine[0])], codes[len(mine[0]) :]
    values, size = ordered[new], int(new.sum())
    on_left, on_right = np.bincount(left_codes, minlength=size), np.bincount(right_codes, minlength=size)
    over = (np.maximum(on_left, on_right) > cap) & (on_left > 0) & (on_right > 0)
    counts = np.where(over, 0, on_right)[left_codes]
    kept = np.flatnonzero(counts)
    starts = np.cumsum(on_right) - on_right
    reports = [
        TooFrequent("token", int(values[at]).to_bytes(8, "big"), int(on_left[at]), int(on_right[at]))
        for at in np.flatnonzero(over)
    ]
    right = theirs[1][np.argsort(right_codes, kind="stable")]
    return _Joined(which, mine[1][kept], starts[left_codes[kept]], counts[kept], right), reports


def _expand(one: _Joined, begin: int, end: int, right_size: int) -> SharedPairs:
    part = slice(*np.searchsorted(one.left, (begin, end)).tolist())
    counts = one.counts[part]
    total = int(counts.sum())
    within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    right = one.right[np.repeat(one.starts[part], counts) + within]
    pairs = np.repeat(one.left[part] * np.int64(right_size), counts) + right
    return SharedPairs(pairs, np.full(total, 1 << one.which, dtype=np.uint16))
