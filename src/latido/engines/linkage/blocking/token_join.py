"""Pairs of records that share block tokens, chunk by chunk of left rows so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from latido.engines.linkage.blocking.pairs import Integers, SharedPairs, merged
from latido.engines.linkage.blocking.reports import TooFrequent
from latido.engines.linkage.blocking.token_index import PassTokens, TokenIndex
from latido.engines.linkage.encoding.scheme import PASS_BITS, TOKEN_BYTES, Pass

_PAIRS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class _Joined:
    """One pass: left rows ascending, each with `counts` right rows from `starts` in `right` on."""

    which: Pass
    left: Integers
    starts: Integers
    counts: Integers
    right: PassTokens


@dataclass(frozen=True, slots=True, eq=False)
class TokenJoin:
    """The join of two files on their tokens. too_frequent: tokens of more than `cap` records of one file
    that stand in both; they are not followed."""

    left_size: int
    right_size: int
    passes: tuple[_Joined, ...]
    too_frequent: tuple[TooFrequent, ...]

    @classmethod
    def of(cls, left: TokenIndex, right: TokenIndex, cap: int) -> TokenJoin:
        """Join two files."""
        passes, frequent = [], []
        for which in Pass:
            joined, over = _join(which, left.passes[which], right.passes[which], cap)
            passes.append(joined)
            frequent += over
        return cls(left.size, right.size, tuple(passes), tuple(frequent))

    def chunks(self) -> Iterator[SharedPairs]:
        """All pairs, ascending, each once, in chunks that hold whole left rows."""
        for begin, end in pairwise(self._edges()):
            marked = [_expand(one, begin, end, self.right_size) for one in self.passes]
            yield merged(np.concatenate(marked))

    def _edges(self) -> list[int]:
        load = np.zeros(self.left_size, dtype=np.int64)
        for one in self.passes:
            load += np.bincount(one.left, weights=one.counts, minlength=self.left_size).astype(np.int64)
        chunk = np.cumsum(load) // _PAIRS_AT_ONCE
        cuts = np.flatnonzero(np.diff(chunk)) + 1
        return [0, *cuts.tolist(), self.left_size]


def _join(which: Pass, mine: PassTokens, theirs: PassTokens, cap: int) -> tuple[_Joined, list[TooFrequent]]:
    on_left, on_right = _common(mine, theirs)
    held_left, held_right = mine.counts[on_left], theirs.counts[on_right]
    over = np.maximum(held_left, held_right) > cap
    reports = [
        TooFrequent("token", int(mine.values[at]).to_bytes(TOKEN_BYTES, "big"), int(left), int(right))
        for at, left, right in zip(on_left[over], held_left[over], held_right[over], strict=True)
    ]
    on_left, on_right, held_left, held_right = (
        column[~over] for column in (on_left, on_right, held_left, held_right)
    )
    within = np.arange(int(held_left.sum())) - np.repeat(np.cumsum(held_left) - held_left, held_left)
    left = mine.rows[np.repeat(mine.starts[on_left], held_left) + within].astype(np.int64)
    starts, counts = (np.repeat(column, held_left) for column in (theirs.starts[on_right], held_right))
    order = np.argsort(left)
    return _Joined(which, left[order], starts[order], counts[order], theirs), reports


def _common(mine: PassTokens, theirs: PassTokens) -> tuple[Integers, Integers]:
    """Where the tokens of both stand in each; the shorter list is sought in the longer."""
    if len(mine.values) > len(theirs.values):
        on_right, on_left = _common(theirs, mine)
        return on_left, on_right
    at = np.searchsorted(theirs.values, mine.values)
    there = at < len(theirs.values)
    there[there] = theirs.values[at[there]] == mine.values[there]
    return np.flatnonzero(there), at[there]


def _expand(one: _Joined, begin: int, end: int, right_size: int) -> Integers:
    """Pairs of these left rows: pair numbers times 16 plus the pass."""
    part = slice(*np.searchsorted(one.left, (begin, end)).tolist())
    counts = one.counts[part]
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    right = one.right.rows[np.repeat(one.starts[part], counts) + within]
    pairs = np.repeat(one.left[part] * np.int64(right_size), counts) + right
    return np.asarray((pairs << PASS_BITS) | int(one.which))
