"""The machine that figures were measured on, and how to measure evenly on it."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CORES = 2
"""Figures are stated for two cores (design, section 9)."""


def machine() -> dict[str, Any]:
    """Processor, cores in use, memory (GiB), system and Python; nothing that names the machine itself."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": _processor(),
        "cores": len(_cores()),
        "memory_gib": round(pages / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _cores() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return set(range(os.cpu_count() or 1))


@contextmanager
def pinned(cores: int = CORES) -> Iterator[None]:
    """Keep this process and its children on the first ``cores`` of its cores (where the system can)."""
    allowed = _cores()
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    os.sched_setaffinity(0, sorted(allowed)[:cores])
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def medians_interleaved(
    candidates: Mapping[str, Callable[[], object]], runs: int, *, warm_up: int = 1
) -> dict[str, float]:
    """Median seconds of each candidate, timed in turns so that a slow moment of the machine hits them all.

    Every round starts with another candidate; the first ``warm_up`` rounds are not counted.
    """
    if runs < 1 or not candidates:
        raise ValueError("medians_interleaved needs at least one candidate and one run")
    names = list(candidates)
    times: dict[str, list[float]] = {name: [] for name in names}
    for round_number in range(warm_up + runs):
        first = round_number % len(names)
        for name in names[first:] + names[:first]:
            started = time.perf_counter()
            candidates[name]()
            elapsed = time.perf_counter() - started
            if round_number >= warm_up:
                times[name].append(elapsed)
    return {name: statistics.median(values) for name, values in times.items()}
