"""What the clock does with grants: expired ones close by themselves."""

from __future__ import annotations

import datetime as dt

from latido.apps.audit.actions import SYSTEM
from latido.apps.keyring.actions import close_grant
from latido.apps.keyring.choices import CloseReason, GrantState
from latido.apps.keyring.models import Grant


def close_expired_grants(*, now: dt.datetime) -> int:
    """Close every live grant whose date has passed; returns how many. Needs no key."""
    expired = Grant.objects.filter(state=GrantState.LIVE, valid_until__lte=now)
    for grant in expired:
        close_grant(by=SYSTEM, grant=grant, reason=CloseReason.EXPIRED)
    return len(expired)
