"""Keyed hashes of exact identifiers (HMAC-SHA256 cut to 16 bytes).

Phones and plates are few enough to be guessed by whoever holds the epoch key: nodes that do not trust each
other with it should compare identifiers by private set intersection instead (docs/linkage.md).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection

import numpy as np

from latido.engines.linkage.encoding.columns import Bytes, IdentifierColumns, Integers
from latido.engines.linkage.encoding.keys import EpochKey
from latido.engines.linkage.encoding.scheme import HMAC_BYTES
from latido.engines.linkage.records import KINDS, ROLES, Identifier

_KIND = {kind: number for number, kind in enumerate(KINDS)}
_ROLE = {role: number for number, role in enumerate(ROLES)}


def hashed_identifiers(
    found: IdentifierColumns, key: EpochKey, harmless: Collection[Identifier]
) -> tuple[Integers, Bytes, Bytes, Bytes]:
    """(record numbers, kinds, roles, (m, 16) hashes), sorted, no doubles; those of help and harmless ones
    left out.
    """
    left_out = {(one.kind, one.value) for one in harmless}
    subkey = key.subkey("identifiers")
    named = list(zip(found.kinds, found.values, strict=True))
    kept = [role != "help" and one not in left_out for role, one in zip(found.roles, named, strict=True)]
    hashes = {one: _hash(*one, subkey) for one, keep in zip(named, kept, strict=True) if keep}
    rows = found.rows[np.array(kept, dtype=np.bool_)]
    chosen = [(one, role) for one, role, keep in zip(named, found.roles, kept, strict=True) if keep]
    kinds = np.array([_KIND[kind] for (kind, _), _ in chosen], dtype=np.uint8)  # type: ignore[index]
    roles = np.array([_ROLE[role] for _, role in chosen], dtype=np.uint8)  # type: ignore[index]
    joined = b"".join(hashes[one] for one, _ in chosen)
    return _sorted(rows, kinds, roles, np.frombuffer(joined, dtype=np.uint8).reshape(-1, HMAC_BYTES))


def _sorted(
    rows: Integers, kinds: Bytes, roles: Bytes, hashes: Bytes
) -> tuple[Integers, Bytes, Bytes, Bytes]:
    words = np.ascontiguousarray(hashes).view(">u8").reshape(-1, 2).astype(np.uint64)
    order = np.lexsort((words[:, 1], words[:, 0], roles, kinds, rows))
    keys = np.stack([rows, kinds, roles, words[:, 0].view(np.int64), words[:, 1].view(np.int64)], axis=1)[
        order
    ]
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    order = order[first]
    return rows[order], kinds[order], roles[order], hashes[order]


def _hash(kind: str, value: str, subkey: bytes) -> bytes:
    return hmac.digest(subkey, f"{kind}|{value}".encode(), hashlib.sha256)[:HMAC_BYTES]
