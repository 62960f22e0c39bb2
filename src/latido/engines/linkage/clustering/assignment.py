"""One-to-one assignment: the heaviest candidate first (worth 0.3 to 1.3 points of F1, docs/linkage.md)."""

from __future__ import annotations

from collections.abc import Iterable

from latido.engines.linkage.answers import CandidateLink


def ranked(links: Iterable[CandidateLink]) -> list[CandidateLink]:
    """By falling weight; ties by the two ids in an order that does not care which file is left."""
    return sorted(links, key=lambda link: (-link.weight, *sorted((link.left_id, link.right_id)), link.kind))


def one_to_one(links: Iterable[CandidateLink]) -> list[CandidateLink]:
    """Of ranked links, those whose two records are both still free."""
    left_taken: set[bytes] = set()
    right_taken: set[bytes] = set()
    kept = []
    for link in links:
        if link.left_id not in left_taken and link.right_id not in right_taken:
            left_taken.add(link.left_id)
            right_taken.add(link.right_id)
            kept.append(link)
    return kept
