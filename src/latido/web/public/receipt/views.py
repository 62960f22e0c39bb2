"""Coming back with a receipt: what happened, the answers, and room to write again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from latido.apps.keyring.reporters import VaultError, to_base64url
from latido.apps.reports import actions
from latido.apps.reports.errors import SubmissionError
from latido.apps.reports.submissions import binary
from latido.web.problems import show_problem
from latido.web.public.receipt.attempts import ATTEMPTS, address_of
from latido.web.public.report.views import JSON_TYPE, read_json, refuse
from latido.web.public.report.words import words_for


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; with POST what it leads to, as sealed JSON or opened as a page."""
    if request.method != "POST":
        return render(request, "public/receipt.html")
    sealed = request.content_type == JSON_TYPE
    if ATTEMPTS.too_many(address_of(request)):
        return slow_down(request, sealed=sealed)
    return answer_sealed(request) if sealed else answer_plain(request)


def slow_down(request: HttpRequest, *, sealed: bool) -> HttpResponse:
    words = _("Many receipts that do not exist were tried from this network. Wait an hour and try again.")
    if sealed:
        return JsonResponse({"code": "slow", "message": words}, status=429)
    return show_problem(request, 429, explanation=words)


def not_found() -> str:
    return _("There is no report under this receipt. Check every letter and digit and try again.")


def about(hour: dt.datetime) -> str:
    """A day and an hour in words; nothing more exact is known."""
    local = timezone.localtime(hour)
    day = formats.date_format(local, "MONTH_DAY_FORMAT")
    return _("%(day)s, about %(hour)s:00") % {"day": day, "hour": local.hour}


# --- With scripts: only the lookup id comes, only sealed answers go --------------------------------


def answer_sealed(request: HttpRequest) -> HttpResponse:
    try:
        data = read_json(request)
        view = actions.read_receipt(found_by=binary(_mapping(data), "lookup"))
        if view is not None and "envelope" in data:
            actions.add_message(report=view.report, envelope=binary(data, "envelope"))
            view = actions.read_receipt(found_by=binary(data, "lookup"))
    except SubmissionError as error:
        return refuse(error.code)
    if view is None:
        ATTEMPTS.note_failure(address_of(request))
        return JsonResponse({"code": "unknown", "message": not_found()}, status=404)
    return JsonResponse(in_json(view))


def _mapping(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise SubmissionError("format", "The body is not a JSON object.")
    return data


def in_json(view: actions.ReceiptView) -> dict[str, Any]:
    """What ``receipt.js`` opens."""
    return {
        "id": view.report.id.hex,
        "status": view.status,
        "point": to_base64url(bytes(view.report.reporter_public)),
        "key": to_base64url(bytes(view.report.wrapped_reporter_key)),
        "points": [to_base64url(point) for point in view.points],
        "letters": [
            {"hour": about(letter.hour), "envelope": to_base64url(letter.envelope)} for letter in view.letters
        ],
    }


# --- Without scripts: the receipt itself comes and is forgotten with the request -------------------


def answer_plain(request: HttpRequest) -> HttpResponse:
    typed, text = request.POST.get("receipt", ""), request.POST.get("text")
    opened = actions.open_receipt(receipt=typed)
    if opened is None:
        ATTEMPTS.note_failure(address_of(request))
        return page(request, typed, problem=not_found(), status=404)
    if text is None:
        return page(request, typed, opened=opened)
    return write_again(request, typed, opened, text)


def write_again(request: HttpRequest, typed: str, opened: actions.OpenedReceipt, text: str) -> HttpResponse:
    if not text.strip():
        words = _("Write a few words first.")
        return page(request, typed, opened=opened, problem=words, text=text, status=422)
    try:
        actions.write_again(receipt=typed, text=text.strip())
    except (SubmissionError, VaultError) as error:
        words = words_for(error.code)
        return page(request, typed, opened=opened, problem=words, text=text, status=413)
    return page(request, typed, opened=actions.open_receipt(receipt=typed), sent=True)


def page(
    request: HttpRequest,
    typed: str,
    *,
    opened: actions.OpenedReceipt | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    thread = [(about(each.hour), each) for each in opened.thread] if opened else []
    context = {"typed": typed, "opened": opened, "thread": thread, **more}
    return render(request, "public/receipt.html", context, status=status)
