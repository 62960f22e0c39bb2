"""Writing an interview: preparation, a page per dimension, the assessment. Each is saved alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from latido.apps.screening import actions, queries
from latido.apps.screening.choices import ASSESSMENT, DIMENSIONS, PREPARATION, ScreeningStatus
from latido.apps.screening.definitions import country
from latido.apps.screening.forms import AssessmentForm, DimensionForm, PreparationForm, SectionForm
from latido.apps.screening.interviews import Interview, Section
from latido.apps.screening.queries import Screening
from latido.apps.screening.rules import NotOpenError
from latido.engines.indicators import Dimension, Instrument, Population
from latido.web.workbench.drafts.keeping import KEPT
from latido.web.workbench.screenings.differences import differences
from latido.web.workbench.screenings.reaching import with_screening
from latido.web.workbench.screenings.steps import LEADS, address, next_address, not_yet_safe, steps_of
from latido.web.workbench.sign_in.access import StaffRequest

CONFLICT = 409
GO, STAY, NEXT, STOP = "go", "stay", "next", "stop"
TAKE_UP = "take_up"


@dataclass(frozen=True)
class Page:
    """How one section is written: its form, its template, and what the template needs besides."""

    code: str
    form: Callable[..., SectionForm]
    initial: Callable[[Section], dict[str, Any]]
    template: str
    more: dict[str, Any]


@dataclass(frozen=True)
class Visit:
    """One request to one section of one screening."""

    request: StaffRequest
    screening: Screening
    used: Instrument
    page: Page

    def answer(self) -> HttpResponse:
        """Show the section, or save what was posted."""
        if self.request.method == "POST":
            return self._save()
        interview = self._open()
        initial = self.page.initial(interview.section(self.page.code))
        return self._show(interview, self.page.form(initial=initial))

    def _open(self) -> Interview:
        return actions.open_interview(by=self.request.key_holder, screening=self.screening)

    def _save(self) -> HttpResponse:
        form = self.page.form(self.request.POST)
        if not form.is_valid():
            return self._show(self._open(), form)
        try:
            saved = actions.save_section(
                by=self.request.key_holder,
                screening=self.screening,
                code=self.page.code,
                content=form.content(),
                version=form.started_from,
                take_up_again=TAKE_UP in self.request.POST,
            )
        except actions.SectionConflictError as conflict:
            return self._show_both(conflict.theirs)
        except NotOpenError:
            return self._show(self._open(), form, status=CONFLICT, not_open=True)
        return self._go_on(saved)

    def _go_on(self, saved: Screening) -> HttpResponse:
        if saved.instrument != self.used.id:
            title = queries.instrument_of(saved).title.in_language(self.request.LANGUAGE_CODE)
            messages.info(self.request, _("For this age another set is used: %(title)s.") % {"title": title})
        wanted = self.request.POST.get(GO, STAY)
        if wanted == STOP:
            return redirect("workbench:screening-stop", saved.id)
        if wanted == NEXT:
            return redirect(next_address(saved, self.page.code))
        messages.success(self.request, _("Saved and sealed."))
        return redirect(address(saved, self.page.code))

    def _show_both(self, theirs: Section) -> HttpResponse:
        """What was typed stays in the form, which now starts from their version: saving replaces theirs."""
        data = self.request.POST.copy()
        data["version"] = str(theirs.version)
        form = self.page.form(data)
        return self._show(
            self._open(),
            form,
            status=CONFLICT,
            theirs=theirs,
            their_name=queries.names_of([theirs.saved_by]).get(theirs.saved_by, ""),
            differences=differences(form, self.page.initial(theirs)),
        )

    def _show(
        self, interview: Interview, form: SectionForm, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        steps = steps_of(self.screening, interview, self.used)
        number = [step.code for step in steps].index(self.page.code)
        context = {
            "here": "screenings",
            "screening": self.screening,
            "instrument": self.used.title.in_language(self.request.LANGUAGE_CODE),
            "step": steps[number],
            "number": number,
            "before": steps[number - 1] if number else None,
            "steps": steps,
            "form": form,
            "reminders": not_yet_safe(interview) if interview.is_prepared else [],
            "unprepared": not interview.is_prepared and self.page.code != PREPARATION,
            "closed": self.screening.status != ScreeningStatus.IN_PROGRESS,
            "take_up": TAKE_UP in self.request.POST or bool(more.get("not_open")),
            "kept_draft": self.request.POST.get(KEPT, ""),
            **self.page.more,
            **more,
        }
        return render(self.request, self.page.template, context, status=status)


@with_screening
def prepare(request: StaffRequest, screening: Screening) -> HttpResponse:
    """What is made safe, said and agreed before the first question. "Not safe now" writes nothing of it."""
    if request.method == "POST" and request.POST.get(GO) == STOP:
        return redirect("workbench:screening-stop", screening.id)
    used = queries.instrument_of(screening)
    more = preparation_words(used.population is Population.CHILD)
    page = Page(
        PREPARATION, PreparationForm, PreparationForm.initial_of, "workbench/screening_prepare.html", more
    )
    return Visit(request, screening, used, page).answer()


def preparation_words(is_child: bool) -> dict[str, Any]:
    """Limits of confidentiality to read aloud, and for a child whom to call first."""
    pack = country()
    return {
        "limits": pack.limits_for(public_function=True, minor=is_child),
        "first_call": child_protection() if is_child else (),
    }


def child_protection() -> tuple[Any, ...]:
    """The authority that protects children, where the country pack names one."""
    schemes = country().schemes_for(missing=False, minor=True, female=True)
    return tuple(scheme for scheme in schemes if scheme.kind == "protection")


@with_screening
def dimension(request: StaffRequest, screening: Screening, code: str) -> HttpResponse:
    """The questions of one dimension, none preselected and none owed."""
    if code not in DIMENSIONS:
        raise Http404(code)
    used = queries.instrument_of(screening)

    def form(*args: Any, **kwargs: Any) -> DimensionForm:
        return DimensionForm(*args, instrument=used, dimension=Dimension(code), **kwargs)

    more = {"lead": LEADS[code]}
    page = Page(code, form, DimensionForm.initial_of, "workbench/screening_section.html", more)
    return Visit(request, screening, used, page).answer()


@with_screening
def assessment(request: StaffRequest, screening: Screening) -> HttpResponse:
    """Act, means and purpose as the interviewer assesses them, beside the scoring and apart from it."""
    used = queries.instrument_of(screening)
    page = Page(
        ASSESSMENT, AssessmentForm, AssessmentForm.initial_of, "workbench/screening_assessment.html", {}
    )
    return Visit(request, screening, used, page).answer()
