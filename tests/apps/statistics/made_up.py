"""Made-up coded facts, statisticians and an attacker."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import numpy as np
from scipy.optimize import linprog

from latido.apps.agencies.choices import Mandate, Role
from latido.apps.agencies.models import Member
from latido.apps.cases.models import CaseFacts
from tests import factories

Key = tuple[str, str]

LEAKY = {
    ("07", "ForcedLabour"): 3,
    ("07", "SexualExploitation"): 25,
    ("07", "ForcedBegging"): 14,
    ("08", "ForcedLabour"): 31,
    ("08", "SexualExploitation"): 40,
    ("08", "ForcedBegging"): 12,
}
"""One cell of 3 among large ones: hidden alone, any margin gives it away."""


def register(counts: Mapping[Key, int], quarter: str = "2026-Q2") -> None:
    """Rows of coded facts: so many made-up people in each cell."""
    CaseFacts.objects.bulk_create(
        CaseFacts(person_code=uuid.uuid4().hex * 2, quarter=quarter, state_code=state, exploitation=form)
        for (state, form), number in counts.items()
        for _ in range(number)
    )


def statistician() -> Member:
    return factories.desk(mandate=Mandate.STATISTICS, role=Role.STATISTICIAN).holder.member


def worked_out(values: Mapping[Key, int | None], total: str = "total") -> dict[Key, tuple[float, float]]:
    """For each gap its least and greatest possible value, from the sums that any table keeps to.

    Written without the engine: unknown inner cells are zero or more, rows and columns add up to their
    totals, and so do the totals. Infinite where nothing limits a value.
    """
    states = sorted({state for state, _ in values} - {total})
    forms = sorted({form for _, form in values} - {total})
    inner = {
        (state, form): place for place, (state, form) in enumerate((s, f) for s in states for f in forms)
    }

    def parts(state: str, form: str) -> np.ndarray:
        row = np.zeros(len(inner))
        for one in states if state == total else [state]:
            for other in forms if form == total else [form]:
                row[inner[one, other]] = 1
        return row

    known = {key: value for key, value in values.items() if value is not None}
    left, right = np.array([parts(*key) for key in known]), np.array([*known.values()])
    found = {}
    for key in values.keys() - known.keys():
        least, most = (
            linprog(sign * parts(*key), A_eq=left, b_eq=right, bounds=(0, None)) for sign in (1, -1)
        )
        assert least.status == 0
        assert most.status in (0, 3)  # solved, or without a limit
        found[key] = (float(least.fun), -float(most.fun) if most.status == 0 else np.inf)
    return found


def naive(counts: Mapping[Key, int], threshold: int = 11) -> dict[Key, int | None]:
    """What a careless office publishes: every total, and only the small counts hidden."""
    states, forms = {state for state, _ in counts}, {form for _, form in counts}
    table = {(state, form): counts.get((state, form), 0) for state in states for form in forms}
    table |= {(state, "total"): sum(table[state, form] for form in forms) for state in states}
    table |= {("total", form): sum(table[state, form] for state in states) for form in forms}
    table["total", "total"] = sum(counts.values())
    return {key: None if 0 < value < threshold else value for key, value in table.items()}
