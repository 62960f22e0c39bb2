"""Keeping what a member posted after the session had ended, until it has been sent after all."""

from __future__ import annotations

import contextlib
import uuid

from django.http import HttpRequest, HttpResponse

from latido.apps.keyring.actions import DraftTooLargeError, discard_draft, keep_draft
from latido.web.workbench.sign_in import session_keys

KEPT = "kept_draft"
"""Hidden field of a form that sends a kept draft: names the draft that has then served."""
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "code", KEPT})


def keep_what_was_posted(request: HttpRequest) -> bool:
    """Seal the posted fields to the member who signed in last on this browser.

    False when nobody did, when there was no text, or when it is more than a draft may hold (64 KiB).
    """
    member = session_keys.last_member(request)
    fields = {name: values for name, values in request.POST.lists() if name not in NEVER_KEPT}
    if member is None or not any(any(values) for values in fields.values()):
        return False
    try:
        keep_draft(by=member, path=request.path, content={"fields": fields})
    except DraftTooLargeError:
        return False
    return True


def drop_what_was_sent(request: HttpRequest, response: HttpResponse) -> None:
    """A kept draft whose form was accepted (the answer is a redirect) is removed."""
    if request.method != "POST" or response.status_code not in (302, 303):
        return
    with contextlib.suppress(ValueError):
        if draft_id := request.POST.get(KEPT):
            discard_draft(by=request.key_holder, draft_id=uuid.UUID(draft_id))  # type: ignore[attr-defined]
