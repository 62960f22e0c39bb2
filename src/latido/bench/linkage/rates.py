"""All pairs of filters per second and core, ours against anonlink."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from latido.bench.figures import Figure
from latido.bench.linkage import environments
from latido.bench.linkage.processes import measured
from latido.engines.linkage.comparison.hamming import near_filters

LEFT, RIGHT = 100_000, 100_000
SHORT = 10_000
OURS = 40_000
FARTHEST = 152  # as far as anonlink's threshold, Dice 0.8, reaches on filters with 379 bits set
TIMES_ANONLINK = 5


@dataclass(frozen=True, slots=True)
class Rates:
    """The figures, and anonlink's CPU seconds a pair."""

    figures: list[Figure]
    seconds_per_pair: float


def rate_figures(folder: Path, *, short: bool) -> Rates:
    """Both kernels on random filters, with their threshold."""
    left, right = (SHORT, SHORT) if short else (LEFT, RIGHT)
    measured([*environments.anonlink(), str(left), str(right), folder / "anonlink.json"])
    took = json.loads((folder / "anonlink.json").read_text())
    theirs = took["pairs"] / took["cpu"] / 1e6
    ours = our_rate(SHORT if short else OURS)
    name = "all pairs of 1,024-bit filters with a threshold (rival: anonlink)"
    figure = Figure.measured(name, ours, "million pairs/s", rival=theirs, target=f"ratio >= {TIMES_ANONLINK}")
    return Rates([figure], took["cpu"] / took["pairs"])


def our_rate(size: int) -> float:
    """Million pairs a CPU second."""
    chance = np.random.default_rng(3)
    left, right = (chance.integers(0, 256, (size, 128), dtype=np.uint8) for _ in range(2))
    limits = np.full(size, FARTHEST, dtype=np.int16)
    near_filters(left[:512], right[:512], limits[:512])
    started = time.process_time()
    near_filters(left, right, limits)
    return size * size / (time.process_time() - started) / 1e6
