"""Writing the coded facts, with the version that the edit started from."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from latido.apps.cases import actions, queries
from latido.apps.cases.coding import CODED_FIELDS
from latido.web.workbench.cases.coded_rows import compare_coded
from latido.web.workbench.cases.forms import CodedForm
from latido.web.workbench.cases.refusals import refusals_explained
from latido.web.workbench.sign_in.access import StaffRequest, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
@refusals_explained
def coded(request: StaffRequest, case_id: uuid.UUID) -> HttpResponse:
    """The form of the coded facts."""
    case = queries.case_for(request.key_holder.member, case_id)
    if request.method == "POST":
        return _save(request, case, CodedForm(request.POST))
    facts = queries.coded(case)
    initial = {name: getattr(facts, name) for name in CODED_FIELDS}
    return _show(request, case, CodedForm(initial={**initial, "version": case.version}))


def _save(request: StaffRequest, case: queries.Case, form: CodedForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, case, form, status=400)
    try:
        actions.save_coded(
            by=request.key_holder, case=case, coded=form.coded, version=form.cleaned_data["version"]
        )
    except actions.CodedConflictError as conflict:
        data = request.POST.copy()
        data["version"] = str(conflict.version)
        both = compare_coded(conflict.theirs, form.coded)
        return _show(request, case, CodedForm(data), status=409, compared=both)
    messages.success(request, _("Saved."))
    return redirect("workbench:case", case.id)


def _show(
    request: StaffRequest, case: queries.Case, form: CodedForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"here": "cases", "case": case, "form": form, **more}
    return render(request, "workbench/case_coded.html", context, status=status)
