"""The weights of one round: log odds that are linear in the evidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.classification.evidence import AGREED, DISAGREED, Seen
from latido.engines.linkage.classification.prior import IDENTIFIERS
from latido.engines.linkage.encoding.scheme import Known, Pass
from latido.engines.linkage.records import Kind

Numbers = npt.NDArray[np.float64]
LN2 = float(np.log(2))
SCALE = 10.0  # bits of filter weight that count as one
_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Coefficients in natural log odds, one for each column of `design`."""

    kinds: tuple[Kind, ...]
    coefficients: Numbers

    def log_odds(self, seen: Seen) -> Numbers:
        """(n,) natural log odds that each pair is one person."""
        found = [
            design(seen.take(np.arange(begin, min(begin + _AT_ONCE, len(seen.left))))) @ self.coefficients
            for begin in range(0, len(seen.left), _AT_ONCE)
        ]
        return np.concatenate(found) if found else np.zeros(0)

    def for_kinds(self, kinds: tuple[Kind, ...]) -> Model:
        """The same weights where these kinds of identifiers are met; documented ones for new kinds."""
        fresh = documented(kinds, 0.0).coefficients
        fresh[: -2 * len(kinds) or None] = self.coefficients[: -2 * len(self.kinds) or None]
        for at, kind in enumerate(kinds):
            if kind in self.kinds:
                known = len(self.coefficients) - 2 * len(self.kinds) + self.kinds.index(kind)
                places = len(fresh) - 2 * len(kinds) + at
                fresh[places] = self.coefficients[known]
                fresh[places + len(kinds)] = self.coefficients[known + len(self.kinds)]
        return Model(kinds, fresh)

    def identifier_weight(self, kind: str, state: int) -> float:
        """Weight in bits of this kind of identifier in this state."""
        at = len(self.coefficients) - 2 * len(self.kinds) + self.kinds.index(kind)
        told = {AGREED: self.coefficients[at], DISAGREED: self.coefficients[at + len(self.kinds)]}
        return float(told.get(state, 0.0)) / LN2


def documented(kinds: tuple[Kind, ...], log_odds: float) -> Model:
    """The documented weights in the same form; tokens tell nothing beyond the filter."""
    told = [IDENTIFIERS[kind] for kind in kinds]
    fixed = [log_odds, LN2 * SCALE, *[0.0] * (2 * len(Pass) + len(Known))]
    own = [one.agreed * LN2 for one in told] + [one.disagreed * LN2 for one in told]
    return Model(kinds, np.array([*fixed, *own]))


def design(seen: Seen) -> Numbers:
    """(n, columns): one, filter weight, what is shared, that times the weight, one-sided parts, identifiers
    that agree, that disagree."""
    weight = seen.prior[:, None] / SCALE
    shared = (seen.shared[:, None] >> np.array(list(Pass), dtype=np.uint16)) & 1
    one_sided = (seen.one_sided[:, None] & np.array(list(Known), dtype=np.uint16)) > 0
    return np.concatenate(
        [np.ones_like(weight), weight, shared, shared * weight, one_sided,
         (seen.states == AGREED).T, (seen.states == DISAGREED).T], axis=1,
    )  # fmt: skip
