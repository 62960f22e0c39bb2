"""One encoded record as it travels: strict JSON, binary fields in base64url without padding (RFC 4648,
section 5).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from latido.engines.linkage.encoding.keys import CHECK_BYTES, check_epoch
from latido.engines.linkage.encoding.scheme import (
    ALL_KNOWN,
    FILTER_BYTES,
    HMAC_BYTES,
    OPAQUE_ID_BYTES,
    TOKEN_BYTES,
    VERSION,
    Pass,
)
from latido.engines.linkage.errors import LinkageError
from latido.engines.linkage.records import KINDS, MAX_IDENTIFIERS, ROLES

MAX_TOKENS = 16
_PASSES = frozenset(Pass)
_FIELDS = {"version", "opaque_id", "epoch", "key_check", "known", "filter", "tokens", "identifiers"}


@dataclass(frozen=True, slots=True)
class EncodedRecord:
    """What leaves the node for one record: no name in clear, yet not anonymous.

    opaque_id: 16 bytes. epoch, key_check: which key made it (8 bytes of check value). known: `Known` flags.
    filter: 128 bytes, or empty when too little is known of the person. tokens: 8 bytes each, ascending.
    identifiers: (kind, role, 16 bytes), ascending. Raises LinkageError (`bad_encoded_record`).
    """

    opaque_id: bytes
    epoch: str
    key_check: bytes
    known: int
    filter: bytes
    tokens: tuple[bytes, ...] = ()
    identifiers: tuple[tuple[str, str, bytes], ...] = ()

    def __post_init__(self) -> None:
        check_epoch(self.epoch)
        _require(_sized(self.opaque_id, OPAQUE_ID_BYTES), "the opaque id has 16 bytes")
        _require(_sized(self.key_check, CHECK_BYTES), "the key check value has 8 bytes")
        _require(type(self.known) is int and 0 <= self.known <= ALL_KNOWN, "known is a set of nine flags")
        _require(self.filter == b"" or _sized(self.filter, FILTER_BYTES), "the filter has 128 bytes or none")
        _require(not self.filter or any(self.filter), "a filter has bits that are set")
        self._check_tokens()
        self._check_identifiers()

    def _check_tokens(self) -> None:
        _require(
            isinstance(self.tokens, tuple) and len(self.tokens) <= MAX_TOKENS, "there are 16 tokens at most"
        )
        _require(all(_sized(token, TOKEN_BYTES) for token in self.tokens), "a block token has 8 bytes")
        _require(
            all(token[0] >> 4 in _PASSES for token in self.tokens), "a token's first four bits name a pass"
        )
        _require(_ascending(self.tokens), "tokens ascend, each once")
        _require(bool(self.filter) or not self.tokens, "a record without a filter has no tokens")

    def _check_identifiers(self) -> None:
        few = isinstance(self.identifiers, tuple) and len(self.identifiers) <= MAX_IDENTIFIERS
        _require(few, f"there are {MAX_IDENTIFIERS} identifiers at most")
        triples = all(isinstance(one, tuple) and len(one) == 3 for one in self.identifiers)
        _require(triples, "an identifier has kind, role and hash")
        for kind, role, value in self.identifiers:
            _require(kind in KINDS and role in ROLES, "an identifier has a known kind and role")
            _require(_sized(value, HMAC_BYTES), "an identifier's hash has 16 bytes")
        ranks = tuple((KINDS.index(kind), ROLES.index(role), value) for kind, role, value in self.identifiers)
        _require(_ascending(ranks), "identifiers ascend, each once")

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "version": VERSION,
            "opaque_id": _text(self.opaque_id),
            "epoch": self.epoch,
            "key_check": _text(self.key_check),
            "known": self.known,
            "filter": _text(self.filter),
            "tokens": [_text(token) for token in self.tokens],
            "identifiers": [
                {"kind": kind, "role": role, "hmac": _text(value)} for kind, role, value in self.identifiers
            ],
        }

    @classmethod
    def from_dict(cls, values: object) -> EncodedRecord:
        """The record of `to_dict`; anything missing, unknown, of another version or length is refused."""
        if not isinstance(values, Mapping):
            raise _refused("it is an object")
        if type(values.get("version")) is not int or values["version"] != VERSION:
            raise LinkageError("unknown_version", f"This node reads version {VERSION} of encoded records.")
        _require(set(values) == _FIELDS, f"its fields are {', '.join(sorted(_FIELDS))}")
        return cls(
            opaque_id=_bytes(values["opaque_id"]),
            epoch=values["epoch"],
            key_check=_bytes(values["key_check"]),
            known=values["known"],
            filter=_bytes(values["filter"]),
            tokens=tuple(_bytes(token) for token in _list(values["tokens"])),
            identifiers=tuple(_identifier(one) for one in _list(values["identifiers"])),
        )


def _identifier(value: object) -> tuple[str, str, bytes]:
    if not isinstance(value, Mapping) or set(value) != {"kind", "role", "hmac"}:
        raise _refused("an identifier has kind, role and hmac")
    return value["kind"], value["role"], _bytes(value["hmac"])


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _refused("tokens and identifiers are lists")
    return value


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(value: object) -> bytes:
    refused = _refused("binary fields are base64url without padding")
    if not isinstance(value, str):
        raise refused
    try:
        read = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refused from None
    if _text(read) != value:
        raise refused
    return read


def _sized(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size


def _ascending(values: tuple[Any, ...]) -> bool:
    return all(before < after for before, after in pairwise(values))


def _require(holds: bool, rule: str) -> None:
    if not holds:
        raise _refused(rule)


def _refused(rule: str) -> LinkageError:
    return LinkageError("bad_encoded_record", f"This is no encoded record: {rule}.")
