"""How strangers look: pairs of different records inside one file, compared as pairs of two files are.

A node holds each person once (or nearly: what is held twice only makes the round more careful), so pairs
within a file show what two strangers of this population share, without any truth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from latido.engines.linkage.blocking.pairs import Integers
from latido.engines.linkage.classification.evidence import Seen
from latido.engines.linkage.encoding.file import EncodedFile

SAMPLE = 60_000  # records of each file whose partners within it are looked at


@dataclass(frozen=True, slots=True, eq=False)
class Strangers:
    """seen: candidate pairs within files. pairs: how many ordered pairs of records they were drawn from."""

    seen: Seen
    pairs: int


def strangers_within(file: EncodedFile, see_pairs: Callable[[EncodedFile, EncodedFile], Seen]) -> Strangers:
    """Pairs of one file's sampled records with all its others. The sample is the records with the smallest
    ids, which are random, so the order of the file does not matter."""
    rows = _sample(file)
    seen = see_pairs(file.take(rows), file)
    return Strangers(seen.take(rows[seen.left] != seen.right), len(rows) * (len(file) - 1))


def _sample(file: EncodedFile) -> Integers:
    if len(file) <= SAMPLE:
        return np.arange(len(file))
    words = np.ascontiguousarray(file.ids).view(">u8")[:, 0]
    return np.sort(np.argsort(words, kind="stable")[:SAMPLE])
