"""The slow obvious reader of an envelope: docs/envelope.md read aloud, with nothing from the vault."""

import io
import json
import uuid

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite


def read_envelope(raw, private, position):
    """(kind, record id, content) as the recipient at `position` reads them."""
    source = io.BytesIO(raw)
    version, suite, kind = source.read(1), source.read(1), source.read(1)
    record_id = source.read(16)
    count = source.read(1)
    blocks = [(source.read(8), source.read(113)) for _ in range(count[0])]
    nonce = source.read(12)
    ciphertext = source.read()
    label = b"latido envelope v1\x00"
    bound = label + version + suite + kind + record_id + b"\x00" + b"\x00\x00\x00\x01"
    key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    hpke = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
    content_key = hpke.decrypt(blocks[position][1], key, info=bound)
    aad = bound + count
    for name, _ in blocks:
        aad += name
    padded = AESGCM(content_key).decrypt(nonce, ciphertext, aad)
    if len(padded) % 1024:
        raise AssertionError("not padded")
    return kind[0], uuid.UUID(bytes=record_id), json.loads(padded.decode("utf-8"))
