"""A round of few new records against all old ones, with the weights of the last full round."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from latido.bench.figures import Figure
from latido.engines.linkage import LinkResult, LinkSettings, link, read_encoded
from latido.engines.linkage.encoding.file import by_id

NEW = 10_000


def incremental_figures(folder: Path, size: int) -> list[Figure]:
    """CPU of a full round and of NEW records against all of the other file, which the hub holds in memory."""
    left, right = (by_id(read_encoded(folder / f"{name}.enc")) for name in ("left", "right"))
    full, took = _timed(left, right, None)
    fresh = left.take(np.arange(NEW))
    _, part = _timed(fresh, right, full)
    name = f"{NEW:,} new records against {size:,} old ones (rival: the full round)"
    return [Figure.measured(name, part, "s", rival=took, target="ratio <= 0.05")]


def _timed(left: object, right: object, before: LinkResult | None) -> tuple[LinkResult, float]:
    started = time.process_time()
    result = link(left, right, settings=LinkSettings(), model=before.model if before else None)  # type: ignore[arg-type]
    return result, time.process_time() - started
