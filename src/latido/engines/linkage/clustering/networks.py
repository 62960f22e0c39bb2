"""Cases that name the same suspect's identifier. Says nothing about the people of the two cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.answers import CandidateLink, Evidence
from latido.engines.linkage.blocking.reports import TooFrequent
from latido.engines.linkage.blocking.shared_values import SharedValues, Words, shared_values
from latido.engines.linkage.classification.prior import IDENTIFIERS
from latido.engines.linkage.comparison.shared_identifiers import (
    IdentifierColumns,
    frequent_identifiers,
    identifier_columns,
)
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.records import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Networks:
    """Links by shared suspects' identifiers, what was too frequent, and how many values were withheld."""

    links: tuple[CandidateLink, ...]
    too_frequent: tuple[TooFrequent, ...]
    withheld: int


def suspect_networks(left: EncodedFile, right: EncodedFile, cap: int) -> Networks:
    """Pairs of records that both give an identifier to a suspect.

    A value that anywhere in the two files is a person's own forms no link, even if some record gives it
    to a suspect: recruiters use their victims' phones.
    """
    evidence: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    frequent: list[TooFrequent] = []
    withheld = 0
    for kind in KINDS:
        own = _own_values(left, right, kind)
        mine, left_out = _without(identifier_columns(left, kind, "suspect"), own)
        theirs, right_out = _without(identifier_columns(right, kind, "suspect"), own)
        withheld += len(left_out | right_out)
        shared = shared_values(mine.keys, mine.rows, theirs.keys, theirs.rows, cap=cap, both=True)
        frequent += frequent_identifiers(kind, mine, shared.frequent)
        _collect(kind, mine, shared, evidence)
    links = tuple(_link(left, right, pair, found) for pair, found in sorted(evidence.items()))
    return Networks(links, tuple(frequent), withheld)


def _own_values(left: EncodedFile, right: EncodedFile, kind: Kind) -> Words:
    return np.concatenate([identifier_columns(file, kind, "person").keys for file in (left, right)])


def _without(columns: IdentifierColumns, own: Words) -> tuple[IdentifierColumns, set[bytes]]:
    if not len(columns.rows):
        return columns, set()
    kept = ~np.isin(_whole(columns.keys), _whole(own))
    left_out = {key.tobytes() for key in columns.keys[~kept]}
    return IdentifierColumns(columns.rows[kept], columns.keys[kept]), left_out


def _whole(keys: Words) -> npt.NDArray[np.void]:
    """The two words of each hash as one value."""
    return np.ascontiguousarray(keys).view([("high", np.uint64), ("low", np.uint64)]).reshape(-1)


def _collect(
    kind: Kind,
    mine: IdentifierColumns,
    shared: SharedValues,
    evidence: dict[tuple[int, int], list[Evidence]],
) -> None:
    """Each pair's values; one that many pairs share tells less by the log of their number."""
    values = [mine.keys[at].tobytes() for at in shared.positions]
    pairs_of = Counter(values)
    for left, right, value in zip(shared.left.tolist(), shared.right.tolist(), values, strict=True):
        weight = max(IDENTIFIERS[kind].agreed - log2(pairs_of[value]), 0.0)
        evidence[left, right].append(Evidence(kind, "agreed", round(weight, 6)))


def _link(
    left: EncodedFile, right: EncodedFile, pair: tuple[int, int], evidence: list[Evidence]
) -> CandidateLink:
    ordered = sorted(evidence, key=lambda one: (one.kind, -one.weight))
    return CandidateLink(
        kind="shared_identifier",
        left_id=left.ids[pair[0]].tobytes(),
        right_id=right.ids[pair[1]].tobytes(),
        weight=round(sum(one.weight for one in ordered), 6),
        probability=None,
        evidence=tuple(ordered),
    )
