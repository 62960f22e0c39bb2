"""Envelopes as bytes: read, split, joined, never opened here. docs/envelope.md is the specification."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from latido.engines.vault.binding import FORMAT_VERSION, binding
from latido.engines.vault.content import BLOCK_BYTES, MAX_CONTENT_BYTES
from latido.engines.vault.errors import EnvelopeError, KeyMaterialError
from latido.engines.vault.keys import (
    KEY_ID_BYTES,
    POINT_BYTES,
    SEAL_OVERHEAD,
    SUITE_ID,
    TAG_BYTES,
    read_point,
)
from latido.engines.vault.wrapping import KEY_BYTES, NONCE_BYTES

MAX_RECIPIENTS = 16
SEALED_KEY_BYTES = SEAL_OVERHEAD + KEY_BYTES  # 113
PREFIX_BYTES = 20  # version, suite, kind, record id, number of recipients
MAX_ENVELOPE_BYTES = (
    PREFIX_BYTES
    + MAX_RECIPIENTS * (KEY_ID_BYTES + SEALED_KEY_BYTES)
    + NONCE_BYTES
    + MAX_CONTENT_BYTES
    + TAG_BYTES
)


class Kind(IntEnum):
    """What an envelope carries."""

    REPORT = 1
    ANSWER = 2  # team to reporter
    MESSAGE = 3  # reporter to team
    DRAFT = 4  # of a member, sealed to that member
    NOTE = 5  # between nodes


KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class SharedPart:
    """An envelope without its sealed keys: what may be stored while one of them is withheld.

    `key_ids` in the envelope's order, `nonce` 12 bytes, `ciphertext` a multiple of 1024 bytes plus 16.
    Raises EnvelopeError with the codes "kind", "recipients", "duplicate_recipient", "length".
    """

    kind: Kind
    record_id: UUID
    key_ids: tuple[bytes, ...]
    nonce: bytes
    ciphertext: bytes

    def __post_init__(self) -> None:
        check_kind(self.kind)
        check_key_ids(self.key_ids)
        padded = len(self.ciphertext) - TAG_BYTES
        if len(self.nonce) != NONCE_BYTES or padded % BLOCK_BYTES:
            raise EnvelopeError("length", "The envelope is cut short or has bytes to spare.")
        if not BLOCK_BYTES <= padded <= MAX_CONTENT_BYTES:
            raise EnvelopeError("length", "The content is empty or larger than an envelope may carry.")

    @property
    def aad(self) -> bytes:
        """Binding, number of recipients, their key ids. Not the sealed keys: docs/envelope.md, section 3."""
        return content_aad(self.kind, self.record_id, self.key_ids)

    def to_bytes(self) -> bytes:
        """As stored: the envelope's bytes with the sealed keys left out."""
        return b"".join(
            (
                prefix(self.kind, self.record_id, len(self.key_ids)),
                *self.key_ids,
                self.nonce,
                self.ciphertext,
            )
        )


@dataclass(frozen=True, slots=True)
class Envelope:
    """A complete envelope: the shared part and, in the same order, each recipient's sealed content key.

    Raises EnvelopeError with the codes "recipients", "length" and "point".
    """

    shared: SharedPart
    sealed_keys: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if len(self.sealed_keys) != len(self.shared.key_ids):
            raise EnvelopeError("recipients", "Each recipient has exactly one sealed key.")
        for sealed in self.sealed_keys:
            _check_sealed_key(sealed)

    @property
    def kind(self) -> Kind:
        """What the envelope carries."""
        return self.shared.kind

    @property
    def record_id(self) -> UUID:
        """The record the envelope belongs to; it opens for no other."""
        return self.shared.record_id

    @property
    def recipients(self) -> tuple[tuple[bytes, bytes], ...]:
        """(key id, sealed key) of each recipient, in order."""
        return tuple(zip(self.shared.key_ids, self.sealed_keys, strict=True))

    @property
    def nonce(self) -> bytes:
        """The 12 bytes of the content's nonce."""
        return self.shared.nonce

    @property
    def ciphertext(self) -> bytes:
        """The encrypted, padded content with its tag."""
        return self.shared.ciphertext

    @property
    def header(self) -> bytes:
        """The bytes before the nonce."""
        return b"".join(
            (
                prefix(self.kind, self.record_id, len(self.sealed_keys)),
                *(key for pair in self.recipients for key in pair),
            )
        )

    def to_bytes(self) -> bytes:
        """As it travels."""
        return self.header + self.nonce + self.ciphertext


