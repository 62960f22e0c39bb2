"""Slowing down whoever tries receipts, without keeping an address.

An address becomes an HMAC under a salt that is drawn anew every hour, lives in this process's memory and is
never written. What is counted is gone with the salt.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

ALLOWED_AN_HOUR = 30
"""Receipts that were not found, by one network: many phones share an address, and 80 bits are not guessed."""
REMEMBERED = 100_000
"""Networks in one hour: about 10 MB. Beyond that the counting starts anew."""
SALT_BYTES = 32
HOUR_S = 3600
V6_NETWORK = 64  # bits that one subscriber of IPv6 holds


class Attempts:
    """Failed tries of the current hour by network."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._since, self._salt = self._clock(), secrets.token_bytes(SALT_BYTES)
        self._failed: Counter[bytes] = Counter()

    def _key(self, address: str) -> bytes:
        if self._clock() - self._since >= HOUR_S or len(self._failed) > REMEMBERED:
            self._begin()
        return hmac.digest(self._salt, _network(address).encode(), "sha256")

    def too_many(self, address: str) -> bool:
        with self._lock:
            return self._failed[self._key(address)] >= ALLOWED_AN_HOUR

    def note_failure(self, address: str) -> None:
        with self._lock:
            self._failed[self._key(address)] += 1

    def forget(self) -> None:
        """Start anew, as every hour does."""
        with self._lock:
            self._begin()


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, V6_NETWORK), strict=False))
    return address


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind our own proxy, what the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return str(forwarded.rpartition(",")[2].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


ATTEMPTS = Attempts()
