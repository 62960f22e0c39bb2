"""Keeping what a member posted after the session had ended."""

from __future__ import annotations

from django.http import HttpRequest

from latido.apps.keyring.actions import keep_draft
from latido.web.workbench.sign_in import session_keys

NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "code"})


def keep_what_was_posted(request: HttpRequest) -> bool:
    """Seal the posted fields to the member who signed in last on this browser; False when nobody did."""
    member = session_keys.last_member(request)
    fields = {name: values for name, values in request.POST.lists() if name not in NEVER_KEPT}
    if member is None or not any(any(values) for values in fields.values()):
        return False
    keep_draft(by=member, path=request.path, content={"fields": fields})
    return True
