"""What ties sealed bytes to their place, so that they open nowhere else."""

from uuid import UUID

from latido.engines.vault.errors import KeyMaterialError
from latido.engines.vault.keys import SUITE_ID

LABEL = b"latido envelope v1\x00"
FORMAT_VERSION = 1
AT_REST = 0  # the kind byte of an entry of a sealed part; envelopes use 1 to 5
MAX_PART_BYTES = 255
MAX_CONTENT_VERSION = 2**32 - 1


def binding(*, kind: int, record_id: UUID, part: str = "", content_version: int = 1) -> bytes:
    """The bytes called "binding" in docs/envelope.md.

    label || 0x00 || format version || suite || kind || record id (16) || part (1 byte length, ASCII)
    || content version (4, big-endian).
    """
    return b"".join(
        (
            LABEL,
            bytes((FORMAT_VERSION, SUITE_ID, kind)),
            record_id.bytes,
            _part(part),
            _content_version(content_version),
        )
    )


def _part(part: str) -> bytes:
    if not part.isascii() or len(part) > MAX_PART_BYTES:
        raise KeyMaterialError("part", "The label of a part is at most 255 ASCII signs.")
    return bytes((len(part),)) + part.encode("ascii")


def _content_version(version: int) -> bytes:
    if not 1 <= version <= MAX_CONTENT_VERSION:
        raise KeyMaterialError("content_version", "The version of a content counts from 1, below 2**32.")
    return version.to_bytes(4, "big")
