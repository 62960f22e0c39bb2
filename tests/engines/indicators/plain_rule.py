"""The dimension rule told again as slowly and obviously as possible: the oracle of the engine's rule.

The rule names five smallest groups of signs. A dimension is positive when some of the signs answered yes
are exactly such a group.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from latido.engines.indicators import Instrument

GROUPS = ["SS", "SM", "SW", "MMM", "MMW"]


def plainly_positive(weights: str) -> bool:
    """Whether signs of these weights (such as "SMM") meet the dimension rule."""
    return any(
        sorted(chosen) == sorted(group) for group in GROUPS for chosen in combinations(weights, len(group))
    )


def plainly_scored(instrument: Instrument, answers: Mapping[str, str]) -> dict[str, bool]:
    """Every dimension of an answered instrument: positive or not."""
    scored = {}
    for dimension in ["D1", "D2", "D3", "D4", "D5", "D6"]:
        yes = [row for row in instrument.indicators if answers.get(row.code) == "yes"]
        scored[dimension] = plainly_positive("".join(row.weight for row in yes if row.code[:2] == dimension))
    return scored
