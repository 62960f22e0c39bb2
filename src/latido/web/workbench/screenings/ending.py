"""Stopping, taking up again, finishing, and the result: on screen, in print and as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from rules import has_perm

from latido.apps.screening import actions, base_rate, queries
from latido.apps.screening.choices import ScreeningStatus
from latido.apps.screening.described import describe
from latido.apps.screening.forms import PlanForm
from latido.apps.screening.queries import Screening
from latido.apps.screening.rules import NotOpenError
from latido.web.workbench.drafts.keeping import KEPT
from latido.web.workbench.screenings.asking import CONFLICT, child_protection
from latido.web.workbench.screenings.reaching import with_screening
from latido.web.workbench.sign_in.access import StaffRequest

TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


@with_screening
def stop(request: StaffRequest, screening: Screening) -> HttpResponse:
    """Three ways to stop: pause, not safe now (a plan and nothing else), or finish with what was said."""
    if request.method == "POST":
        return _stop(request, screening)
    interview = actions.open_interview(by=request.key_holder, screening=screening)
    form = PlanForm(initial={"plan": interview.plan, "version": interview.section("plan").version})
    return _stop_page(request, screening, form)


def _stop(request: StaffRequest, screening: Screening) -> HttpResponse:
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _stop_page(request, screening, form)
    plan = form.cleaned_data["plan"]
    try:
        actions.stop_screening(
            by=request.key_holder, screening=screening, plan=plan, version=form.started_from
        )
    except actions.SectionConflictError as conflict:
        data = request.POST.copy()
        data["version"] = str(conflict.theirs.version)
        return _stop_page(request, screening, PlanForm(data), theirs=conflict.theirs.content.get("text", ""))
    except NotOpenError:
        return _stop_page(request, screening, form, finished=True)
    messages.success(request, _("The screening was stopped. Your plan is sealed."))
    return redirect("workbench:screening", screening.id)


def _stop_page(
    request: StaffRequest,
    screening: Screening,
    form: PlanForm,
    *,
    theirs: str | None = None,
    finished: bool = False,
) -> HttpResponse:
    context = {
        "here": "screenings",
        "screening": screening,
        "form": form,
        "theirs": theirs,
        "finished": finished,
        "kept_draft": request.POST.get(KEPT, ""),
    }
    status = CONFLICT if finished or theirs is not None else 200
    return render(request, "workbench/screening_stop.html", context, status=status)


@with_screening
def take_up(request: StaffRequest, screening: Screening) -> HttpResponse:
    """Go on with a stopped or finished screening; what is safe is asked anew."""
    if request.method != "POST":
        return redirect("workbench:screening", screening.id)
    was_stopped = screening.status == ScreeningStatus.STOPPED
    actions.take_up_again(by=request.key_holder, screening=screening)
    return redirect(f"workbench:screening{'-prepare' if was_stopped else ''}", screening.id)


@with_screening
def finish(request: StaffRequest, screening: Screening) -> HttpResponse:
    """Seal what the answers come to."""
    if request.method != "POST":
        return redirect("workbench:screening", screening.id)
    try:
        actions.finish_screening(by=request.key_holder, screening=screening)
    except NotOpenError:
        messages.warning(request, _("This screening was stopped meanwhile. Take it up again first."))
        return redirect("workbench:screening", screening.id)
    return redirect("workbench:screening-result", screening.id)


@with_screening
def result(request: StaffRequest, screening: Screening) -> HttpResponse:
    """What the answers come to so far, or what was sealed when the screening was finished."""
    interview = actions.open_interview(by=request.key_holder, screening=screening)
    described = describe(actions.outcome_so_far(screening, interview))
    finished = screening.status == ScreeningStatus.FINISHED
    context = {
        "here": "screenings",
        "screening": screening,
        "result": described,
        "finished": finished,
        "national": [lens for lens in described.national if not lens.no_result],
        "silent": [lens for lens in described.national if lens.no_result],
        "first_call": child_protection() if described.is_child else (),
        "expected": base_rate.expected(),
        "base_rate_source": base_rate.SOURCE,
        "who": queries.names_of([screening.assessed_by]).get(screening.assessed_by, ""),
        "may_open_case": has_perm("cases.work", request.key_holder.member, screening.team),
    }
    return render(request, "workbench/screening_result.html", context)


@with_screening
def export(request: StaffRequest, screening: Screening, form: str) -> HttpResponse:
    """The result as a file, which the audit names."""
    if form not in TYPES:
        raise Http404(form)
    text = actions.export_outcome(by=request.key_holder, screening=screening, form=form)
    name = f"latido-{screening.short_code}.{form}"
    return HttpResponse(
        text,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
