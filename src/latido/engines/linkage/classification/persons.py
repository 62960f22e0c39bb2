"""Weigh candidate pairs as the same person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from latido.engines.linkage.answers import Agreement, Evidence
from latido.engines.linkage.blocking.pairs import Integers
from latido.engines.linkage.classification.evidence import NOWHERE, Seen, States
from latido.engines.linkage.classification.matching import matching_chances
from latido.engines.linkage.classification.model import LN2, Model
from latido.engines.linkage.classification.prior import Numbers

Calibration = Literal["prior", "estimated"]
_AGREEMENTS: tuple[Agreement, ...] = ("missing", "disagreed", "agreed")


@dataclass(frozen=True, slots=True, eq=False)
class WeighedPairs:
    """Candidate pairs with the weight of each in bits and the chance that it is one person."""

    seen: Seen
    model: Model
    weights: Numbers
    probabilities: Numbers

    def evidence(self, chosen: Integers) -> list[tuple[Evidence, ...]]:
        """Evidence of these pairs: names and birth (filters and tokens together), then each kind of
        identifier; a kind that neither side has is left out."""
        states = self.seen.states[:, chosen]
        rest = self.weights[chosen].copy()
        for at, kind in enumerate(self.model.kinds):
            told = [round(self.model.identifier_weight(kind, state), 6) for state in range(3)]
            rest -= np.array([*told, 0.0])[states[at]]  # NOWHERE, -1, is the last
        names = [
            Evidence("name_and_birth", ("agreed" if weight > 0 else "disagreed") if compared else "missing",
                     weight if compared else 0.0)
            for weight, compared in zip(
                rest.round(6).tolist(), self.seen.compared[chosen].tolist(), strict=True)
        ]  # fmt: skip
        own = self._own(states)
        return [(name, *found) for name, found in zip(names, own, strict=True)]

    def _own(self, states: States) -> list[tuple[Evidence, ...]]:
        """Identifiers' evidence for each column of states; equal columns share it."""
        met: dict[tuple[int, ...], tuple[Evidence, ...]] = {}
        columns = [tuple(column) for column in states.T.tolist()]
        for column in set(columns):
            met[column] = tuple(
                Evidence(kind, _AGREEMENTS[state], round(self.model.identifier_weight(kind, state), 6))
                for kind, state in zip(self.model.kinds, column, strict=True)
                if state != NOWHERE
            )
        return [met[column] for column in columns]


def weigh_pairs(seen: Seen, model: Model, odds: float, sizes: tuple[int, int] | None = None) -> WeighedPairs:
    """odds: natural log odds that a pair drawn blindly is one person; they are in the model's log odds.
    sizes: of the two files, when a record has at most one partner and the model is theirs."""
    log_odds = model.log_odds(seen)
    if sizes is None:
        chances = 1 / (1 + np.exp(-log_odds))
    else:
        chances = matching_chances(log_odds, seen.left, seen.right, sizes)
    return WeighedPairs(seen, model, (log_odds - odds) / LN2, chances)
