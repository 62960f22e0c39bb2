"""A session's two halves: the row holds the member's key encrypted, the cookie holds what opens it."""

from __future__ import annotations

import secrets

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.models import Member
from latido.engines import vault

HALF_BYTES = 32
"""Length of the cookie's half: a key of AES-256."""
PENDING = b"latido session pending v1"
LIVE = b"latido session live v1"


class SessionKeyError(PermissionError):
    """The cookie's half does not open the session's half."""


def seal_session_key(*, by: KeyHolder, live: bool) -> tuple[str, str]:
    """``(cookie half, session half)``, both base64url. ``live`` only after the second factor."""
    half = secrets.token_bytes(HALF_BYTES)
    sealed = vault.wrap(by.private_key, half, aad=_binding(by.member, live=live))
    return vault.to_base64url(half), vault.to_base64url(sealed)


def open_session_key(*, by: Member, cookie_half: str, session_half: str, live: bool) -> KeyHolder:
    """The member with the key in memory; raises ``SessionKeyError``."""
    try:
        half, sealed = vault.from_base64url(cookie_half), vault.from_base64url(session_half)
        return KeyHolder(by, vault.unwrap(sealed, half, aad=_binding(by, live=live)))
    except vault.VaultError as error:
        raise SessionKeyError("This session's key does not open.") from error


def _binding(member: Member, *, live: bool) -> bytes:
    return (LIVE if live else PENDING) + b"\0" + member.id.bytes
