"""Keyed record filters: odd sketches of a person's features, with keyed noise.

Every feature (a bigram of a name, a part of the date, a place) toggles bits at positions that an HMAC
chooses; the filter is the parity of all toggles. That is a record-level filter (Schnell, Bachteler and
Reiher 2011) hardened by XOR-folding (Schnell and Borgs 2016) taken to its end, known as an odd sketch
(Mitzenmacher, Pagh and Pham 2014): near pairs keep their distance exactly, far pairs all look alike, and
no bit belongs to one feature. Then each bit is flipped with a small chance by a keyed noise that differs
between records, so equal people do not have equal filters and no difference repeats.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.columns import Bytes, Integers
from latido.engines.linkage.encoding.features import Coded, CodedNames, Features
from latido.engines.linkage.encoding.keys import EpochKey
from latido.engines.linkage.encoding.noise import flip
from latido.engines.linkage.encoding.scheme import FILTER_BITS, FILTER_BYTES, FILTER_WORDS, TOGGLES

Vectors = npt.NDArray[np.uint64]
_AT_ONCE = 50_000


def record_filters(people: Features, ids: Bytes, key: EpochKey) -> Bytes:
    """(n, FILTER_BYTES) filters; zeros where a record is not comparable."""
    subkey = key.subkey("filter positions")
    total = np.zeros((len(people.known), FILTER_WORDS), dtype=np.uint64)
    for names in (people.given, people.surnames):
        _mix(total, _names_vectors(names, subkey), names.codes)
    for space in ("sex", "country", "state", "municipality"):
        column: Coded = getattr(people, space)
        marks = [[f"{space}|{text}"] if text else [] for text in column.distinct]
        _mix(total, _xor_of_lists(marks, subkey), column.codes)
    dates, codes = np.unique(_packed(people), return_inverse=True)
    _mix(total, _xor_of_lists([_date_features(one) for one in dates.tolist()], subkey), codes)
    flip(total, ids, key.subkey("filter noise"))
    total[~people.comparable] = 0
    return total.view(np.uint8).reshape(-1, FILTER_BYTES)


def _mix(total: Vectors, table: Vectors, codes: npt.NDArray[np.integer]) -> None:
    for begin in range(0, len(total), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        total[part] ^= table[codes[part]]


def _names_vectors(names: CodedNames, subkey: bytes) -> Vectors:
    """One vector for each text: the parity of its words', each the parity of its bigrams'."""
    grams = [[f"name|{gram}" for gram in _bigrams(word)] for word in names.spellings]
    words = _xor_of_lists(grams, subkey)
    found = [
        _xor_slices(words, names.words, names.starts[begin : begin + _AT_ONCE + 1])
        for begin in range(0, len(names.starts) - 1, _AT_ONCE)
    ]
    return np.concatenate(found)


def _bigrams(word: str) -> Iterable[str]:
    padded = f"_{word}_"
    return dict.fromkeys(padded[at : at + 2] for at in range(len(padded) - 1))


def _xor_of_lists(lists: Sequence[Iterable[str]], subkey: bytes) -> Vectors:
    """(len(lists), FILTER_WORDS): the parity of each list's features."""
    met: dict[str, int] = {}
    codes = [[met.setdefault(feature, len(met)) for feature in features] for features in lists]
    starts = np.concatenate([[0], np.cumsum([len(of_list) for of_list in codes])]).astype(np.int64)
    flat = np.array([code for of_list in codes for code in of_list], dtype=np.int32)
    return _xor_slices(_feature_vectors(list(met), subkey), flat, starts)


def _xor_slices(table: Vectors, flat: npt.NDArray[np.int32], starts: Integers) -> Vectors:
    """Row t is the parity of table[flat[starts[t]:starts[t + 1]]]."""
    out = np.zeros((len(starts) - 1, FILTER_WORDS), dtype=np.uint64)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        picked = table[flat[starts[0] : starts[-1]]]
        out[filled] = np.bitwise_xor.reduceat(picked, starts[filled] - starts[0], axis=0)
    return out


def _feature_vectors(features: Sequence[str], subkey: bytes) -> Vectors:
    toggled = np.zeros((len(features), FILTER_BITS), dtype=np.uint8)
    for row, feature in enumerate(features):
        count = TOGGLES[feature.partition("|")[0]]
        text = feature.encode()
        digest = b"".join(hmac.digest(subkey, bytes([half]) + text, hashlib.sha512) for half in (0, 1))
        np.bitwise_xor.at(toggled[row], np.frombuffer(digest, dtype=">u2")[:count] % FILTER_BITS, 1)
    return np.packbits(toggled, axis=1).view(np.uint64).reshape(-1, FILTER_WORDS)


def _packed(people: Features) -> Integers:
    return np.asarray((people.year << 16) | (people.month << 8) | people.day)


def _date_features(packed: int) -> list[str]:
    """Whole parts, and day and month once more in one space, so that swapping them costs little."""
    year, month, day = packed >> 16, packed >> 8 & 255, packed & 255
    found = [f"date|year {year}", f"date|decade {year // 10}"] if year else []
    found += [f"date|month {month}", f"date|either {month}"] if month else []
    found += [f"date|day {day}", f"date|either {day}"] if day else []
    return list(dict.fromkeys(found))
