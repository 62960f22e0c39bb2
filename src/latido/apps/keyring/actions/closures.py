"""Saying that an app has done its part about a closure."""

from __future__ import annotations

from latido.apps.audit.actions import Actor, audited
from latido.apps.keyring.models import Closure, HandledClosure


def mark_handled(*, by: Actor, closure: Closure, app: str) -> None:
    """Idempotent: the second time changes nothing."""
    subject = f"{closure.subject_kind}:{closure.subject_id}"
    with audited(by=by, action="closure.handled", subject=subject, app=app):
        HandledClosure.objects.get_or_create(closure=closure, app=app)
