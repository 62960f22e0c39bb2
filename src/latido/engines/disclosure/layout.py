"""Where the cells of a table stand: inner cells and every total, as sums of inner cells."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from latido.engines.disclosure.codebook import TOTAL, Dimension, Key

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Layout:
    """The cells over some dimensions. Each has its values and, last, its total; cells in C order."""

    dimensions: tuple[Dimension, ...]

    @property
    def extended_shape(self) -> tuple[int, ...]:
        """Values and total of each dimension."""
        return tuple(len(dimension.values) + 1 for dimension in self.dimensions)

    @property
    def inner_size(self) -> int:
        """How many inner cells there are."""
        return int(np.prod([len(dimension.values) for dimension in self.dimensions]))

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The key of each cell, totals included."""
        return tuple(itertools.product(*((*dimension.values, TOTAL) for dimension in self.dimensions)))

    @cached_property
    def supports(self) -> Any:
        """Sparse matrix, cells x inner cells: 1.0 where the cell counts the inner cell."""
        from scipy import sparse  # loaded when a table is made, not when a command starts

        parts = [
            sparse.vstack([sparse.identity(size - 1), np.ones((1, size - 1))]) for size in self.extended_shape
        ]
        supports = reduce(sparse.kron, parts).tocsr()
        supports.eliminate_zeros()  # kron stores blocks with their zeros, which would look like equations
        return supports

    @cached_property
    def inner(self) -> npt.NDArray[np.intp]:
        """For each inner cell its position among all cells."""
        shape = self.extended_shape
        inner = np.arange(np.prod(shape)).reshape(shape)[tuple(slice(0, size - 1) for size in shape)]
        return inner.ravel()

    @cached_property
    def totals_in_key(self) -> npt.NDArray[np.int64]:
        """For each cell, over how many dimensions it is a total."""
        return np.array([sum(value == TOTAL for value in key) for key in self.keys])

    def counts(self, inner: npt.ArrayLike) -> Counts:
        """The count of every cell from the counts of the inner ones."""
        sums: Counts = np.rint(self.supports @ np.asarray(inner, dtype=float)).astype(np.int64)
        return sums
