"""The key that the nodes of one epoch share, and the keys made from it.

The hub never has it. Subkeys are HMAC-SHA256 of a label, so that a position of a filter says nothing about
a block token or an identifier of the same text.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field

from latido.engines.linkage.errors import LinkageError

KEY_BYTES = 32
CHECK_BYTES = 8
_EPOCH_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")


@dataclass(frozen=True, slots=True)
class EpochKey:
    """32 secret random bytes and the name of the epoch they serve (letters, digits, . _ -; at most 32)."""

    secret: bytes = field(repr=False)
    epoch: str

    def __post_init__(self) -> None:
        if not isinstance(self.secret, bytes) or len(self.secret) != KEY_BYTES:
            raise LinkageError("bad_epoch_key", f"An epoch key has {KEY_BYTES} bytes.")
        check_epoch(self.epoch)

    def check_value(self) -> bytes:
        """8 bytes that two holders compare to know that they hold the same key; it opens nothing."""
        return self.subkey(f"check value of epoch {self.epoch}")[:CHECK_BYTES]

    def subkey(self, purpose: str) -> bytes:
        """32 bytes for one purpose."""
        return hmac.digest(self.secret, f"latido linkage v1: {purpose}".encode(), hashlib.sha256)


def check_epoch(epoch: object) -> str:
    """The epoch id, or LinkageError (`bad_epoch`)."""
    if not isinstance(epoch, str) or not _EPOCH_ID.fullmatch(epoch):
        raise LinkageError("bad_epoch", "An epoch is named by 1 to 32 letters, digits, dots or dashes.")
    return epoch
