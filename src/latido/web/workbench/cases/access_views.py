"""Closing a team's access to a case."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from latido.apps.cases import access, actions, queries
from latido.apps.keyring.queries import kinds_granted
from latido.web.workbench.cases.refusals import refusals_explained
from latido.web.workbench.sign_in.access import StaffRequest, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
@refusals_explained
def close(request: StaffRequest, case_id: uuid.UUID, grant_id: uuid.UUID) -> HttpResponse:
    """First what the team would lose; then, after one more click, its keys are deleted."""
    case = queries.case_for(request.key_holder.member, case_id)
    grant = access.grant_of(case, grant_id)
    if request.method == "GET":
        context = {"here": "cases", "case": case, "grant": grant, "kinds": kinds_granted(grant)}
        return render(request, "workbench/case_close_access.html", context)
    try:
        actions.close_access(by=request.key_holder, case=case, grant=grant)
    except ValueError:
        raise Http404 from None
    messages.success(request, _("Closed. The keys of that team are deleted."))
    return redirect("workbench:case", case.id)
