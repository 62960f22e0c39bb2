"""Parameters for files too small to calibrate on, with where each comes from.

Weights are log2 likelihood ratios (Fellegi and Sunter 1969). Measured on synthetic Mexican files
(docs/linkage.md); the rates of identifiers are judgement, not measurement.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log1p, log2

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.scheme import ALL_KNOWN, FILTER_BITS, INFORMATION, NOISE_WORDS, Known
from latido.engines.linkage.records import Kind

Numbers = npt.NDArray[np.float64]

# Toggles that a part known on one side only adds between two records of one person: those of its features
# (scheme.TOGGLES), names at the mean of 7 bigrams for a given name and 8 for a surname.
TOGGLES_WHEN_ONE_SIDED = {
    Known.GIVEN_NAME: 140, Known.SECOND_GIVEN_NAME: 140, Known.SURNAME: 190, Known.SECOND_SURNAME: 190,
    Known.BIRTH_YEAR: 96, Known.BIRTH_DAY: 192, Known.SEX: 20, Known.STATE: 32, Known.MUNICIPALITY: 28,
}  # fmt: skip
# Toggles by which strangers differ on a part known on both sides: both sides' features less what is shared.
TOGGLES_BETWEEN_STRANGERS = {
    Known.GIVEN_NAME: 220, Known.SECOND_GIVEN_NAME: 200, Known.SURNAME: 300, Known.SECOND_SURNAME: 300,
    Known.BIRTH_YEAR: 130, Known.BIRTH_DAY: 300, Known.SEX: 20, Known.STATE: 54, Known.MUNICIPALITY: 54,
}  # fmt: skip
# Share of the strangers' toggles at which a pair is as likely the same person as not. Among 0.30 to 0.60 it
# gave the best F1 (0.998 to 1, with at most 6 false links in 10,000) on synthetic files of 60, 300 and
# 1,500 people, seeds 200 to 243.
BREAK_EVEN = 0.50
# Disagreement never weighs more than this: a file may hold another person's particulars by mistake.
LEAST_FILTER_WEIGHT = -20.0
# Strangers that share a token lie 440 bits apart in the middle; of the true pairs of synthetic files, 99 %
# lie within 340 and fewer than one in a thousand beyond this (100,000 x 100,000, seed 11).
FARTHEST = 400


@dataclass(frozen=True, slots=True)
class Reliability:
    """same: chance that one person's two records agree when both have one; strangers: that two strangers'
    do.
    """

    same: float
    strangers: float

    @property
    def agreed(self) -> float:
        """Weight of agreement in bits."""
        return log2(self.same / self.strangers)

    @property
    def disagreed(self) -> float:
        """Weight of disagreement in bits."""
        return log2((1 - self.same) / (1 - self.strangers))


# People change phones and share them with family; a document or CURP is one person's, but there are
# several kinds; an address is a family's or a shelter's.
IDENTIFIERS: dict[Kind, Reliability] = {
    "phone": Reliability(0.60, 1e-4),
    "plate": Reliability(0.40, 1e-4),
    "document": Reliability(0.50, 1e-6),
    "curp": Reliability(0.97, 1e-7),
    "account": Reliability(0.40, 1e-5),
    "handle": Reliability(0.30, 1e-5),
    "url": Reliability(0.20, 1e-4),
    "address": Reliability(0.40, 1e-4),
    "employer": Reliability(0.20, 1e-3),
}


def toggles(apart: npt.NDArray[np.integer]) -> Numbers:
    """Expected number of differing feature toggles behind a Hamming distance of two filters, noise taken off.

    Inverts the mean distance of odd sketches, bits / 2 * (1 - exp(-2 toggles / bits)) (Mitzenmacher, Pagh
    and Pham 2014, section 3); may be slightly negative. Distances near half of the bits say only "far".
    """
    half = FILTER_BITS / 2
    return np.asarray(-half * np.log1p(-np.minimum(apart, _FAR) / half) - _NOISE)


def filter_weights(left_known: npt.NDArray[np.uint16], right_known: npt.NDArray[np.uint16],
                   apart: npt.NDArray[np.integer]) -> Numbers:  # fmt: skip
    """Weight in bits of each pair's distance, given what is known on both sides.

    Falls in a straight line from what full agreement tells through nought at BREAK_EVEN; never rises with
    distance.
    """
    weights = _TOLD[left_known & right_known] * (1 - shares(left_known, right_known, apart) / BREAK_EVEN)
    return np.asarray(np.maximum(weights, LEAST_FILTER_WEIGHT))


def log_odds(left: int, right: int, overlap: float) -> float:
    """Natural log odds that a pair drawn blindly is one person."""
    chance = overlap * min(left, right) / (left * right)
    return log(chance / (1 - chance))


def shares(
    left_known: npt.NDArray[np.uint16], right_known: npt.NDArray[np.uint16], apart: npt.NDArray[np.integer]
) -> Numbers:
    """Each pair's differing toggles as a share of those between strangers who know the same parts."""
    common, one_sided = left_known & right_known, left_known ^ right_known
    return np.asarray(np.maximum(toggles(apart) - _ONE_SIDED[one_sided], 0.0) / _STRANGERS[common])


def farthest_within(
    share: float, left_known: npt.NDArray[np.uint16], right_known: npt.NDArray[np.uint16]
) -> npt.NDArray[np.int16]:
    """Distance at which pairs with these parts known reach that share."""
    common, one_sided = left_known & right_known, left_known ^ right_known
    allowed = share * _STRANGERS[common] + _ONE_SIDED[one_sided] + _NOISE
    bits = FILTER_BITS / 2 * -np.expm1(-2 * allowed / FILTER_BITS)
    return np.asarray(np.minimum(bits, _FAR - 10), dtype=np.int16)


def _table(parts: dict[Known, int] | dict[Known, float]) -> Numbers:
    """The sum of the values of every set of parts, indexed by the set."""
    flags = np.arange(ALL_KNOWN + 1)
    total = np.zeros(len(flags))
    for part, value in parts.items():
        total += np.where(flags & int(part), float(value), 0.0)
    return total


# The mean distance of two filters of equal features, put as toggles; and where a distance says no more.
_NOISE = -FILTER_BITS * log1p(-(2.0 ** (1 - NOISE_WORDS)))
_FAR = 480
_ONE_SIDED = _table(TOGGLES_WHEN_ONE_SIDED)
_STRANGERS = np.maximum(_table(TOGGLES_BETWEEN_STRANGERS), 1.0)
_TOLD = _table(INFORMATION)
