"""Linking without names: F1, CPU and memory against Splink in clear and anonlink encoded.

Every contestant runs in processes of its own on the same core. The synthetic people come from a seed on which
nothing was tuned; no threshold of ours is chosen with the truth, Splink's is (a kindness).
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from latido.bench.figures import Figure
from latido.bench.linkage.attacks import attack_figures
from latido.bench.linkage.febrl import febrl_figures
from latido.bench.linkage.hardening import hardening_figures
from latido.bench.linkage.incremental import incremental_figures
from latido.bench.linkage.people_contest import people_figures
from latido.bench.linkage.rates import rate_figures
from latido.bench.machines import pinned

SEED = 2026
SIZES, SHORT_SIZES = (100_000, 1_000_000), (5_000,)


def run(*, short: bool = False) -> Sequence[Figure]:
    """All figures; the short form leaves out a million people and the rivals that take minutes."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="latido-bench-") as folder, pinned(1):
        place = Path(folder)
        figures += febrl_figures(place)
        anonlink = rate_figures(place, short=short)
        figures += anonlink.figures
        for size in SHORT_SIZES if short else SIZES:
            figures += people_figures(place / str(size), size, SEED, anonlink.seconds_per_pair)
        figures += hardening_figures(SHORT_SIZES[0] if short else SIZES[0], SEED)
        if not short:
            figures += incremental_figures(place / str(SIZES[-1]), SIZES[-1])
        figures += attack_figures(SHORT_SIZES[0] if short else SIZES[0], SEED)
    return figures
