"""The attack that a published table must stand: bounding each hidden cell from everything else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from latido.engines.disclosure.codebook import Key
from latido.engines.disclosure.equations import Equations
from latido.engines.disclosure.layout import Layout
from latido.engines.disclosure.suppression import SuppressedTable


@dataclass(frozen=True)
class Bounds:
    """The least and greatest count that a hidden cell may have; infinite where nothing limits it."""

    least: float
    greatest: float

    @property
    def width(self) -> float:
        """How far apart they are."""
        return self.greatest - self.least


def attack(table: SuppressedTable) -> dict[Key, Bounds]:
    """For each hidden cell what a reader can work out, knowing only what is published."""
    layout = Layout(table.dimensions)
    counts = np.array([cell.value or 0 for cell in table.cells])
    hidden = np.array([cell.status == "suppressed" for cell in table.cells], dtype=bool)
    equations = Equations(layout, counts, hidden)
    found = {}
    for position in np.flatnonzero(hidden):
        support = layout.supports[position].toarray().ravel()
        least, _ = equations.extreme(support, greatest=False)
        free = equations.open_upwards(support)
        greatest = float("inf") if free else equations.extreme(support, greatest=True)[0]
        found[layout.keys[position]] = Bounds(least, greatest)
    return found
