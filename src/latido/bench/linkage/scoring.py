"""F1 of answered links, one to one, at a threshold set without the truth or the best with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

Link = tuple[str, str, float]
Pair = tuple[bytes, bytes]


def one_to_one(links: Iterable[Link]) -> list[Link]:
    """The likeliest first, each record once."""
    left_taken: set[str] = set()
    right_taken: set[str] = set()
    kept = []
    for left, right, chance in sorted(links, key=lambda link: (-link[2], link[0], link[1])):
        if left not in left_taken and right not in right_taken:
            left_taken.add(left)
            right_taken.add(right)
            kept.append((left, right, chance))
    return kept


def f1_at(links: Iterable[Link], truth: Collection[tuple[str, str]], least: float) -> float:
    """F1 of the links with at least this chance."""
    answered = [(left, right) for left, right, chance in links if chance >= least]
    return 2 * len(set(answered) & set(truth)) / (len(answered) + len(truth))


def best_f1(links: Iterable[Link], truth: Collection[tuple[str, str]]) -> float:
    """The highest F1 that any threshold gives, chosen with the truth: a kindness to rivals."""
    found, best = 0, 0.0
    for answered, (left, right, _) in enumerate(sorted(links, key=lambda link: -link[2]), start=1):
        found += (left, right) in truth
        best = max(best, 2 * found / (answered + len(truth)))
    return best
