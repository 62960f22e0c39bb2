"""Sealing an envelope to its recipients and opening it as one of them."""

import os
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from latido.engines.vault.binding import binding
from latido.engines.vault.content import read_content, write_content
from latido.engines.vault.envelopes import (
    Envelope,
    SharedPart,
    check_key_ids,
    check_kind,
    content_aad,
    parse_envelope,
    parse_shared,
    prefix,
)
from latido.engines.vault.errors import OpeningError
from latido.engines.vault.keys import key_id, open_key, seal_key
from latido.engines.vault.wrapping import KEY_BYTES, NONCE_BYTES, decrypt, encrypt, new_content_key


def seal_envelope(
    content: Mapping[str, Any], *, kind: int, record_id: UUID, recipients: Sequence[bytes]
) -> bytes:
    """Seal a JSON object (at most 64 KiB) to 1 to 16 public points; returns the envelope's bytes.

    Raises EnvelopeError (content, kind, recipients) or KeyMaterialError (a point that is none).
    """
    check_kind(kind)
    key_ids = tuple(key_id(public) for public in recipients)
    check_key_ids(key_ids)
    padded, key, nonce = write_content(content), new_content_key(), os.urandom(NONCE_BYTES)
    info = binding(kind=kind, record_id=record_id)
    blocks = [
        name + seal_key(key, public, info=info) for name, public in zip(key_ids, recipients, strict=True)
    ]
    ciphertext = encrypt(key, nonce, padded, content_aad(kind, record_id, key_ids))
    return b"".join((prefix(kind, record_id, len(blocks)), *blocks, nonce, ciphertext))


def open_envelope(envelope: Envelope | bytes, *, private: bytes, public: bytes) -> dict[str, Any]:
    """The content, opened by one recipient.

    Raises EnvelopeError (not an envelope, content not JSON) or OpeningError (code "not_a_recipient" when the
    envelope was not sealed to this key, "sealed_key" or "content" when it does not open).
    """
    parsed = envelope if isinstance(envelope, Envelope) else parse_envelope(envelope)
    sealed = dict(parsed.recipients).get(key_id(public))
    if sealed is None:
        raise OpeningError("not_a_recipient", "The envelope was not sealed to this key.")
    return open_shared(parsed.shared, sealed, private=private, public=public)


def open_shared(
    shared: SharedPart | bytes, sealed_key: bytes, *, private: bytes, public: bytes
) -> dict[str, Any]:
    """The content of a split envelope, opened with one recipient's sealed key; the others may be withheld.

    Raises as `open_envelope`.
    """
    part = shared if isinstance(shared, SharedPart) else parse_shared(shared)
    if key_id(public) not in part.key_ids:
        raise OpeningError("not_a_recipient", "The envelope was not sealed to this key.")
    key = open_key(sealed_key, private, info=binding(kind=part.kind, record_id=part.record_id))
    if len(key) != KEY_BYTES:
        raise OpeningError("sealed_key", "The sealed key is not a content key.")
    return read_content(decrypt(key, part.nonce, part.ciphertext, part.aad))