def parse_envelope(raw: bytes) -> Envelope:
    """Read an envelope without opening it. Raises EnvelopeError with a stable code.

    Codes: "length", "version", "suite", "kind", "recipients", "duplicate_recipient", "point".
    """
    kind, record_id, count = _read_prefix(raw)
    step = KEY_ID_BYTES + SEALED_KEY_BYTES
    end = PREFIX_BYTES + count * step
    blocks = [raw[start : start + step] for start in range(PREFIX_BYTES, end, step)]
    key_ids = tuple(block[:KEY_ID_BYTES] for block in blocks)
    shared = SharedPart(
        kind, record_id, key_ids, nonce=raw[end : end + NONCE_BYTES], ciphertext=raw[end + NONCE_BYTES :]
    )
    return Envelope(shared, tuple(block[KEY_ID_BYTES:] for block in blocks))


def parse_shared(raw: bytes) -> SharedPart:
    """Read the shared part of a split envelope. Raises EnvelopeError as `parse_envelope`."""
    kind, record_id, count = _read_prefix(raw)
    end = PREFIX_BYTES + count * KEY_ID_BYTES
    key_ids = tuple(raw[start : start + KEY_ID_BYTES] for start in range(PREFIX_BYTES, end, KEY_ID_BYTES))
    return SharedPart(
        kind, record_id, key_ids, nonce=raw[end : end + NONCE_BYTES], ciphertext=raw[end + NONCE_BYTES :]
    )


def split_envelope(raw: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """The shared part and {key id: sealed key}, so that a sealed key can be stored apart until it is due."""
    envelope = parse_envelope(raw)
    return envelope.shared.to_bytes(), dict(envelope.recipients)


def join_envelope(shared: bytes, sealed_keys: Mapping[bytes, bytes]) -> bytes:
    """Undo `split_envelope`. Raises EnvelopeError "recipients" when the sealed keys are not all there."""
    part = parse_shared(shared)
    if set(sealed_keys) != set(part.key_ids):
        raise EnvelopeError("recipients", "The sealed keys are not those of this envelope.")
    return Envelope(part, tuple(sealed_keys[name] for name in part.key_ids)).to_bytes()


def _read_prefix(raw: bytes) -> tuple[Kind, UUID, int]:
    if not PREFIX_BYTES < len(raw) <= MAX_ENVELOPE_BYTES:
        raise EnvelopeError("length", "These bytes are too few or too many for an envelope.")
    if raw[0] != FORMAT_VERSION:
        raise EnvelopeError("version", f"Envelope version {raw[0]} is not known here.")
    if raw[1] != SUITE_ID:
        raise EnvelopeError("suite", f"Suite {raw[1]} is not known here.")
    check_kind(raw[2])
    if not 1 <= raw[19] <= MAX_RECIPIENTS:
        raise EnvelopeError("recipients", f"An envelope has 1 to {MAX_RECIPIENTS} recipients.")
    return Kind(raw[2]), UUID(bytes=raw[3:19]), raw[19]


def prefix(kind: int, record_id: UUID, count: int) -> bytes:
    """The first 20 bytes of an envelope and of its shared part."""
    return bytes((FORMAT_VERSION, SUITE_ID, kind)) + record_id.bytes + bytes((count,))


def content_aad(kind: int, record_id: UUID, key_ids: tuple[bytes, ...]) -> bytes:
    """The AAD of the content: binding || number of recipients || key ids."""
    return b"".join((binding(kind=kind, record_id=record_id), bytes((len(key_ids),)), *key_ids))


def check_kind(kind: int) -> None:
    """Raises EnvelopeError "kind"."""
    if kind not in KINDS:
        raise EnvelopeError("kind", f"Envelope kind {kind} is not known here.")


def check_key_ids(key_ids: tuple[bytes, ...]) -> None:
    """Raises EnvelopeError "recipients", "length" or "duplicate_recipient"."""
    if not 1 <= len(key_ids) <= MAX_RECIPIENTS:
        raise EnvelopeError("recipients", f"An envelope has 1 to {MAX_RECIPIENTS} recipients.")
    if any(len(name) != KEY_ID_BYTES for name in key_ids):
        raise EnvelopeError("length", "A key id is 8 bytes.")
    if len(set(key_ids)) != len(key_ids):
        raise EnvelopeError("duplicate_recipient", "A recipient is named twice.")


def _check_sealed_key(sealed: bytes) -> None:
    if len(sealed) != SEALED_KEY_BYTES:
        raise EnvelopeError("length", "A sealed content key is 113 bytes.")
    try:
        read_point(sealed[:POINT_BYTES])
    except KeyMaterialError as error:
        raise EnvelopeError("point", "A sealed key does not begin with a point on P-256.") from error
