"""Weigh candidate pairs as the same person."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.answers import Agreement, Evidence
from latido.engines.linkage.blocking.pairs import Integers, rows_of
from latido.engines.linkage.classification.prior import IDENTIFIERS, Numbers, filter_weights
from latido.engines.linkage.comparison.hamming import distances
from latido.engines.linkage.comparison.shared_identifiers import PersonAgreement
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.settings import LinkSettings

_AGREEMENTS: tuple[Agreement, ...] = ("missing", "disagreed", "agreed")
_States = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class WeighedPairs:
    """Candidate pairs: rows, total weight and probability, and per kind of evidence its state and weight."""

    left: Integers
    right: Integers
    weights: Numbers
    probabilities: Numbers
    kinds: tuple[str, ...]
    states: _States
    parts: Numbers

    def evidence(self, at: int) -> tuple[Evidence, ...]:
        """Evidence of one pair; a kind that neither side has is left out."""
        return tuple(
            Evidence(kind, _AGREEMENTS[state], round(weight, 6))
            for kind, state, weight in zip(
                self.kinds, self.states[:, at].tolist(), self.parts[:, at].tolist(), strict=True
            )
            if state >= 0
        )


def weigh_pairs(
    left: EncodedFile,
    right: EncodedFile,
    pairs: Integers,
    agreements: tuple[PersonAgreement, ...],
    settings: LinkSettings,
) -> WeighedPairs:
    """Sum of the weights of filter and identifiers for each pair number."""
    left_rows, right_rows = rows_of(pairs, len(right))
    compared = [_filters(left, right, left_rows, right_rows)]
    compared += [_identifiers(one, pairs, left_rows, right_rows) for one in agreements]
    parts = np.stack([weights for _, weights in compared])
    total = parts.sum(axis=0)
    return WeighedPairs(
        left=left_rows,
        right=right_rows,
        weights=total,
        probabilities=1 / (1 + np.exp2(-(total + _prior_odds(len(left), len(right), settings)))),
        kinds=("name_and_birth", *(one.kind for one in agreements)),
        states=np.stack([states for states, _ in compared]),
        parts=parts,
    )


def _filters(
    left: EncodedFile, right: EncodedFile, left_rows: Integers, right_rows: Integers
) -> tuple[_States, Numbers]:
    apart = distances(left.filters, right.filters, left_rows, right_rows)
    weights = filter_weights(left.known[left_rows], right.known[right_rows], apart)
    present = left.has_filter[left_rows] & right.has_filter[right_rows]
    states = np.where(present, np.where(weights > 0, 2, 1), 0).astype(np.int8)
    return states, np.where(present, weights, 0.0)


def _identifiers(
    agreement: PersonAgreement, pairs: Integers, left_rows: Integers, right_rows: Integers
) -> tuple[_States, Numbers]:
    """State 2 agreed, 1 disagreed, 0 missing on one side, -1 missing on both."""
    mine, theirs = agreement.on_left[left_rows], agreement.on_right[right_rows]
    states = np.where(mine & theirs, 1, np.where(mine | theirs, 0, -1)).astype(np.int8)
    states[np.isin(pairs, agreement.pairs)] = 2
    told = IDENTIFIERS[agreement.kind]
    return states, np.select([states == 2, states == 1], [told.agreed, told.disagreed], 0.0)


def _prior_odds(left: int, right: int, settings: LinkSettings) -> float:
    """log2 odds that a pair drawn blindly is one person."""
    chance = settings.expected_overlap * min(left, right) / (left * right)
    return log2(chance / (1 - chance))
