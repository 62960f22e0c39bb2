"""Which further cells to hide so that a sum can differ from its true value.

A linear programme looks for another table, `shift` away from the true one in the sum to be protected, that
differs in as few and as small published cells as possible; those cells are hidden, and then both tables agree
with what is published. After M. Fischetti and J. J. Salazar,
"Solving the cell suppression problem on tabular data with linear constraints" (2001), as a heuristic.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from latido.engines.disclosure.layout import Counts, Layout, Mask
from latido.engines.disclosure.programme import TOLERANCE, Vector, least, least_whole

TOTAL_COST: Final = 8.0  # a total is dearer to hide than a cell below it, by this factor for each level


def another_table(
    layout: Layout, counts: Counts, hidden: Mask, support: Vector, shift: int, *, whole: bool
) -> Vector:
    """The inner cells of a table whose sum over `support` is `shift` greater and that hides little more.

    Always there: a shift downwards is at most the sum itself, and upwards nothing is bounded. `whole` asks
    for counts that are whole numbers, which can take far longer.
    """
    from scipy import sparse  # loaded when a table is made, not when a command starts

    inner = counts[layout.inner].astype(float)
    size = len(inner)
    shown = np.flatnonzero(~hidden & (layout.totals_in_key > 0))
    totals = layout.supports[shown]
    costs = _costs(layout, counts, hidden)
    rises = sparse.hstack([totals, -totals, -sparse.identity(len(shown)), sparse.identity(len(shown))])
    wanted = np.concatenate([support, -support, np.zeros(2 * len(shown))])
    equations = sparse.vstack([rises, sparse.csr_matrix(wanted)])
    right = np.concatenate([np.zeros(len(shown)), [float(shift)]])
    moves = (least_whole if whole else least)(
        np.concatenate([np.tile(costs[layout.inner], 2), np.tile(costs[shown], 2)]),
        equations,
        right,
        np.concatenate([np.full(size, np.inf), inner, np.full(2 * len(shown), np.inf)]),
    )
    return np.asarray(inner + moves[:size] - moves[size : 2 * size])


def differing(layout: Layout, counts: Counts, other: Vector) -> Mask:
    """The cells in which another table differs from the true one."""
    return np.asarray(np.abs(layout.supports @ other - counts) > TOLERANCE)


def _costs(layout: Layout, counts: Counts, hidden: Mask) -> Vector:
    costs = (1 + np.log1p(counts)) * TOTAL_COST**layout.totals_in_key
    return np.where(hidden, 0.0, costs)
