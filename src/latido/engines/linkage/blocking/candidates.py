"""Which pairs of records are weighed: near ones, those that share a token, those that share an identifier."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from latido.engines.linkage.blocking.pairs import Integers, NearPairs, absent, distinct, rows_of
from latido.engines.linkage.blocking.reports import TooFrequent
from latido.engines.linkage.classification.evidence import Seen, see
from latido.engines.linkage.classification.prior import BREAK_EVEN, FARTHEST, farthest_within, shares
from latido.engines.linkage.comparison.compared import TokenComparison
from latido.engines.linkage.comparison.hamming import distances, near_pairs
from latido.engines.linkage.comparison.shared_identifiers import person_agreements
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.records import Kind
from latido.engines.linkage.settings import LinkSettings

WIDE = 40
SAMPLE = 700  # records of each file: half a million pairs


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """How to look. kinds: of identifiers. reach: share of the strangers' difference (`prior.shares`) up to
    which a pair counts as near when all are compared."""

    kinds: tuple[Kind, ...]
    settings: LinkSettings
    compare: TokenComparison
    reach: float


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """seen: the evidence of each candidate pair. looked_at: how many pairs' filters were compared."""

    seen: Seen
    looked_at: int
    too_frequent: tuple[TooFrequent, ...]


def candidates(left: EncodedFile, right: EncodedFile, how: Search) -> Candidates:
    """Candidate pairs of two files with the evidence of filters, tokens and identifiers of these kinds.

    While all pairs are few (`all_pairs_up_to`) every pair's filters are compared; tokens then add
    their evidence and the pairs that filters alone would miss.
    """
    agreements = person_agreements(left, right, how.kinds, how.settings.identifier_cap)
    by_token = how.compare(left, right, cap=how.settings.token_cap, farthest=FARTHEST)
    others = [one.pairs for one in agreements]
    total, looked_at = len(left) * len(right), by_token.looked_at
    if total <= how.settings.all_pairs_up_to:
        others.append(near_pairs(left, right, partial(farthest_within, how.reach)))
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
    fresh = distinct(np.concatenate([by_token.pairs[:0], *others]))
    fresh = fresh[absent(fresh, by_token.pairs)]
    pairs = np.concatenate([by_token.pairs, fresh])
    shared = np.concatenate([by_token.shared, np.zeros(len(fresh), dtype=np.uint16)])
    apart = distances(left.filters, right.filters, *rows_of(fresh, len(right)))
    order = np.argsort(pairs)
    return NearPairs(pairs[order], shared[order], np.concatenate([by_token.apart, apart])[order])


def wide_reach(left: EncodedFile, right: EncodedFile) -> float:
    """The share up to which about WIDE times as many pairs lie as the larger file has records, judged by a
    sample (the smallest ids, which are random); not less than BREAK_EVEN, not more than 1."""
    mine, theirs = (_smallest_ids(file) for file in (left, right))
    if not (len(mine) and len(theirs)):
        return BREAK_EVEN
    left_rows, right_rows = np.repeat(mine, len(theirs)), np.tile(theirs, len(mine))
    apart = distances(left.filters, right.filters, left_rows, right_rows)
    found = shares(left.known[left_rows], right.known[right_rows], apart)
    part = min(WIDE / min(len(left), len(right)), 1.0)
    return min(max(float(np.quantile(found, part)), BREAK_EVEN), 1.0)


def _smallest_ids(file: EncodedFile) -> Integers:
    rows = np.flatnonzero(file.has_filter)
    order = np.argsort(np.ascontiguousarray(file.ids[rows]).view(">u8")[:, 0], kind="stable")
    return rows[order[:SAMPLE]]
