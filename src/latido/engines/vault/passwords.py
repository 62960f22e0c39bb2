"""Private keys wrapped by a password: Argon2id (RFC 9106), then AES-256-GCM."""

import os
import struct
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from latido.engines.vault.errors import KeyMaterialError, OpeningError
from latido.engines.vault.keys import TAG_BYTES
from latido.engines.vault.wrapping import KEY_BYTES, NONCE_BYTES, decrypt, encrypt

HEADER = struct.Struct(">BIIB16s")  # version, memory KiB, iterations, lanes, salt
PASSWORD_VERSION = 1
SALT_BYTES = 16  # RFC 9106, 3.1
# Nobody who can write to the database may make a sign-in take minutes or all the memory.
MAX_MEMORY_KIB = 1024 * 1024
MAX_ITERATIONS = 32
MAX_LANES = 16
MEMORY_PER_LANE_KIB = 8  # RFC 9106, 3.1: memory is at least 8 KiB per lane


@dataclass(frozen=True, slots=True)
class PasswordParameters:
    """The cost of one guess: memory in KiB, iterations, lanes. Raises KeyMaterialError out of range."""

    memory_kib: int
    iterations: int
    lanes: int

    def __post_init__(self) -> None:
        if not (
            1 <= self.lanes <= MAX_LANES
            and 1 <= self.iterations <= MAX_ITERATIONS
            and MEMORY_PER_LANE_KIB * self.lanes <= self.memory_kib <= MAX_MEMORY_KIB
        ):
            raise KeyMaterialError("password_parameters", "These Argon2id parameters are out of range.")


# RFC 9106, section 4: the second recommended option (64 MiB, 3 iterations, 4 lanes).
DEFAULT_PARAMETERS = PasswordParameters(memory_kib=64 * 1024, iterations=3, lanes=4)


def wrap_with_password(
    secret: bytes, password: str, *, aad: bytes, parameters: PasswordParameters = DEFAULT_PARAMETERS
) -> bytes:
    """Wrap a secret under a password (Unicode NFC, so that keyboards agree).

    Returns version (1) || memory KiB (4) || iterations (4) || lanes (1) || salt (16) || nonce (12)
    || ciphertext.
    """
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    header = HEADER.pack(
        PASSWORD_VERSION, parameters.memory_kib, parameters.iterations, parameters.lanes, salt
    )
    return header + nonce + encrypt(_password_key(password, salt, parameters), nonce, secret, header + aad)


def unwrap_with_password(wrapped: bytes, password: str, *, aad: bytes) -> bytes:
    """Open what `wrap_with_password` made. Raises OpeningError for a wrong password or changed bytes."""
    parameters, salt = _read_header(wrapped)
    header, rest = wrapped[: HEADER.size], wrapped[HEADER.size :]
    key = _password_key(password, salt, parameters)
    return decrypt(key, rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + aad)


def needs_upgrade(wrapped: bytes, parameters: PasswordParameters = DEFAULT_PARAMETERS) -> bool:
    """Whether a guess at `wrapped` costs less than `parameters` ask; then wrap again at the next sign-in.

    Lanes do not count: they change how fast an honest machine is, not what a guess costs.
    """
    recorded, _ = _read_header(wrapped)
    return recorded.memory_kib < parameters.memory_kib or recorded.iterations < parameters.iterations


def _read_header(wrapped: bytes) -> tuple[PasswordParameters, bytes]:
    if len(wrapped) < HEADER.size + NONCE_BYTES + TAG_BYTES or wrapped[0] != PASSWORD_VERSION:
        raise OpeningError("wrapped_format", "These bytes are not a password-wrapped secret of version 1.")
    _, memory_kib, iterations, lanes, salt = HEADER.unpack_from(wrapped)
    try:
        return PasswordParameters(memory_kib, iterations, lanes), salt
    except KeyMaterialError as error:
        raise OpeningError("wrapped_format", "The recorded Argon2id parameters are out of range.") from error


def _password_key(password: str, salt: bytes, parameters: PasswordParameters) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    )
    # A lone surrogate cannot be typed, but it must not leave as a UnicodeEncodeError either.
    return kdf.derive(unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass"))
