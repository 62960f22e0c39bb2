"""Parameters for files too small to calibrate on, with where each comes from.

Weights are log2 likelihood ratios (Fellegi and Sunter 1969). Measured on synthetic Mexican files of 20,000
and checked on other seeds and sizes (docs/linkage.md); the rates of identifiers are judgement, not
measurement.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.scheme import ALL_KNOWN, INFORMATION, Known
from latido.engines.linkage.records import Kind

Numbers = npt.NDArray[np.float64]

# Inner bits that a part known on one side only adds to the distance of a true pair (least squares).
BITS_WHEN_ONE_SIDED = {
    Known.GIVEN_NAME: 60, Known.SECOND_GIVEN_NAME: 38, Known.SURNAME: 60, Known.SECOND_SURNAME: 58,
    Known.BIRTH_YEAR: 22, Known.BIRTH_DAY: 60, Known.SEX: 7, Known.STATE: 11, Known.MUNICIPALITY: 9,
}  # fmt: skip
# Inner bits by which strangers differ on a part known on both sides; all together 425, the measured median.
BITS_BETWEEN_STRANGERS = {
    Known.GIVEN_NAME: 70, Known.SECOND_GIVEN_NAME: 35, Known.SURNAME: 75, Known.SECOND_SURNAME: 75,
    Known.BIRTH_YEAR: 35, Known.BIRTH_DAY: 75, Known.SEX: 10, Known.STATE: 25, Known.MUNICIPALITY: 25,
}  # fmt: skip
# Share of the strangers' distance at which a pair is as likely the same person as not. Chosen among 0.40
# to 0.60 on synthetic files of 40 to 20,000 records: best F1 (0.990 to 1) with at most 7 false links in
# 10,000.
BREAK_EVEN = 0.55
# Disagreement never weighs more than this: a file may hold another person's particulars by mistake.
LEAST_FILTER_WEIGHT = -20.0


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
# several kinds.
IDENTIFIERS: dict[Kind, Reliability] = {
    "phone": Reliability(0.60, 1e-4),
    "plate": Reliability(0.40, 1e-4),
    "document": Reliability(0.50, 1e-6),
    "curp": Reliability(0.97, 1e-7),
    "account": Reliability(0.40, 1e-5),
    "handle": Reliability(0.30, 1e-5),
    "url": Reliability(0.20, 1e-4),
}


def filter_weights(left_known: npt.NDArray[np.uint16], right_known: npt.NDArray[np.uint16],
                   apart: npt.NDArray[np.int64]) -> Numbers:  # fmt: skip
    """Weight in bits of each pair's inner distance, given what is known on both sides.

    Falls in a straight line from what full agreement tells through nought at BREAK_EVEN; never rises with
    distance.
    """
    common, one_sided = left_known & right_known, left_known ^ right_known
    excess = np.maximum(apart - _table(BITS_WHEN_ONE_SIDED)[one_sided], 0.0)
    share = excess / np.maximum(_table(BITS_BETWEEN_STRANGERS)[common], 1.0)
    weights = _table(INFORMATION)[common] * (1 - share / BREAK_EVEN)
    return np.asarray(np.maximum(weights, LEAST_FILTER_WEIGHT))


def farthest_with_positive_weight() -> int:
    """Inner distance beyond which no pair can have a positive filter weight, whatever is known."""
    flags = np.arange(ALL_KNOWN + 1)
    allowed = (
        BREAK_EVEN * _table(BITS_BETWEEN_STRANGERS)[flags] + _table(BITS_WHEN_ONE_SIDED)[ALL_KNOWN ^ flags]
    )
    return int(allowed.max())


def _table(parts: dict[Known, int] | dict[Known, float]) -> Numbers:
    """The sum of the values of every set of parts, indexed by the set."""
    flags = np.arange(ALL_KNOWN + 1)
    total = np.zeros(len(flags))
    for part, value in parts.items():
        total += np.where(flags & int(part), float(value), 0.0)
    return total
