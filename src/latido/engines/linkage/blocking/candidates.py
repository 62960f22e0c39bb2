"""Which pairs of records are weighed: near ones, those that share a token, those that share an identifier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from latido.engines.linkage.answers import TooFrequent
from latido.engines.linkage.blocking.pairs import Integers, NearPairs, rows_of
from latido.engines.linkage.classification.evidence import Seen, see
from latido.engines.linkage.classification.prior import farthest_with_positive_weight
from latido.engines.linkage.comparison.compared import FARTHEST, TokenComparison
from latido.engines.linkage.comparison.hamming import distances, near_pairs
from latido.engines.linkage.comparison.shared_identifiers import person_agreements
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.records import Kind
from latido.engines.linkage.settings import LinkSettings


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """seen: the evidence of each candidate pair. looked_at: how many pairs' filters were compared."""

    seen: Seen
    looked_at: int
    too_frequent: tuple[TooFrequent, ...]


def candidates(
    left: EncodedFile, right: EncodedFile, kinds: tuple[Kind, ...], settings: LinkSettings,
    compare: TokenComparison,
) -> Candidates:  # fmt: skip
    """Candidate pairs of two files with the evidence of filters, tokens and identifiers of these kinds.

    While all pairs are few (`settings.all_pairs_up_to`) every pair's filters are compared; tokens then add
    their evidence and the pairs that filters alone would miss.
    """
    agreements = person_agreements(left, right, kinds, settings.identifier_cap)
    by_token = compare(left, right, cap=settings.token_cap, farthest=FARTHEST)
    others = [one.pairs for one in agreements]
    total, looked_at = len(left) * len(right), by_token.looked_at
    if total <= settings.all_pairs_up_to:
        others.append(near_pairs(left, right, farthest_with_positive_weight()))
        looked_at = total
    return Candidates(
        see(left, right, _with_others(left, right, by_token.near, others), agreements),
        looked_at,
        by_token.too_frequent + tuple(report for one in agreements for report in one.too_frequent),
    )


def _with_others(
    left: EncodedFile, right: EncodedFile, by_token: NearPairs, others: list[Integers]
) -> NearPairs:
    """The compared pairs and the others, ascending; those without a token share nothing."""
    fresh = np.setdiff1d(np.concatenate([by_token.pairs[:0], *others]), by_token.pairs)
    pairs = np.concatenate([by_token.pairs, fresh])
    shared = np.concatenate([by_token.shared, np.zeros(len(fresh), dtype=np.uint16)])
    apart = distances(left.filters, right.filters, *rows_of(fresh, len(right)))
    order = np.argsort(pairs)
    return NearPairs(pairs[order], shared[order], np.concatenate([by_token.apart, apart])[order])
