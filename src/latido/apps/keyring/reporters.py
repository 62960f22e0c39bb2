"""The reporter's side of envelopes: receipts, the reporter's key pair, and what may be read without opening.

A reporter whose browser runs scripts does all this on the phone (``seal.js``). For the others the server
does it in memory, in the same format, and forgets the receipt and the private key with the request.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from latido.engines.vault import (
    MAX_CONTENT_BYTES,
    Envelope,
    EnvelopeError,
    Kind,
    ReceiptError,
    VaultError,
    from_base64url,
    join_envelope,
    key_id,
    new_key_pair,
    new_receipt,
    open_envelope,
    parse_envelope,
    read_receipt,
    receipt_lookup_id,
    seal_envelope,
    split_envelope,
    to_base64url,
    unwrap_reporter_key,
    wrap_reporter_key,
)

__all__ = [
    "MAX_CONTENT_BYTES",
    "Envelope",
    "EnvelopeError",
    "Kind",
    "NewReporter",
    "ReceiptError",
    "VaultError",
    "from_base64url",
    "join_envelope",
    "key_id",
    "lookup_id",
    "new_reporter",
    "open_as_reporter",
    "parse_envelope",
    "seal_to_points",
    "split_envelope",
    "to_base64url",
]

LOOKUP_BYTES = 16
WRAPPED_KEY_BYTES = 61


@dataclass(frozen=True)
class NewReporter:
    """A fresh receipt with the key pair that it opens; only ``public`` and ``wrapped_key`` are stored."""

    receipt: str = field(repr=False)
    lookup_id: bytes = field(repr=False)
    public: bytes
    wrapped_key: bytes


def new_reporter() -> NewReporter:
    """Make what the browser makes: a receipt, a key pair, and the private key wrapped by the receipt."""
    receipt, pair = new_receipt(), new_key_pair()
    raw = read_receipt(receipt)
    wrapped = wrap_reporter_key(pair.private, pair.public, raw)
    return NewReporter(receipt, receipt_lookup_id(raw), pair.public, wrapped)


def lookup_id(receipt: str) -> bytes:
    """The 16 bytes that find a report. Raises ``ReceiptError`` for text that is no receipt."""
    return receipt_lookup_id(read_receipt(receipt))


def open_as_reporter(
    *, receipt: str, public: bytes, wrapped_key: bytes, envelopes: Sequence[bytes]
) -> list[dict[str, Any]]:
    """The contents of answers, opened in memory with the receipt. Raises ``VaultError``."""
    private = unwrap_reporter_key(wrapped_key, public, read_receipt(receipt))
    return [open_envelope(envelope, private=private, public=public) for envelope in envelopes]


def seal_to_points(
    content: Mapping[str, Any], *, kind: int, record_id: uuid.UUID, points: Sequence[bytes]
) -> bytes:
    """An envelope for public points, as the browser seals it. Raises ``EnvelopeError``."""
    return seal_envelope(content, kind=kind, record_id=record_id, recipients=points)
