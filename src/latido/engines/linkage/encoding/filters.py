"""Keyed record filters: features hashed to bit positions (Schnell, Bachteler and Reiher 2011), then balanced.

A balanced filter is the filter followed by its complement, permuted by a keyed permutation. All of them
have the same number of bits set, and their Hamming distance is twice that of the inner filters.
"""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.features import FeatureColumns, Integers
from latido.engines.linkage.encoding.keys import EpochKey
from latido.engines.linkage.encoding.scheme import FILTER_BYTES, INNER_BITS, POSITIONS

Bytes = npt.NDArray[np.uint8]
_CHUNK = 20_000  # records whose bits are spread out at once: 20 MB


def record_filters(columns: FeatureColumns, key: EpochKey) -> Bytes:
    """(n, FILTER_BYTES) balanced filters; zeros where a record is not comparable."""
    starts, positions = _feature_positions(columns.features, key.subkey("filter positions"))
    order = _permutation(key.subkey("filter permutation"))
    filters = np.zeros((len(columns.known), FILTER_BYTES), dtype=np.uint8)
    edges = np.searchsorted(columns.rows, np.arange(0, len(filters) + _CHUNK, _CHUNK))
    for chunk, begin in enumerate(range(0, len(filters), _CHUNK)):
        part = slice(edges[chunk], edges[chunk + 1])
        bits = np.zeros((min(_CHUNK, len(filters) - begin), INNER_BITS), dtype=np.bool_)
        rows, picked = _spread(columns.rows[part] - begin, columns.codes[part], starts)
        bits[rows, positions[picked]] = True
        balanced = np.concatenate([bits, ~bits], axis=1)[:, order]
        filters[begin : begin + len(bits)] = np.packbits(balanced, axis=1)
    filters[~columns.comparable] = 0
    return filters


def _feature_positions(features: list[str], subkey: bytes) -> tuple[Integers, Integers]:
    """Starts (one more than features) into a flat array of bit positions."""
    counts = [POSITIONS[feature.partition("|")[0]] for feature in features]
    starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
    flat = np.zeros(int(starts[-1]), dtype=np.int64)
    for feature, begin, count in zip(features, starts.tolist(), counts, strict=False):
        digest = hmac.digest(subkey, feature.encode(), hashlib.sha512)
        flat[begin : begin + count] = np.frombuffer(digest, dtype=">u2")[:count] % INNER_BITS
    return starts, flat


def _spread(rows: Integers, codes: Integers, starts: Integers) -> tuple[Integers, Integers]:
    """Each (record, feature) as many (record, index into the flat positions)."""
    counts = starts[codes + 1] - starts[codes]
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(rows, counts), np.repeat(starts[codes], counts) + offsets


def _permutation(subkey: bytes) -> Integers:
    stream = hashlib.shake_256(subkey).digest(16 * INNER_BITS)
    return np.argsort(np.frombuffer(stream, dtype=">u8"), kind="stable").astype(np.int64)
