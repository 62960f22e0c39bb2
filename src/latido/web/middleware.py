"""Headers that every answer carries."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOTHING_ALLOWED = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
"""No page of ours asks a phone for its camera, microphone or place."""


class QuietHeadersMiddleware:
    """Ask browsers to share nothing and to keep other sites apart from ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NOTHING_ALLOWED)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
