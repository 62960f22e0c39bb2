"""Quarters to draft, drafts to compare and approve. Thin: the rules are in ``latido.apps.statistics``."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from latido.apps.statistics import actions, queries, rules
from latido.apps.statistics.quarters import NoQuarterError, Quarter
from latido.web.workbench.figures import comparing
from latido.web.workbench.figures.forms import CorrectionForm
from latido.web.workbench.sign_in.access import StaffRequest, permitted

statisticians = permitted(rules.PUBLISH)


@require_GET
@statisticians
def statistics(request: StaffRequest) -> HttpResponse:
    """The quarters that closed last, and what each waits for."""
    today = timezone.localdate()
    lines = comparing.lines(queries.quarter_states(today), request.key_holder.member, _language())
    still_open = comparing.open_quarter(today, _language())
    return render(
        request, "workbench/statistics.html", {"here": "statistics", "lines": lines, "still_open": still_open}
    )


@require_POST
@statisticians
def draft_quarter(request: StaffRequest) -> HttpResponse:
    """Draft a quarter that was never published; sending it twice says that a draft is there."""
    quarter = _quarter(request.POST.get("quarter", ""))
    try:
        draft = actions.draft_publication(by=request.key_holder, quarter=quarter)
    except rules.StatisticsError as error:
        messages.error(request, str(error))
        return redirect("workbench:statistics")
    return redirect("workbench:statistics-compare", draft.id)


@require_http_methods(["GET", "POST"])
@statisticians
def correct(request: StaffRequest, quarter: str) -> HttpResponse:
    """Draft a correction of a published quarter."""
    found = _quarter(quarter)
    publication = queries.current_publication(found)
    if publication is None:
        raise Http404
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        try:
            draft = actions.draft_publication(
                by=request.key_holder, quarter=found, reason=form.cleaned_data["reason"]
            )
        except rules.StatisticsError as error:
            form.add_error(None, str(error))
        else:
            return redirect("workbench:statistics-compare", draft.id)
    shown = {"here": "statistics", "form": form, "publication": publication}
    return render(request, "workbench/statistics_correct.html", shown | comparing.heading(found, _language()))


@require_GET
@statisticians
def show_draft(request: StaffRequest, draft_id: uuid.UUID) -> HttpResponse:
    """A draft beside what was published before."""
    draft = _draft(draft_id)
    shown = comparing.draft_page(draft, request.key_holder.member, _language())
    return render(request, "workbench/statistics_compare.html", {"here": "statistics", "page": shown})


@require_POST
@statisticians
def approve(request: StaffRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Freeze and publish a draft."""
    return _decide(request, draft_id, actions.approve_publication, _("The figures are published."))


@require_POST
@statisticians
def withdraw(request: StaffRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Set a draft aside."""
    return _decide(request, draft_id, actions.withdraw_draft, _("The draft was set aside."))


def _decide(
    request: StaffRequest, draft_id: uuid.UUID, decide: Callable[..., object], done: str
) -> HttpResponse:
    draft = _draft(draft_id)
    try:
        decide(by=request.key_holder, draft=draft)
    except rules.StatisticsError as error:
        messages.error(request, str(error))
        return redirect("workbench:statistics-compare", draft.id)
    messages.success(request, done)
    return redirect("workbench:statistics")


def _draft(draft_id: uuid.UUID) -> queries.Draft:
    try:
        return queries.draft(draft_id)
    except queries.Draft.DoesNotExist:
        raise Http404 from None


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except NoQuarterError:
        raise Http404 from None


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
