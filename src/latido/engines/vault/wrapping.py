"""AES-256-GCM with a random nonce, and secrets wrapped under a 32-byte key."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from latido.engines.vault.errors import KeyMaterialError, OpeningError
from latido.engines.vault.keys import TAG_BYTES

KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D, 8.2: 96-bit nonces
WRAP_VERSION = b"\x01"


def new_content_key() -> bytes:
    """32 random bytes: a content key, a shred key, or any other AES-256 key."""
    return os.urandom(KEY_BYTES)


def wrap(secret: bytes, key: bytes, *, aad: bytes) -> bytes:
    """Encrypt `secret` under a 32-byte key; returns version (1) || nonce (12) || ciphertext (secret + 16).

    `aad` says what the secret is and where it belongs; it must be given again to unwrap.
    """
    nonce = os.urandom(NONCE_BYTES)
    return WRAP_VERSION + nonce + encrypt(key, nonce, secret, aad)


def unwrap(wrapped: bytes, key: bytes, *, aad: bytes) -> bytes:
    """Open what `wrap` made. Raises OpeningError for a wrong key, another `aad` or changed bytes."""
    if len(wrapped) < 1 + NONCE_BYTES + TAG_BYTES or wrapped[:1] != WRAP_VERSION:
        raise OpeningError("wrapped_format", "These bytes are not a wrapped secret of version 1.")
    return decrypt(key, wrapped[1 : 1 + NONCE_BYTES], wrapped[1 + NONCE_BYTES :], aad)


def encrypt(key: bytes, nonce: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """AES-256-GCM; the nonce must be fresh for this key."""
    return _cipher(key).encrypt(nonce, plaintext, aad)


def decrypt(key: bytes, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
    """AES-256-GCM; raises OpeningError when the tag does not match."""
    try:
        return _cipher(key).decrypt(nonce, ciphertext, aad)
    except InvalidTag as error:
        raise OpeningError(
            "content", "The content does not open: wrong key, wrong place, or changed."
        ) from error


def derive(secret: bytes, *, salt: bytes, info: bytes, length: int = KEY_BYTES) -> bytes:
    """HKDF-SHA256 (RFC 5869) of a secret that is already random."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise KeyMaterialError("symmetric_key", "A symmetric key is 32 bytes.")
    return AESGCM(key)
