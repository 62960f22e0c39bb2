"""Slow and obvious readers of a published table, which know nothing of how it was made."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

from latido.engines.disclosure import TOTAL, Dimension, Key, SuppressedTable


def members(key: Key, dimensions: tuple[Dimension, ...]) -> list[Key]:
    """The inner cells that a cell counts."""
    parts = [d.values if value == TOTAL else (value,) for value, d in zip(key, dimensions, strict=True)]
    return list(itertools.product(*parts))


def inner_keys(table: SuppressedTable) -> list[Key]:
    return [cell.key for cell in table.cells if TOTAL not in cell.key]


def rows(table: SuppressedTable) -> Iterator[tuple[Key, list[Key]]]:
    """Each row along a sensitive dimension: its total and its values."""
    for axis, dimension in enumerate(table.dimensions):
        if dimension.sensitive and len(dimension.values) > 1:
            for cell in table.cells:
                if cell.key[axis] == TOTAL:
                    yield (
                        cell.key,
                        [(*cell.key[:axis], value, *cell.key[axis + 1 :]) for value in dimension.values],
                    )


def bounds_by_linear_programming(table: SuppressedTable) -> dict[Key, tuple[float, float]]:
    """Extremes of each hidden cell: one variable for each cell, one equation for each total."""
    place = {cell.key: number for number, cell in enumerate(table.cells)}
    equations = []
    for key, number in place.items():
        if TOTAL in key:
            row = np.zeros(len(place))
            row[number] = -1
            for member in members(key, table.dimensions):
                row[place[member]] += 1
            equations.append(row)
    box = [(0, None) if cell.value is None else (cell.value, cell.value) for cell in table.cells]
    found = {}
    for cell in table.cells:
        if cell.value is not None:
            continue
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(place))
            goal[place[cell.key]] = sign
            answer = linprog(goal, A_eq=np.array(equations), b_eq=np.zeros(len(equations)), bounds=box)
            ends.append(sign * answer.fun if answer.status == 0 else sign * -np.inf)
        found[cell.key] = (ends[0], ends[1])
    return found


def every_table(table: SuppressedTable, *, up_to: int) -> dict[Key, np.ndarray]:
    """Every table of whole counts up to a size that agrees with what is published: cell -> its counts."""
    keys = inner_keys(table)
    grid = np.indices([up_to + 1] * len(keys)).reshape(len(keys), -1)
    place = {key: number for number, key in enumerate(keys)}
    sums = {
        cell.key: grid[[place[key] for key in members(cell.key, table.dimensions)]].sum(axis=0)
        for cell in table.cells
    }
    agree = np.ones(grid.shape[1], dtype=bool)
    for cell in table.cells:
        if cell.value is not None:
            agree &= sums[cell.key] == cell.value
    return {key: counts[agree] for key, counts in sums.items()}
