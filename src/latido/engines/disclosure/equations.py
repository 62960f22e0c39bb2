"""What a reader can work out from a table with gaps: the extremes of any sum of inner cells."""

from __future__ import annotations

from typing import Any

import numpy as np

from latido.engines.disclosure.layout import Counts, Layout, Mask
from latido.engines.disclosure.programme import Vector, least_whole


class Equations:
    """The published totals as equations over the hidden inner cells, which are known to be zero or more.

    Only the counts of cells that are not hidden are read. A hidden inner cell that no published total counts
    is free upwards, so all sums that contain it are.
    """

    def __init__(self, layout: Layout, counts: Counts, hidden: Mask) -> None:
        self.known = np.where(hidden[layout.inner], 0, counts[layout.inner]).astype(float)
        self.gaps = np.flatnonzero(hidden[layout.inner])
        totals = np.flatnonzero(~hidden & (layout.totals_in_key > 0))
        supports = layout.supports[totals]
        rests = counts[totals] - supports @ self.known
        left = supports[:, self.gaps]
        busy = np.flatnonzero(left.getnnz(axis=1))
        self.left: Any = left[busy]
        self.rests: Vector = rests[busy]
        self.bound: Mask = np.asarray(self.left.getnnz(axis=0) > 0)

    def open_upwards(self, support: Vector) -> bool:
        """Whether no published total limits the sum over `support` (1.0 for each inner cell counted)."""
        return bool(np.any(support[self.gaps][~self.bound] > 0))

    def extreme(self, support: Vector, *, greatest: bool) -> tuple[float, Vector]:
        """The extreme of the sum over `support` and values of all inner cells that attain it.

        Cells that no published total counts are left at zero.
        """
        values = self.known.copy()
        columns = self.gaps[self.bound]
        if len(columns):
            weights = support[columns]
            goal = -weights if greatest else weights
            values[columns] = least_whole(goal, self.left[:, self.bound], self.rests)
        return float(support @ values), values
