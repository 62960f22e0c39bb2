"""Entries of sealed parts at rest: two secrets, so that forgetting one forgets the entry."""

from uuid import UUID

from latido.engines.vault.binding import AT_REST, binding
from latido.engines.vault.errors import KeyMaterialError
from latido.engines.vault.wrapping import KEY_BYTES, derive, unwrap, wrap

PART = b"latido part v1"


def seal_entry(
    plaintext: bytes,
    *,
    content_key: bytes,
    shred_key: bytes,
    part_id: UUID,
    kind: str,
    entry_id: UUID,
    version: int,
) -> bytes:
    """Encrypt one entry of a part; returns version (1) || nonce (12) || ciphertext (plaintext + 16).

    `kind` is the label of the part, such as "identities" (1 to 255 ASCII signs); `version` counts the entry's
    own versions from 1. All of them are bound: the entry opens under nothing else.
    """
    key = _entry_key(content_key, shred_key, part_id)
    return wrap(plaintext, key, aad=_place(kind, entry_id, version))


def open_entry(
    sealed: bytes,
    *,
    content_key: bytes,
    shred_key: bytes,
    part_id: UUID,
    kind: str,
    entry_id: UUID,
    version: int,
) -> bytes:
    """Open what `seal_entry` made. Raises OpeningError for a wrong key, another place or changed bytes."""
    key = _entry_key(content_key, shred_key, part_id)
    return unwrap(sealed, key, aad=_place(kind, entry_id, version))


def _entry_key(content_key: bytes, shred_key: bytes, part_id: UUID) -> bytes:
    if len(content_key) != KEY_BYTES or len(shred_key) != KEY_BYTES:
        raise KeyMaterialError("symmetric_key", "The content key and the shred key are 32 bytes each.")
    return derive(content_key + shred_key, salt=part_id.bytes, info=PART)


def _place(kind: str, entry_id: UUID, version: int) -> bytes:
    if not kind:
        raise KeyMaterialError("part", "An entry belongs to a part with a label.")
    return binding(kind=AT_REST, record_id=entry_id, part=kind, content_version=version)
