"""What is hashed: the canonical bytes of an entry and the digest that chains it to the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

START = bytes(32)
"""The digest before the first entry of a branch."""


def canonical(
    *,
    branch: uuid.UUID,
    sequence: int,
    at: dt.datetime,
    actor: str,
    action: str,
    subject: str,
    details: Mapping[str, Any],
) -> bytes:
    """The bytes that stand for an entry: JSON with sorted keys, time in UTC to the microsecond."""
    content = {
        "branch": str(branch),
        "sequence": sequence,
        "at": at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "action": action,
        "subject": subject,
        "details": details,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(previous: bytes, content: bytes) -> bytes:
    """SHA-256 of the previous digest followed by the canonical bytes."""
    return hashlib.sha256(previous + content).digest()
