"""Which pairs are worth comparing: all of them while they are few, else those that share a block token."""

from __future__ import annotations

from latido.engines.linkage.answers import TooFrequent
from latido.engines.linkage.blocking.pairs import Integers, pair_numbers
from latido.engines.linkage.blocking.shared_values import shared_values
from latido.engines.linkage.comparison.hamming import near_pairs
from latido.engines.linkage.encoding.file import EncodedFile
from latido.engines.linkage.settings import LinkSettings


def near_candidates(
    left: EncodedFile, right: EncodedFile, farthest: int, settings: LinkSettings
) -> tuple[Integers, int, tuple[TooFrequent, ...]]:
    """Pair numbers to be compared in full, how many pairs this looked at, and the tokens that were too
    frequent.

    farthest: inner Hamming distance above which an all-pairs comparison drops a pair at once.
    """
    total = len(left) * len(right)
    if total <= settings.all_pairs_up_to:
        return near_pairs(left, right, farthest), total, ()
    shared = shared_values(
        left.tokens[:, None], left.token_rows, right.tokens[:, None], right.token_rows,
        cap=settings.token_cap, both=False,
    )  # fmt: skip
    pairs = pair_numbers(shared.left, shared.right, len(right))
    frequent = tuple(
        TooFrequent("token", int(left.tokens[at]).to_bytes(8, "big"), on_left, on_right)
        for at, on_left, on_right in shared.frequent
    )
    return pairs, len(pairs), tuple(sorted(frequent, key=lambda one: one.value))
