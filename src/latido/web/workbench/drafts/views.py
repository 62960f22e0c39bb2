"""Text that waits for its author: look at it, send it after all, or drop it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from latido.apps.keyring import actions, queries
from latido.web.workbench.sign_in.access import StaffRequest, signed_in


@require_GET
@signed_in
def drafts(request: StaffRequest) -> HttpResponse:
    """Every draft of the member, newest first."""
    waiting = queries.drafts_of(request.key_holder.member)
    return render(request, "workbench/drafts.html", {"drafts": waiting})


@require_GET
@signed_in
def draft(request: StaffRequest, draft_id: uuid.UUID) -> HttpResponse:
    """One draft in clear, with a form that sends it to where it was going."""
    if not queries.drafts_of(request.key_holder.member).filter(pk=draft_id).exists():
        raise Http404
    kept, content = actions.open_draft(by=request.key_holder, draft_id=draft_id)
    fields = [(name, value) for name, values in content["fields"].items() for value in values]
    return render(request, "workbench/draft.html", {"draft": kept, "fields": fields})


@require_POST
@signed_in
def discard(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    actions.discard_draft(by=request.key_holder, draft_id=draft_id)  # type: ignore[attr-defined]
    messages.success(request, _("The kept text was removed."))
    return redirect("workbench:drafts")
