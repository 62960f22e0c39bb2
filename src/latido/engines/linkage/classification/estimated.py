"""Weights estimated from a round's own data, without truth.

Candidate pairs of two files are strangers, whose density pairs within a file show (`strangers`), plus the
same persons. With s the log odds that a pair with this evidence is one person, the two files hold
1 + exp(s) times as many such pairs as strangers alone would make. s is a linear function of the evidence,
found by maximum likelihood (Fisher scoring), drawn towards the documented weights where data say little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.classification.evidence import AGREED, Seen
from latido.engines.linkage.classification.model import Model, Numbers, design

PULL = 1.0  # ridge towards the documented weights
MOST_STEPS = 100
ENOUGH = 0.01  # gain in log likelihood
FIRST_DAMPING, MOST_DAMPING = 10.0, 1e9
MOST_PAIRS = 300_000
FROM_WEIGHT = 0.0  # bits


def estimate(
    start: Model, between: Seen, strangers: Sequence[tuple[Seen, float]], pairs: float
) -> Model | None:
    """The most likely model, or None when it cannot be found. between: candidates of the two files, drawn
    from `pairs` pairs; strangers: candidates within files and how many pairs they were drawn from."""
    sample = _sample(start, between, strangers, pairs)
    theta, best, damping = start.coefficients, sample.likelihood(start.coefficients), FIRST_DAMPING
    for _ in range(MOST_STEPS):
        trial = theta + sample.step(theta, damping)
        found = sample.likelihood(trial)
        if found >= best:
            gained, theta, best, damping = found - best, trial, found, damping / 4
            if gained < ENOUGH:
                return Model(start.kinds, theta)
        elif damping < MOST_DAMPING:
            damping *= 8
        else:
            return None
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """Evidence of pairs between and within files. ratio: pairs drawn between, over pairs drawn within."""

    columns: Numbers
    between: npt.NDArray[np.bool_]
    ratio: float
    start: Numbers
    pull: Numbers

    def likelihood(self, theta: Numbers) -> float:
        """Of which pairs are between and which within, less the pull towards the start."""
        log_odds = self._between_odds(self.columns @ theta)
        fit = np.where(self.between, log_odds, 0.0) - np.logaddexp(0.0, log_odds)
        return float(fit.sum() - (self.pull * (theta - self.start) ** 2).sum() / 2)

    def step(self, theta: Numbers, damping: float) -> Numbers:
        """Fisher scoring, damped (Levenberg and Marquardt): the likelihood has more than one hill, and a
        bold first step leaves that of the documented weights."""
        s = self.columns @ theta
        p, same = _logistic(self._between_odds(s)), _logistic(s)
        gradient = self.columns.T @ ((self.between - p) * same) - self.pull * (theta - self.start)
        weights = (p * (1 - p) * same**2)[:, None]
        fisher = (self.columns * weights).T @ self.columns
        information = fisher + np.diag(damping * np.diag(fisher) + self.pull + 1e-6)
        return np.asarray(np.linalg.solve(information, gradient), dtype=np.float64)

    def _between_odds(self, s: Numbers) -> Numbers:
        return np.asarray(np.log(self.ratio) + np.logaddexp(0.0, s))


def _sample(start: Model, between: Seen, strangers: Sequence[tuple[Seen, float]], pairs: float) -> _Sample:
    kept = [_thinned(between), *(_thinned(seen) for seen, _ in strangers)]
    columns = [design(seen) for seen, _ in kept]
    drawn = sum(share * pairs for (_, share), (_, pairs) in zip(kept[1:], strangers, strict=True))
    pull = np.full(len(start.coefficients), PULL)
    pull[0] = 0.0  # the number of persons in both files is free
    return _Sample(
        columns=np.concatenate(columns),
        between=np.repeat([True, False], [len(columns[0]), sum(map(len, columns[1:]))]),
        ratio=pairs * kept[0][1] / drawn,
        start=start.coefficients,
        pull=pull,
    )


def _thinned(seen: Seen) -> tuple[Seen, float]:
    """Every k-th pair worth a look, for MOST_PAIRS at most, and the share that was kept.

    Far pairs that share nothing are left out on both sides: there are many, they are all strangers, and
    small differences between the files would outweigh what the near pairs say.
    """
    worth = (seen.prior >= FROM_WEIGHT) | (seen.shared > 0) | (seen.states == AGREED).any(axis=0)
    rows = np.flatnonzero(worth)
    every = -(-len(rows) // MOST_PAIRS) or 1
    return seen.take(rows[::every]), 1 / every


def _logistic(value: Numbers) -> Numbers:
    return np.asarray(np.exp(-np.logaddexp(0.0, -value)))
