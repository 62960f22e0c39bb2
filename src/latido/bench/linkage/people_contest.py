"""Ours against Splink on the same synthetic people."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from latido.bench.figures import Figure
from latido.bench.linkage import environments
from latido.bench.linkage.files import Workload, make
from latido.bench.linkage.processes import Took, measured
from latido.bench.linkage.scoring import best_f1, f1_at, one_to_one

STEPS = [sys.executable, "-m", "latido.bench.linkage.steps"]
HALF = 0.5  # the threshold of both when nobody knows the truth
GAIN, STRETCH = 0.006, 0.012
JUDGED_FROM = 1_000_000  # the targets of cost are stated for this size


@dataclass(frozen=True, slots=True)
class _Costs:
    """What the two nodes together, the hub, and Splink took."""

    nodes: Took
    hub: Took
    splink: Took


def people_figures(folder: Path, size: int, seed: int, anonlink_seconds_per_pair: float) -> list[Figure]:
    """F1, CPU seconds and memory of both, end to end and for the hub alone."""
    work = make(folder, size, seed)
    files = [work.clear("left"), work.clear("right"), folder / "splink.json"]
    took = _Costs(*ours(work), measured([*environments.splink(), "people", *files]))
    name = f"{size:,} x {size:,} people"
    return [*_quality(name, work), *_costs(name, size, took, anonlink_seconds_per_pair)]


def _quality(name: str, work: Workload) -> list[Figure]:
    truth = frozenset((left.hex(), right.hex()) for left, right in work.truth())
    answer = json.loads((work.folder / "ours.json").read_text())
    found = one_to_one(json.loads((work.folder / "splink.json").read_text())["links"])
    our_f1, best = f1_at(answer["links"], truth, HALF), best_f1(found, truth)
    gain, false = our_f1 - best, 1 - _precision(answer["links"], truth)
    rival = "(rival: Splink in clear at its best threshold)"
    return [
        Figure.measured(f"{name}: F1, ours encoded and blind {rival}", our_f1, "F1", rival=best),
        Figure.measured(f"{name}: gain in F1, must", gain, "F1", target=f"value >= {GAIN}"),
        Figure.measured(f"{name}: gain in F1, stretch", gain, "F1", target=f"value >= {STRETCH}"),
        Figure.measured(f"{name}: Splink's F1 at {HALF}", f1_at(found, truth, HALF), "F1"),
        Figure.measured(f"{name}: false links among those answered", false, "share"),
        Figure.measured(
            f"{name}: the same as the engine expects it", answer["expected_false_share"], "share"
        ),
    ]


def _costs(name: str, size: int, took: _Costs, per_pair: float) -> list[Figure]:
    judged = size >= JUDGED_FROM
    total, hub, theirs = took.nodes + took.hub, took.hub, took.splink
    rows = [
        ("CPU end to end with encoding, must (rival: Splink)", total.cpu, theirs.cpu, "s", 1.0),
        ("CPU end to end with encoding, stretch", total.cpu, theirs.cpu, "s", 0.5),
        ("CPU of the hub alone, must", hub.cpu, theirs.cpu, "s", 0.5),
        ("CPU of the hub alone, stretch", hub.cpu, theirs.cpu, "s", 0.2),
        ("peak memory (rival: Splink)", total.peak, theirs.peak, "MiB", 0.5),
    ]
    figures = [
        Figure.measured(
            f"{name}: {what}", value, unit, rival=rival, target=f"ratio <= {bound}" if judged else None
        )
        for what, value, rival, unit, bound in rows
    ]
    what = f"{name}: anonlink's all pairs (its CPU scaled by pairs) over ours end to end"
    times = per_pair * size * size / total.cpu
    return [*figures, Figure.measured(what, times, "times", target="value >= 200" if judged else None)]


def ours(work: Workload) -> tuple[Took, Took]:
    """CPU and memory of the two nodes together, and of the hub; the answer goes to `ours.json`."""
    encoded = [work.folder / f"{name}.enc" for name in ("left", "right")]
    nodes = [measured([*STEPS, "encode", work.side(path.stem), path]) for path in encoded]
    return nodes[0] + nodes[1], measured([*STEPS, "link", *encoded, work.folder / "ours.json"])


def _precision(links: list[tuple[str, str, float]], truth: frozenset[tuple[str, str]]) -> float:
    return sum((left, right) in truth for left, right, _ in links) / len(links)
