"""Weigh candidate pairs as the same person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from latido.engines.linkage.answers import Agreement, Evidence
from latido.engines.linkage.classification.estimated import LN2, Model
from latido.engines.linkage.classification.evidence import NOWHERE, Seen
from latido.engines.linkage.classification.matching import matching_chances
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

    def evidence(self, at: int) -> tuple[Evidence, ...]:
        """Evidence of one pair: names and birth (filters and tokens together), then each kind of identifier;
        a kind that neither side has is left out."""
        states = self.seen.states[:, at].tolist()
        own = [
            Evidence(kind, _AGREEMENTS[state], round(self.model.identifier_weight(kind, state), 6))
            for kind, state in zip(self.model.kinds, states, strict=True)
            if state != NOWHERE
        ]
        rest = float(self.weights[at]) - sum(one.weight for one in own)
        if not self.seen.compared[at]:
            return (Evidence("name_and_birth", "missing", 0.0), *own)
        return (Evidence("name_and_birth", "agreed" if rest > 0 else "disagreed", round(rest, 6)), *own)


def weigh_pairs(seen: Seen, model: Model, odds: float, sizes: tuple[int, int] | None = None) -> WeighedPairs:
    """odds: natural log odds that a pair drawn blindly is one person; they are in the model's log odds.
    sizes: of the two files, when a record has at most one partner and the model is theirs."""
    log_odds = model.log_odds(seen)
    if sizes is None:
        chances = 1 / (1 + np.exp(-log_odds))
    else:
        chances = matching_chances(log_odds, seen.left, seen.right, sizes)
    return WeighedPairs(seen, model, (log_odds - odds) / LN2, chances)
