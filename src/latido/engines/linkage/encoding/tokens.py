"""Keyed block tokens: records that share one are worth comparing.

A token is AES-256 of one 16-byte block that holds the pass and the parts in clear, cut to 8 bytes: a
pseudorandom function computed for all records at once, so a million records cost a fraction of a second
instead of a hash each. The passes kept 97.8 % of the true pairs of synthetic Mexican files at every size
up to a million (docs/linkage.md).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from latido.engines.linkage.encoding.features import FeatureColumns, Integers
from latido.engines.linkage.encoding.keys import EpochKey

Tokens = npt.NDArray[np.uint64]
_Column = npt.NDArray[np.uint32]


def block_tokens(columns: FeatureColumns, key: EpochKey) -> tuple[Integers, Tokens]:
    """(record numbers, tokens), parallel, sorted by record and token, no doubles; none for incomparable
    records.
    """
    pieces = [_pass_rows(number, *parts, columns.comparable) for number, parts in _passes(columns)]
    rows = np.concatenate([rows for rows, _ in pieces])
    tokens = _keyed(np.concatenate([blocks for _, blocks in pieces]), key.subkey("block tokens"))
    order = np.lexsort((tokens, rows))
    rows, tokens = rows[order], tokens[order]
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = (rows[1:] != rows[:-1]) | (tokens[1:] != tokens[:-1])
    return rows[first], tokens[first]


def _passes(columns: FeatureColumns) -> list[tuple[int, tuple[_Column, _Column, _Column]]]:
    """Each pass: its number and three parts; a record lacking one has no token in that pass."""
    given, surname, second = columns.given, columns.surname, columns.second_surname
    year = columns.year.astype(np.uint32)
    date = _date(columns.year, columns.month, columns.day)
    earlier, later = np.minimum(columns.month, columns.day), np.maximum(columns.month, columns.day)
    swappable = _date(columns.year, earlier, later)
    both = (surname > 0) & (second > 0)
    low, high = np.where(both, np.minimum(surname, second), 0), np.where(both, np.maximum(surname, second), 0)
    always = np.ones_like(given)
    return [
        (1, (date, given >> 24, always)),
        (2, (date, surname >> 24, always)),
        (3, (year, given, surname)),
        (3, (year, given, second)),  # same pass: finds a lost or swapped surname
        (4, (year, low, high)),
        (5, (given, low, high)),
        (6, (swappable, surname >> 16, always)),
    ]


def _date(year: Integers, month: Integers, day: Integers) -> _Column:
    complete = (year > 0) & (month > 0) & (day > 0)
    return np.where(complete, (year << 10) | (month << 5) | day, 0).astype(np.uint32)


def _pass_rows(
    number: int, first: _Column, second: _Column, third: _Column, comparable: npt.NDArray[np.bool_]
) -> tuple[Integers, npt.NDArray[np.uint32]]:
    rows = np.flatnonzero(comparable & (first > 0) & (second > 0) & (third > 0))
    blocks = np.empty((len(rows), 4), dtype=">u4")
    blocks[:, 0] = number
    for column, part in enumerate((first, second, third), start=1):
        blocks[:, column] = part[rows]
    return rows, blocks


def _keyed(blocks: npt.NDArray[np.uint32], subkey: bytes) -> Tokens:
    cipher = Cipher(algorithms.AES(subkey), modes.ECB())  # noqa: S305  one block each: a keyed function
    sealed = cipher.encryptor().update(np.ascontiguousarray(blocks, dtype=">u4").tobytes())
    return np.frombuffer(sealed, dtype=">u8").reshape(-1, 2)[:, 0].astype(np.uint64)
