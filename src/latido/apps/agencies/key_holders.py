"""A member whose private key is in memory, for the length of one request."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from latido.apps.agencies.models import Member

__all__ = ["KeyHolder", "Member", "NoKeyError"]


@dataclass(frozen=True)
class KeyHolder:
    """What the actions that open or seal need as ``by=``. The key is never shown, stored or logged."""

    member: Member
    private_key: bytes = field(repr=False)

    @property
    def id(self) -> uuid.UUID:
        return self.member.id

    @property
    def audit_name(self) -> str:
        return self.member.audit_name


class NoKeyError(PermissionError):
    """The member does not hold the key that this needs; the message says who can hand it over."""
