"""Reporting without an account: a sealed report as JSON, or the form as it is when a page runs no scripts."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from latido.apps.keyring.reporters import VaultError
from latido.apps.reports import actions
from latido.apps.reports.errors import SubmissionError
from latido.apps.reports.submissions import read_submission
from latido.web.public.report.forms import ReportForm, campaign_code
from latido.web.public.report.words import status_for, words_for

JSON_TYPE = "application/json"
UNREADABLE = SubmissionError("format", "The body is not JSON.")


def read_json(request: HttpRequest) -> Any:
    """The body as JSON. Raises ``SubmissionError`` "format"."""
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise UNREADABLE from error


def refuse(code: str) -> JsonResponse:
    """What went wrong, as a stable code and in the reader's language."""
    return JsonResponse({"code": code, "message": words_for(code)}, status=status_for(code))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; with POST a report, sealed as JSON or in clear as a form."""
    if request.method != "POST":
        preset = {"place": request.GET.get("p", ""), "campaign": campaign_code(request.GET.get("c", ""))}
        return show_form(request, ReportForm(initial=preset))
    return receive_sealed(request) if request.content_type == JSON_TYPE else receive_plain(request)


def show_form(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    """The page with the routing table that its script seals by."""
    table = actions.current_table().signed
    return render(request, "public/report.html", {"form": form, "table": table}, status=status)


@never_cache
def receive_sealed(request: HttpRequest) -> HttpResponse:
    """201 when the report is stored, also when it was stored before."""
    try:
        actions.receive_report(submission=read_submission(read_json(request)))
    except SubmissionError as error:
        return refuse(error.code)
    return JsonResponse({"status": "received"}, status=201)


@never_cache
def receive_plain(request: HttpRequest) -> HttpResponse:
    """Seal on arrival, in memory, and show the receipt once."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return show_form(request, form, status=422)
    try:
        reporter = actions.seal_on_arrival(report=form.plain_report())
    except (SubmissionError, VaultError) as error:
        form.add_error("narrative" if error.code == "content_too_large" else None, words_for(error.code))
        return show_form(request, form, status=status_for(error.code))
    return render(request, "public/report_sent.html", {"receipt": reporter.receipt}, status=201)


@require_GET
def routing(_request: HttpRequest) -> JsonResponse:
    """The signed routing table and the key that signed it."""
    return JsonResponse(actions.routing_table())
