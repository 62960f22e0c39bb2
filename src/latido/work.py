"""The steps of the worker, by role. Each takes ``now``, is idempotent, and needs nobody's key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from latido.apps.audit.tasks import sign_head
from latido.apps.keyring.tasks import close_expired_grants

Step = Callable[..., Any]

STEPS: dict[str, dict[str, Step]] = {
    "node": {"close expired grants": close_expired_grants, "sign the audit head": sign_head},
    "hub": {"sign the audit head": sign_head},
}
"""Role -> name of the step -> function."""
