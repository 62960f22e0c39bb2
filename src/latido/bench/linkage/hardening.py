"""What the keyed noise on filters costs: the same people encoded without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import log1p
from unittest import mock

from latido.bench.figures import Figure
from latido.bench.linkage.steps import KEY
from latido.bench.people import people_files
from latido.engines.linkage import encode, link, quality
from latido.engines.linkage.classification import prior
from latido.engines.linkage.encoding import sketches
from latido.engines.linkage.encoding.scheme import FILTER_BITS, NOISE_WORDS

MOST_LOSS = 0.002


def hardening_figures(size: int, seed: int) -> list[Figure]:
    """Loss of F1 by noise, blind in both cases."""
    made = people_files(size, seed=seed)
    hardened = quality(link(encode(made.left, KEY), encode(made.right, KEY)), made.truth).f1
    with without_noise():
        plain = quality(link(encode(made.left, KEY), encode(made.right, KEY)), made.truth).f1
    name = f"{size:,} x {size:,} people: loss of F1 by keyed noise of 1 in {2**NOISE_WORDS} bits"
    return [Figure.measured(name, plain - hardened, "F1", target=f"value <= {MOST_LOSS}")]


@contextmanager
def without_noise() -> Iterator[None]:
    """Encode and weigh as if there were no noise. For measurements only."""
    expected = -FILTER_BITS * log1p(-(2.0 ** (1 - NOISE_WORDS)))
    with (
        mock.patch.object(sketches, "flip", return_value=None),
        mock.patch.object(prior, "_NOISE", prior._NOISE - expected),
    ):
        yield
