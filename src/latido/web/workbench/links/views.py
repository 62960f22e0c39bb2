"""Links with other states: the inbox, one question with its evidence, the letters behind it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from latido.apps.exchange import actions, queries
from latido.web.workbench.links.forms import DecisionForm, LetterForm
from latido.web.workbench.links.showing import details, rows
from latido.web.workbench.sign_in.access import StaffRequest, permitted

CLOSED_A_PAGE = 20


@require_GET
@permitted("links.decide")
def links(request: StaffRequest) -> HttpResponse:
    """Open questions about people, apart from those about suspects; then what is closed, by pages."""
    mine = queries.links_for(request.key_holder.member)
    live = Q(state__in=["open", "talking"])
    closed = Paginator(mine.exclude(live), CLOSED_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "links",
        "people": rows(mine.filter(live, kind="person")),
        "shared": rows(mine.filter(live, kind="shared_identifier")),
        "closed": rows(closed.object_list),
        "page": closed,
        "status": queries.line_status(),
    }
    return render(request, "workbench/links.html", context)


@require_http_methods(["GET", "POST"])
@permitted("links.decide")
def link(request: StaffRequest, link_id: uuid.UUID) -> HttpResponse:
    """One link; a POST answers it or writes a letter, as its field ``act`` says."""
    view = _view(request, link_id)
    if request.method == "POST" and request.POST.get("act") == "write":
        return _write(request, view)
    if request.method == "POST":
        return _decide(request, view)
    return _show(request, view)


@require_POST
@permitted("links.decide")
def try_now(request: StaffRequest) -> HttpResponse:
    actions.try_now(by=request.key_holder)
    messages.info(request, _("The hub is tried again within the next moments."))
    return redirect("workbench:links")


def _view(request: StaffRequest, link_id: uuid.UUID) -> queries.LinkView:
    try:
        return queries.link_for(request.key_holder.member, link_id)
    except queries.NoSuchLinkError as error:
        raise Http404 from error
    except PermissionError as error:
        raise PermissionDenied(str(error)) from error


def _show(request: StaffRequest, view: queries.LinkView, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"here": "links", **details(request.key_holder, view), **more}
    return render(request, "workbench/link.html", context, status=status)


def _decide(request: StaffRequest, view: queries.LinkView) -> HttpResponse:
    form = DecisionForm(request.POST, kind=view.link.kind, talking=view.may_end)
    if not (view.may_decide or view.may_end):
        return _show(request, view, status=409, closed_meanwhile=True)
    if not form.is_valid():
        return _show(request, view, status=400, decision_form=form)
    decision, reason = form.decision
    try:
        actions.decide(
            by=request.key_holder,
            link_id=view.link.id,
            decision=decision,
            reason=reason,
            version=form.cleaned_data["version"],
        )
    except actions.LinkChangedError:
        return _show(request, _view(request, view.link.id), status=409, changed_meanwhile=True)
    except actions.ClosedLinkError:
        return _show(request, _view(request, view.link.id), status=409, closed_meanwhile=True)
    messages.success(request, _("Your answer is noted and on its way to the other side."))
    return redirect("workbench:link", view.link.id)


def _write(request: StaffRequest, view: queries.LinkView) -> HttpResponse:
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _show(request, view, status=400, letter_form=form)
    try:
        actions.write_letter(
            by=request.key_holder,
            link_id=view.link.id,
            letter_id=form.cleaned_data["letter"],
            text=form.cleaned_data["text"],
        )
    except actions.ClosedLinkError:
        return _show(request, view, status=409, letter_form=form, closed_meanwhile=True)
    except PermissionError as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("Sealed and signed. It leaves with the next contact with the hub."))
    return redirect("workbench:link", view.link.id)
