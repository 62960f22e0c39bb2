"""Key pairs on P-256 and the one way a short secret is sealed to a public key (HPKE, RFC 9180 A.3)."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from latido.engines.vault.errors import KeyMaterialError, OpeningError

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
SUITE_ID = 1  # our number for the suite above, docs/envelope.md
CURVE = ec.SECP256R1()
PRIVATE_BYTES = 32
POINT_BYTES = 65  # uncompressed: 0x04, x, y (SEC 1, 2.3.3)
KEY_ID_BYTES = 8
TAG_BYTES = 16
SEAL_OVERHEAD = POINT_BYTES + TAG_BYTES
CACHED_POINTS = 1024  # public points only; a node knows tens of teams and hundreds of members


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A raw private scalar (32 bytes, big-endian) and its uncompressed public point (65 bytes).

    Raises KeyMaterialError when the two do not belong together. The private half is never shown by `repr`.
    """

    private: bytes = field(repr=False)
    public: bytes

    def __post_init__(self) -> None:
        if public_point(self.private) != self.public:
            raise KeyMaterialError("key_mismatch", "The private and the public key do not belong together.")


def new_key_pair() -> KeyPair:
    """Make a key pair from the system's random source."""
    key = ec.generate_private_key(CURVE)
    scalar = key.private_numbers().private_value.to_bytes(PRIVATE_BYTES, "big")
    return KeyPair(private=scalar, public=_encode_point(key.public_key()))


def public_point(private: bytes) -> bytes:
    """The uncompressed public point of a raw private scalar."""
    return _encode_point(load_private(private).public_key())


@lru_cache(maxsize=CACHED_POINTS)
def key_id(public: bytes) -> bytes:
    """First 8 bytes of SHA-256 of the uncompressed point: names a key, is not a proof of it."""
    load_public(public)
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def seal_key(secret: bytes, public: bytes, *, info: bytes) -> bytes:
    """Seal a short secret to a public point under `info`; returns enc (65) || ciphertext (secret + 16)."""
    return SUITE.encrypt(secret, load_public(public), info=info)


def open_key(sealed: bytes, private: bytes, *, info: bytes) -> bytes:
    """Open what `seal_key` made. Raises OpeningError for a wrong key, another `info` or changed bytes."""
    key = load_private(private)
    try:
        return SUITE.decrypt(sealed, key, info=info)
    except (InvalidTag, ValueError) as error:
        raise OpeningError("sealed_key", "The sealed key does not open with this private key.") from error


@lru_cache(maxsize=CACHED_POINTS)
def load_public(public: bytes) -> ec.EllipticCurvePublicKey:
    """Parse an uncompressed point and check that it lies on P-256."""
    if len(public) != POINT_BYTES:
        raise KeyMaterialError("public_key", "A public key is an uncompressed P-256 point of 65 bytes.")
    return read_point(public)


def read_point(point: bytes) -> ec.EllipticCurvePublicKey:
    """As `load_public`, without the cache: for points that are met once."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except ValueError as error:
        raise KeyMaterialError("public_key", "The public key is not a point on P-256.") from error


def load_private(private: bytes) -> ec.EllipticCurvePrivateKey:
    """Parse a raw scalar. Never cached: private keys live as short as the call that uses them."""
    if len(private) != PRIVATE_BYTES:
        raise KeyMaterialError("private_key", "A private key is a scalar of 32 bytes.")
    try:
        return ec.derive_private_key(int.from_bytes(private, "big"), CURVE)
    except ValueError as error:
        raise KeyMaterialError("private_key", "The private key is out of the range of P-256.") from error


def _encode_point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
