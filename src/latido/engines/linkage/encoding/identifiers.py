"""Keyed hashes of exact identifiers (HMAC-SHA256 cut to 16 bytes).

Phones and plates are few enough to be guessed by whoever holds the epoch key: nodes that do not trust each
other with it should compare identifiers by private set intersection instead (docs/linkage.md).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from latido.engines.linkage.encoding.features import Integers
from latido.engines.linkage.encoding.keys import EpochKey
from latido.engines.linkage.encoding.scheme import HMAC_BYTES
from latido.engines.linkage.records import KINDS, ROLES, Identifier, PersonRecord

Bytes = npt.NDArray[np.uint8]
_KIND = {kind: number for number, kind in enumerate(KINDS)}
_ROLE = {role: number for number, role in enumerate(ROLES)}


def hashed_identifiers(
    records: Sequence[PersonRecord], key: EpochKey, harmless: Collection[Identifier]
) -> tuple[Integers, Bytes, Bytes, Bytes]:
    """(record numbers, kinds, roles, (m, 16) hashes), sorted, no doubles; those of help and harmless ones
    left out.
    """
    left_out = {(one.kind, one.value) for one in harmless}
    subkey = key.subkey("identifiers")
    found = sorted(
        {
            (row, _KIND[one.kind], _ROLE[one.role], _hash(one, subkey))
            for row, record in enumerate(records)
            for one in record.identifiers
            if one.role != "help" and (one.kind, one.value) not in left_out
        }
    )
    return (
        np.array([row for row, *_ in found], dtype=np.int64),
        np.array([kind for _, kind, *_ in found], dtype=np.uint8),
        np.array([role for *_, role, _ in found], dtype=np.uint8),
        np.frombuffer(b"".join(value for *_, value in found), dtype=np.uint8).reshape(-1, HMAC_BYTES),
    )


def _hash(identifier: Identifier, subkey: bytes) -> bytes:
    text = f"{identifier.kind}|{identifier.value}".encode()
    return hmac.digest(subkey, text, hashlib.sha256)[:HMAC_BYTES]
