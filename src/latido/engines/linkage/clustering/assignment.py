"""One-to-one assignment: the heaviest candidate first (worth 0.3 to 1.3 points of F1, docs/linkage.md)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import numpy as np

from latido.engines.linkage.answers import CandidateLink
from latido.engines.linkage.blocking.pairs import Integers
from latido.engines.linkage.classification.prior import Numbers
from latido.engines.linkage.encoding.file import Bytes


def heaviest_first(weights: Numbers, left: Bytes, right: Bytes) -> Integers:
    """Order of pairs by falling weight; ties by the two ids in an order that does not care which is left.

    weights: (n,); left, right: (n, 16) ids.
    """
    mine, theirs = (
        np.ascontiguousarray(ids).view(">u8").astype(np.uint64).reshape(-1, 2) for ids in (left, right)
    )
    swapped = (mine[:, 0] > theirs[:, 0]) | ((mine[:, 0] == theirs[:, 0]) & (mine[:, 1] > theirs[:, 1]))
    low, high = np.where(swapped[:, None], theirs, mine), np.where(swapped[:, None], mine, theirs)
    return np.lexsort((high[:, 1], high[:, 0], low[:, 1], low[:, 0], -weights))


def one_to_one(left: Integers, right: Integers) -> Integers:
    """Places of the pairs, taken in this order, whose two records are both still free."""
    left_taken: set[int] = set()
    right_taken: set[int] = set()
    kept = []
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if one not in left_taken and other not in right_taken:
            left_taken.add(one)
            right_taken.add(other)
            kept.append(place)
    return np.array(kept, dtype=np.int64)


def ranked(persons: Iterable[CandidateLink], networks: Iterable[CandidateLink]) -> Iterable[CandidateLink]:
    """Both, heaviest first. persons are so already."""
    return heapq.merge(persons, sorted(networks, key=_rank), key=_rank)


def _rank(link: CandidateLink) -> tuple[float, bytes, bytes, str]:
    return -link.weight, *sorted((link.left_id, link.right_id)), link.kind  # type: ignore[return-value]
