"""The share of people whom two attacks re-identify."""

from __future__ import annotations

import numpy as np

from latido.bench.figures import Figure
from latido.bench.linkage.attack import graph_matching, pattern_mining
from latido.bench.linkage.steps import KEY
from latido.bench.people import people_files
from latido.engines.linkage import PersonColumns, encode

MOST = 0.01


def attack_figures(size: int, seed: int) -> list[Figure]:
    """Both attacks on one encoded file: with a list on which 30 % of its people stand, spelt differently,
    and, as the worst case, with the file itself in clear."""
    made = people_files(size, seed=seed)
    file = encode(made.right, KEY)
    rows = {one.opaque_id.bytes: row for row, one in enumerate(made.left)}
    partner = {right: rows[left] for left, right in made.truth}
    listed = np.array([partner.get(one.opaque_id.bytes, -1) for one in made.right])
    figures = []
    for name, attack in (("pattern mining", pattern_mining), ("graph matching", graph_matching)):
        found = attack(file, PersonColumns.from_records(made.left), listed, size)
        worst = attack(file, PersonColumns.from_records(made.right), np.arange(size), size)
        figures += [
            Figure.measured(
                f"{size:,} people: re-identified by {name} with a public list",
                found.share,
                "share",
                target=f"value <= {MOST}",
            ),
            Figure.measured(f"{size:,} people: {name} with the file itself in clear", worst.share, "share"),
        ]
    return figures
