"""Writing the sealed parts: with a version, so that of two officers neither loses an edit."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from latido.apps.cases import actions, queries
from latido.apps.keyring.actions import EditConflictError, OpenedEntry
from latido.apps.keyring.actions.parts import TooLargeError
from latido.apps.keyring.choices import PartKind
from latido.web.workbench.cases.forms import NoteForm
from latido.web.workbench.cases.part_forms import PartForm
from latido.web.workbench.cases.part_rows import FORMS, compare
from latido.web.workbench.cases.refusals import refusals_explained
from latido.web.workbench.cases.showing import case_page
from latido.web.workbench.sign_in.access import StaffRequest, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
@refusals_explained
def part(request: StaffRequest, case_id: uuid.UUID, kind: str) -> HttpResponse:
    """The form of one part."""
    if kind not in FORMS:
        raise Http404
    case = queries.case_for(request.key_holder.member, case_id)
    if request.method == "POST":
        return _save(request, case, kind, FORMS[kind](request.POST))
    opened = actions.open_case_parts(by=request.key_holder, case=case, kinds=[kind]).get(kind)
    content, version = (opened.content, opened.version) if opened else ({}, 0)
    form = FORMS[kind](initial={**FORMS[kind].initial_of(content), "version": version})
    return _show(request, case, kind, form)


def _save(request: StaffRequest, case: queries.Case, kind: str, form: PartForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, case, kind, form, status=400)
    content, version = form.content(), form.cleaned_data["version"]
    try:
        actions.save_part(by=request.key_holder, case=case, kind=kind, content=content, version=version)
    except EditConflictError as conflict:
        return _show_both(request, case, kind, conflict.theirs, content)
    except TooLargeError:
        form.add_error(
            None, _("This text is too long to be saved at once. Shorten it, or put a piece in a note.")
        )
        return _show(request, case, kind, form, status=413)
    messages.success(request, _("Saved and sealed."))
    return redirect("workbench:case", case.id)


def _show_both(
    request: StaffRequest, case: queries.Case, kind: str, theirs: OpenedEntry, yours: dict[str, Any]
) -> HttpResponse:
    """Both versions side by side; the form keeps what was typed and now starts from theirs."""
    form = FORMS[kind](_from_version(request.POST, theirs.version))
    more = {
        "compared": compare(kind, theirs.content, yours),
        "theirs": theirs,
        "their_name": queries.names_of([theirs.saved_by]).get(theirs.saved_by, ""),
    }
    return _show(request, case, kind, form, status=409, **more)


def _from_version(posted: QueryDict, version: int) -> QueryDict:
    data = posted.copy()
    data["version"] = str(version)
    return data


def _show(
    request: StaffRequest, case: queries.Case, kind: str, form: PartForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "here": "cases",
        "case": case,
        "kind": kind,
        "label": PartKind(kind).label,
        "form": form,
        **more,
    }
    return render(request, "workbench/case_part_form.html", context, status=status)


@require_POST
@signed_in
@refusals_explained
def add_note(request: StaffRequest, case_id: uuid.UUID) -> HttpResponse:
    """Add a note; an empty or too long one comes back with what was typed."""
    case = queries.case_for(request.key_holder.member, case_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            actions.add_note(by=request.key_holder, case=case, text=form.cleaned_data["text"])
        except TooLargeError:
            form.add_error("text", _("This note is too long. Split it in two."))
        else:
            messages.success(request, _("Saved and sealed."))
            return redirect("workbench:case", case.id)
    page = case_page(request.key_holder, case, asked=[])
    context = {"here": "cases", "page": page, "case": case, "note_form": form, "form": form}
    return render(request, "workbench/case.html", context, status=400)
