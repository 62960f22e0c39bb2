"""The inbox: reports by due time, one report in clear, an answer, an end."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from latido.apps.agencies.key_holders import NoKeyError
from latido.apps.agencies.queries import teams_where
from latido.apps.keyring.shredding import ShreddedError
from latido.apps.reports import actions, queries
from latido.apps.reports.choices import LedgerEvent, ReportStatus
from latido.web.problems import show_problem
from latido.web.workbench.inbox.due import due_in_words
from latido.web.workbench.inbox.forms import AnswerForm, CloseForm
from latido.web.workbench.sign_in.access import StaffRequest, permitted

ON_A_PAGE = 25
READ = "reports.read"
SCREEN = "screening.conduct"


@require_GET
@permitted(READ)
def inbox(request: StaffRequest) -> HttpResponse:
    """The member's reports by due time; ``show`` filters."""
    member, show = request.key_holder.member, request.GET.get("show", queries.OPEN)
    page = Paginator(queries.inbox(member, show=show), ON_A_PAGE).get_page(request.GET.get("page"))
    names = queries.place_names(report.place_code for report in page)
    context = {
        "here": "inbox",
        "waiting": queries.waiting_for(member),
        "page": page,
        "show": show,
        "filters": filters(),
        "rows": [(each, names.get(each.place_code, ""), due(each)) for each in page],
    }
    return render(request, "workbench/inbox.html", context)


def filters() -> list[tuple[str, str]]:
    return [
        (queries.OPEN, _("Not closed yet")),
        (queries.LATE, _("Late")),
        *((status.value, str(status.label)) for status in ReportStatus),
        ("all", _("All")),
    ]


def due(report: Any) -> Any:
    """When an answer is due; None for a report that has one."""
    waits = report.status in (ReportStatus.RECEIVED, ReportStatus.READ)
    return due_in_words(report.due_at) if waits else None


@require_GET
@permitted(READ)
def report(request: StaffRequest, report_id: uuid.UUID) -> HttpResponse:
    """One report in clear. Opening it is audited and tells the reporter that it was read."""
    return show_report(request, report_id)


def show_report(
    request: StaffRequest,
    report_id: uuid.UUID,
    *,
    answer_form: AnswerForm | None = None,
    close_form: CloseForm | None = None,
    kept: dict[str, Any] | None = None,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    try:
        opened = actions.open_report(by=request.key_holder, report_id=report_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except NoKeyError:
        words = _("This report was not sealed to a team of yours, so nobody in your teams can open it.")
        return show_problem(request, 403, explanation=words)
    except ShreddedError:
        words = _("This report has been forgotten, as asked or as its time was over. Nobody can open it.")
        return show_problem(request, 404, explanation=words)
    first = {"message_id": uuid.uuid4(), **(kept or {}), "seen": len(opened.thread)}
    context = {
        "here": "inbox",
        "opened": opened,
        "report": opened.report,
        "place": queries.place_names([opened.report.place_code]).get(opened.report.place_code, ""),
        "signs": [sign.label(request.LANGUAGE_CODE) for sign in queries.ticked(opened.report)],
        "due": due(opened.report),
        "events": events(opened.report),
        "answer_form": answer_form or AnswerForm(initial=first),
        "close_form": close_form or CloseForm(),
        "moved": moved,
        "screening_teams": teams_where(request.key_holder.member, SCREEN),
    }
    return render(request, "workbench/report.html", context, status=status)


def events(report: Any) -> list[tuple[Any, dt.datetime]]:
    """The ledger in words: what happened, and in which hour."""
    return [
        (LedgerEvent(entry["event"]).label, dt.datetime.fromisoformat(entry["hour"]))
        for entry in report.ledger
    ]


@require_POST
@permitted(READ)
def answer(request: StaffRequest, report_id: uuid.UUID) -> HttpResponse:
    """Seal an answer to the reporter. When somebody wrote meanwhile, both are shown and nothing is lost."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show_report(request, report_id, answer_form=form, status=422)
    try:
        actions.answer_report(by=request.key_holder, report_id=report_id, **form.cleaned_data)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except actions.ThreadMovedError:
        return show_report(request, report_id, kept=form.cleaned_data, moved=True, status=409)
    messages.success(request, _("The answer is sealed and waits for the reporter."))
    return redirect("workbench:report", report_id=report_id)


@require_POST
@permitted(READ)
def close(request: StaffRequest, report_id: uuid.UUID) -> HttpResponse:
    """Close a report with a reason; a message from the reporter opens it again."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        return show_report(request, report_id, close_form=form, status=422)
    try:
        actions.close_report(by=request.key_holder, report_id=report_id, reason=form.cleaned_data["reason"])
    except ObjectDoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The report is closed. If the reporter writes again, it comes back."))
    return redirect("workbench:inbox")
