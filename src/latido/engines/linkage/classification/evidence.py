"""What was seen of each candidate pair, before anything is weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.blocking.pairs import Flags, Integers, NearPairs, rows_of
from latido.engines.linkage.classification.prior import Numbers, filter_weights
from latido.engines.linkage.comparison.shared_identifiers import PersonAgreement
from latido.engines.linkage.encoding.file import EncodedFile

States = npt.NDArray[np.int8]
AGREED, DISAGREED, MISSING, NOWHERE = 2, 1, 0, -1


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """n pairs. compared: whether both have one. prior: the documented weight
    of the filters. shared: which passes' tokens (`scheme.Pass`). one_sided: parts known on one side only.
    states: (kinds, n), AGREED, DISAGREED, MISSING on one side or NOWHERE.
    """

    left: Integers
    right: Integers
    compared: npt.NDArray[np.bool_]
    prior: Numbers
    shared: Flags
    one_sided: Flags
    states: States

    def take(self, rows: npt.NDArray[np.bool_] | Integers) -> Seen:
        """These pairs only."""
        return Seen(
            self.left[rows], self.right[rows], self.compared[rows], self.prior[rows], self.shared[rows],
            self.one_sided[rows], self.states[:, rows],
        )  # fmt: skip


def see(
    left: EncodedFile, right: EncodedFile, near: NearPairs, agreements: tuple[PersonAgreement, ...],
) -> Seen:  # fmt: skip
    """Evidence of these pairs."""
    left_rows, right_rows = rows_of(near.pairs, len(right))
    mine, theirs = left.known[left_rows], right.known[right_rows]
    compared = left.has_filter[left_rows] & right.has_filter[right_rows]
    weights = np.where(compared, filter_weights(mine, theirs, near.apart), 0.0)
    states = [_identifier_states(one, near.pairs, left_rows, right_rows) for one in agreements]
    return Seen(
        left_rows, right_rows, compared, weights, near.shared, mine ^ theirs,
        np.stack(states) if states else np.zeros((0, len(near.pairs)), dtype=np.int8),
    )  # fmt: skip


def _identifier_states(
    agreement: PersonAgreement, pairs: Integers, left_rows: Integers, right_rows: Integers
) -> States:
    mine, theirs = agreement.on_left[left_rows], agreement.on_right[right_rows]
    states = np.where(mine & theirs, DISAGREED, np.where(mine | theirs, MISSING, NOWHERE)).astype(np.int8)
    if len(agreement.pairs):
        at = np.minimum(np.searchsorted(agreement.pairs, pairs), len(agreement.pairs) - 1)
        states[agreement.pairs[at] == pairs] = AGREED
    return states
