"""Linear programmes over counts, solved by HiGHS."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from latido.engines.disclosure.errors import DisclosureError

Vector = npt.NDArray[np.float64]

TOLERANCE: Final = 1e-6  # HiGHS's own feasibility tolerance is 1e-7


def least(costs: Vector, left: Any, right: Vector, upper: Vector | float = np.inf) -> Vector:
    """The numbers from 0 to `upper`, whole or not, that solve left @ x = right at the least cost.

    DisclosureError when there is no solution.
    """
    return _solve(costs, left, right, upper, whole=False)


def least_whole(costs: Vector, left: Any, right: Vector, upper: Vector | float = np.inf) -> Vector:
    """As `least`, in whole numbers.

    Up to two dimensions the linear optimum is whole by itself; beyond, the search for whole numbers can be a
    hundred times slower, so it follows only where the linear optimum is not whole.
    """
    linear = least(costs, left, right, upper)
    return np.rint(linear) if is_whole(linear) else np.rint(_solve(costs, left, right, upper, whole=True))


def is_whole(values: Vector) -> bool:
    """Whether all values are whole numbers but for the solver's tolerance."""
    return bool(np.all(np.abs(values - np.rint(values)) < TOLERANCE))


def _solve(costs: Vector, left: Any, right: Vector, upper: Vector | float, *, whole: bool) -> Vector:
    # Loaded when a table is made: every command of a node would otherwise wait for scipy.
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        costs,
        constraints=LinearConstraint(left, right, right),
        bounds=Bounds(0, upper),
        integrality=np.full(len(costs), int(whole)),
    )
    if not found.success:
        raise DisclosureError("no_solution", f"The published figures fit no table: {found.message}")
    return np.asarray(found.x)
