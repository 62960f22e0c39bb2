"""The list of cases, the page of a case, its print and export, and who looked at it."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from latido.apps.agencies.queries import team as find_team
from latido.apps.audit.queries import entries_about
from latido.apps.cases import actions, queries
from latido.apps.referrals.queries import referrals_of
from latido.web.workbench.cases.forms import CaseFilter, NoteForm
from latido.web.workbench.cases.history import lines_of
from latido.web.workbench.cases.listing import listed
from latido.web.workbench.cases.refusals import refusals_explained
from latido.web.workbench.cases.showing import case_page
from latido.web.workbench.sign_in.access import StaffRequest, permitted, signed_in

ON_A_PAGE = 25
HISTORY_ON_A_PAGE = 50


@require_GET
@permitted(queries.WORK)
def cases(request: StaffRequest) -> HttpResponse:
    """The cases of the member's teams, newest first."""
    member = request.key_holder.member
    form = CaseFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(queries.cases_of(member, **wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "cases",
        "form": form,
        "filtered": any(wanted.values()),
        "page": page,
        "rows": listed(list(page)),
        "teams": queries.teams_that_keep_cases(member),
        "new_case_id": uuid.uuid4(),
    }
    return render(request, "workbench/cases.html", context)


@require_POST
@permitted(queries.WORK)
@refusals_explained
def open_case(request: StaffRequest) -> HttpResponse:
    """Open a file for a team, perhaps from a screening. Sent again, it leads to the case that is there."""
    case = actions.open_case(
        by=request.key_holder,
        team=find_team(_uuid(request, "team") or uuid.UUID(int=0)),
        case_id=_uuid(request, "id"),
        screening_id=_uuid(request, "screening"),
        report_id=_uuid(request, "report"),
    )
    return redirect("workbench:case", case.id)


def _uuid(request: StaffRequest, name: str) -> uuid.UUID | None:
    value = request.POST.get(name, "")
    try:
        return uuid.UUID(value) if value else None
    except ValueError:
        raise Http404 from None


def _page(request: StaffRequest, case_id: uuid.UUID, **more: Any) -> dict[str, Any]:
    case = queries.case_for(request.key_holder.member, case_id)
    page = case_page(
        request.key_holder,
        case,
        asked=request.GET.getlist("open"),
        notes_page=request.GET.get("page", "1"),
    )
    return {"here": "cases", "page": page, "case": case, "referrals": list(referrals_of(case)), **more}


@require_GET
@signed_in
@refusals_explained
def case(request: StaffRequest, case_id: uuid.UUID) -> HttpResponse:
    """One case: how to reach the person safely, what is known, who can see it, what was agreed."""
    return render(request, "workbench/case.html", _page(request, case_id, note_form=NoteForm()))


@require_GET
@signed_in
@refusals_explained
def case_print(request: StaffRequest, case_id: uuid.UUID) -> HttpResponse:
    """The same for paper, with the reader and the time on it."""
    context = _page(request, case_id, now=timezone.now(), reader=request.key_holder.member)
    return render(request, "workbench/case_print.html", context)


@require_GET
@signed_in
@refusals_explained
def case_history(request: StaffRequest, case_id: uuid.UUID) -> HttpResponse:
    """Who did what with this file, and who looked at which part."""
    case = queries.case_for(request.key_holder.member, case_id)
    entries = entries_about(str(case.subject)).order_by("-at", "-sequence")
    page = Paginator(entries, HISTORY_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"here": "cases", "case": case, "page": page, "lines": lines_of(list(page))}
    return render(request, "workbench/case_history.html", context)


@require_GET
@signed_in
@refusals_explained
def case_htcds(request: StaffRequest, case_id: uuid.UUID) -> HttpResponse:
    """The core fields of HTCDS 2.0 as a file."""
    case = queries.case_for(request.key_holder.member, case_id)
    exported = actions.export_case(by=request.key_holder, case=case)
    response = JsonResponse(exported, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{case.number}-htcds.json"'
    return response
