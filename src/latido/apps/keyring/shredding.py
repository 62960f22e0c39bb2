"""Shred keys, made in batches: one durable write to their store serves many parts.

A key that was made and never used, because the process ended first, opens nothing and stays.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable

from django.conf import settings

from latido.apps.keyring.models import ShredKey
from latido.engines import vault


class ShreddedError(LookupError):
    """The shred key is gone: what it opened has been forgotten."""


class Pool:
    """Shred keys that are already durable and not yet used by this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: list[ShredKey] = []

    def take(self) -> tuple[uuid.UUID, bytes]:
        """Identifier and secret (32 bytes) of a fresh shred key that is already in its store."""
        with self._lock:
            if not self._ready:
                self._ready = _make(settings.LATIDO_SHRED_BATCH)
            key = self._ready.pop()
        return key.id, bytes(key.secret)


def _make(count: int) -> list[ShredKey]:
    return ShredKey.objects.bulk_create([ShredKey(secret=vault.new_content_key()) for _ in range(count)])


_pool = Pool()


def take() -> tuple[uuid.UUID, bytes]:
    """A fresh shred key: ``(identifier, 32 bytes)``."""
    return _pool.take()


def find(shred_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """The secrets of these shred keys; forgotten ones are left out."""
    return {row.id: bytes(row.secret) for row in ShredKey.objects.filter(pk__in=list(shred_ids))}


def find_one(shred_id: uuid.UUID) -> bytes:
    """Raises ``ShreddedError``."""
    secret = find([shred_id]).get(shred_id)
    if secret is None:
        raise ShreddedError("This has been forgotten and cannot be opened any more.")
    return secret


def destroy(shred_ids: Iterable[uuid.UUID]) -> int:
    """Delete shred keys; returns how many there were."""
    return ShredKey.objects.filter(pk__in=list(shred_ids)).delete()[0]
