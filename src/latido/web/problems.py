"""The page for a request that could not be served: what happened and what to do, by HTTP status."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Problem:
    """Words for one kind of problem; all three are shown."""

    title: str | Promise
    happened: str | Promise
    do: str | Promise


PROBLEMS: dict[int, Problem] = {
    400: Problem(
        _("We could not read what was sent"),
        _("Something in it was incomplete or had a form we do not know. Nothing was saved."),
        _("Go back, check what you wrote and send it again."),
    ),
    403: Problem(
        _("This page is not open to you"),
        _("Your team or your role does not reach this page, or the form was open for too long."),
        _("Go back and reload the page. If you need this page for your work, ask your supervisor."),
    ),
    404: Problem(
        _("There is no page here"),
        _("The address may be mistyped, or the page has moved or expired."),
        _("Check the address, or start again from the first page."),
    ),
    405: Problem(
        _("This address cannot do that"),
        _("It was opened in a way it does not know, for example by reloading after sending a form."),
        _("Start again from the first page. What you already sent is not lost."),
    ),
    413: Problem(
        _("That is too much at once"),
        _("What you sent is larger than we can receive in one go. Nothing was saved."),
        _("Go back, shorten the text and send it again. You can write a second message afterwards."),
    ),
    429: Problem(
        _("Please wait a moment"),
        _("Many requests arrived in a short time, so we slowed down for everybody."),
        _("Wait one minute and try again. What you wrote stays on your page if you go back."),
    ),
    500: Problem(
        _("Something broke on our side"),
        _("It is not your fault. The people who run this page can see that it happened, not what you wrote."),
        _("Go back and try again in a few minutes. If it is urgent, call a help line instead."),
    ),
    503: Problem(
        _("We are closed for a moment"),
        _("This page is being looked after and will be back soon."),
        _("Try again in a few minutes. If it is urgent, call a help line instead."),
    ),
}


def problem_for(status: int) -> Problem:
    """Return the words for an HTTP status; an unlisted one reads like 400 (theirs) or 500 (ours)."""
    if status in PROBLEMS:
        return PROBLEMS[status]
    return PROBLEMS[500 if status >= 500 else 400]


def show_problem(request: HttpRequest, status: int, *, explanation: str = "") -> HttpResponse:
    """Answer a request with the page for ``status``; ``explanation`` replaces what happened."""
    return render(
        request, "latido/problem.html", {"status": status, "explanation": explanation}, status=status
    )


# Django passes the exception by name, so the handlers below cannot rename it.
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400. A body that is too large says so by its own status."""
    too_large = isinstance(exception, RequestDataTooBig)
    return show_problem(request, 413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Django's handler403. The exception names a permission and is not shown."""
    return show_problem(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Django's handler404."""
    return show_problem(request, 404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Django's handler500, from a template that needs no context."""
    return HttpResponseServerError(get_template("500.html").render())
