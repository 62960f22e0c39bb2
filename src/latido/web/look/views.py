"""Each component once, so that one can look at it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from latido.web.icons import ICONS
from latido.web.look.samples import SIGNED_IN, sample_form, sample_page
from latido.web.problems import show_problem


def look(request: HttpRequest) -> HttpResponse:
    """Show the components of public pages."""
    wrong = "wrong" in request.GET
    return render(
        request,
        "latido/look.html",
        {"form": sample_form(wrong=wrong), "steps": ["Place", "Signs", "Words", "Send"]},
    )


def look_at_workbench(request: HttpRequest) -> HttpResponse:
    """Show the components of staff pages."""
    return render(
        request,
        "latido/look_workbench.html",
        {
            "signed_in": SIGNED_IN,
            "here": "cases",
            "waiting": 3,
            "page": sample_page(),
            "icons": sorted(ICONS),
        },
    )


def look_at_sign_in(request: HttpRequest) -> HttpResponse:
    """Show the page for signing in."""
    return render(request, "latido/look_sign_in.html")


def look_at_problem(request: HttpRequest, status: int) -> HttpResponse:
    """Show the page for an HTTP status."""
    return show_problem(request, status)
