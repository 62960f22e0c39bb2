"""``request.key_holder``: the member who is fully signed in, with the key in memory, or None."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from latido.web.workbench.sign_in import session_keys

RENEW_EVERY_S = 60
"""The session's 30 idle minutes are counted to the minute: fewer writes for the same promise."""


class KeyHolderMiddleware:
    """Open the member's key for this request; a session without its cookie half is ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.key_holder = None  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._open(request)
        response = self.get_response(request)
        session_keys.write_cookies(request, response)
        return response

    def _open(self, request: HttpRequest) -> None:
        if not request.user.is_authenticated:
            return
        request.key_holder = session_keys.live_holder(request)  # type: ignore[attr-defined]
        if request.key_holder is None and session_keys.LIVE in request.session:  # type: ignore[attr-defined]
            logout(request)
            return
        now = int(time.time())
        if now - request.session.get("renewed", 0) >= RENEW_EVERY_S:
            request.session["renewed"] = now
