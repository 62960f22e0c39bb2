"""Precision, recall and F1 of person links."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from latido.engines.linkage.answers import CandidateLink


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares from 0 to 1; 1 when there was nothing to find or nothing was answered."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def quality(links: Iterable[CandidateLink], truth: Collection[tuple[bytes, bytes]]) -> Quality:
    """Compare the person links with the true pairs (left id, right id)."""
    answered = {(link.left_id, link.right_id) for link in links if link.kind == "person"}
    found = len(answered & set(truth))
    return Quality(found / len(answered) if answered else 1.0, found / len(truth) if truth else 1.0)
