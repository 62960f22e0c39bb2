"""Chances of pairs when a record has at most one partner: rivals weaken each other, and where most records
have a partner, those left over belong together more likely than their own evidence says.
"""

from __future__ import annotations

import numpy as np

from latido.engines.linkage.blocking.pairs import Integers
from latido.engines.linkage.classification.prior import Numbers

ROUNDS = 6
# Never believe that fewer records than this share are without a partner: the estimate feeds on itself.
LEAST_ALONE = 0.02
_MOST = 60.0  # log odds beyond which nothing changes


def matching_chances(log_odds: Numbers, left: Integers, right: Integers, sizes: tuple[int, int]) -> Numbers:
    """Chance of each pair, from its log odds as if it stood alone.

    Prior: a matching adds a pair with odds n1 / (nl nr (1 - n1/nl) (1 - n1/nr)), n1 pairs being matched
    among nl and nr records; n1 is estimated along. Rivals by belief propagation on the sparse graph of
    candidates (Bayati, Shah and Sharma 2008 for matchings), a few rounds.
    """
    alone = np.exp(np.minimum(log_odds, _MOST))
    chances = alone / (1 + alone)
    at_left, at_right = np.zeros_like(alone), np.zeros_like(alone)
    for _ in range(ROUNDS):
        matched = float(chances.sum())
        free = np.prod([max(1 - matched / size, LEAST_ALONE) for size in sizes])
        weights = alone / free
        from_left = weights / (1 + _others(at_left, left, sizes[0]))
        from_right = weights / (1 + _others(at_right, right, sizes[1]))
        at_left, at_right = from_right, from_left
        rivals = (1 + _others(at_left, left, sizes[0])) * (1 + _others(at_right, right, sizes[1]))
        chances = weights / (weights + rivals)
    return np.asarray(chances)


def _others(messages: Numbers, rows: Integers, size: int) -> Numbers:
    """For each pair the sum of the messages of the other pairs of its record."""
    total = np.bincount(rows, weights=messages, minlength=size)[rows]
    return np.asarray(np.maximum(total - messages, 0.0))
