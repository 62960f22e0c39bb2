"""The list of screenings, beginning one, and where one stands."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from latido.apps.agencies.queries import teams_where
from latido.apps.keyring.rules import FirewallError
from latido.apps.screening import actions, queries
from latido.apps.screening.choices import ScreeningStatus
from latido.apps.screening.forms import StartForm
from latido.apps.screening.queries import Screening
from latido.apps.screening.rules import CONDUCT
from latido.engines.indicators import UnknownInstrumentError
from latido.web.problems import show_problem
from latido.web.workbench.screenings.reaching import with_screening
from latido.web.workbench.screenings.steps import not_yet_safe, steps_of
from latido.web.workbench.sign_in.access import StaffRequest, permitted

PER_PAGE = 25


@permitted(CONDUCT)
def screenings(request: StaffRequest) -> HttpResponse:
    """The team's screenings, newest first, and a form that begins one."""
    return _list(request, None)


def _list(request: StaffRequest, refused: StartForm | None) -> HttpResponse:
    member = request.key_holder.member
    teams = queries.teams_that_screen(member)
    status = request.GET.get("status", "")
    found = queries.screenings_of(member, status=status if status in ScreeningStatus.values else "")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    on_offer = queries.instruments_on_offer()
    titles = {each.id: each.title.in_language(request.LANGUAGE_CODE) for each in on_offer}
    names = queries.names_of([each.assessed_by for each in page])
    context = {
        "here": "screenings",
        "page": page,
        "rows": [(each, titles.get(each.instrument, ""), names.get(each.assessed_by, "")) for each in page],
        "statuses": ScreeningStatus.choices,
        "status": status,
        "teams": teams,
        "form": refused
        or StartForm(teams=teams, instruments=on_offer, initial={"report": request.GET.get("report")}),
    }
    return render(request, "workbench/screenings.html", context)


@permitted(CONDUCT)
def start(request: StaffRequest) -> HttpResponse:
    """Begin a screening. Also where the inbox sends a report to, with "adult" or "child" as instrument."""
    if request.method != "POST":
        return redirect("workbench:screenings")
    member = request.key_holder.member
    teams = list(teams_where(member, CONDUCT))  # a walled team is refused by the action, which audits it
    form = StartForm(_posted(request, teams), teams=teams, instruments=queries.instruments_on_offer())
    if not form.is_valid():
        return _list(request, form)
    team = next(each for each in teams if str(each.id) == form.cleaned_data["team"])
    try:
        screening = actions.start_screening(
            by=request.key_holder,
            team=team,
            instrument=queries.instrument_named(form.cleaned_data["instrument"]),
            report_id=form.cleaned_data["report"],
        )
    except FirewallError:
        explanation = _(
            "A migration-enforcement team keeps no interviews. It hands over to a protection team."
        )
        return show_problem(request, 403, explanation=explanation)
    return redirect("workbench:screening", screening.id)


def _posted(request: StaffRequest, teams: list[Any]) -> Any:
    """What was posted, with the instrument by its id and the only team filled in."""
    data = request.POST.copy()
    with suppress(UnknownInstrumentError):  # the form says so, in the reader's language
        data["instrument"] = queries.instrument_named(data.get("instrument", "")).id
    if not data.get("team") and len(teams) == 1:
        data["team"] = str(teams[0].id)
    return data


@with_screening
def screening(request: StaffRequest, screening: Screening) -> HttpResponse:
    """Where it stands: the preparation, the sections, the plan of a stopped one, or the result."""
    if screening.status == ScreeningStatus.FINISHED:
        return redirect("workbench:screening-result", screening.id)
    interview = actions.open_interview(by=request.key_holder, screening=screening)
    if screening.status == ScreeningStatus.IN_PROGRESS and not interview.is_prepared:
        return redirect("workbench:screening-prepare", screening.id)
    used = queries.instrument_of(screening)
    steps = steps_of(screening, interview, used)
    begun = interview.is_prepared
    context = {
        "here": "screenings",
        "screening": screening,
        "instrument": used.title.in_language(request.LANGUAGE_CODE),
        "steps": steps,
        "onward": next((step for step in steps if not step.complete), steps[-1]),
        "stopped": screening.status == ScreeningStatus.STOPPED,
        "begun": begun,
        "plan": interview.plan,
        "reminders": not_yet_safe(interview) if begun else [],
        "who": queries.names_of([screening.assessed_by]).get(screening.assessed_by, ""),
    }
    return render(request, "workbench/screening.html", context)
