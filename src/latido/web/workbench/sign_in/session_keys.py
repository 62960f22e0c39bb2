"""Where a signed-in member's key waits: half in the session row, half in a cookie."""

from __future__ import annotations

import contextlib
import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from latido.apps.agencies import actions, queries
from latido.apps.agencies.key_holders import KeyHolder, Member

PENDING = "latido_pending_key"
LIVE = "latido_key"
LAST_MEMBER_HOURS = 12
"""How long text typed after a session's end can still be kept for the member who typed it."""


def keep_pending(request: HttpRequest, holder: KeyHolder) -> None:
    """After the password: the key waits for the second factor under a fresh cookie half."""
    half, sealed = actions.seal_session_key(by=holder, live=False)
    request.session[PENDING] = sealed
    request.latido_new_half = half  # type: ignore[attr-defined]


def make_live(request: HttpRequest, member: Member) -> None:
    """After the second factor: open the waiting key and seal it anew under another cookie half.

    Raises ``SessionKeyError`` when no key waits for this member.
    """
    half = request.COOKIES.get(settings.LATIDO_HALF_COOKIE, "")
    sealed = request.session.pop(PENDING, "")
    holder = actions.open_session_key(by=member, cookie_half=half, session_half=sealed, live=False)
    half, request.session[LIVE] = actions.seal_session_key(by=holder, live=True)
    request.latido_new_half = half  # type: ignore[attr-defined]
    request.latido_new_member = member.id  # type: ignore[attr-defined]


def live_holder(request: HttpRequest) -> KeyHolder | None:
    """The signed-in member with the key in memory; None when either half is missing or wrong."""
    member = request.user
    sealed = request.session.get(LIVE)
    half = request.COOKIES.get(settings.LATIDO_HALF_COOKIE, "")
    if not isinstance(member, Member) or not sealed:
        return None
    try:
        return actions.open_session_key(by=member, cookie_half=half, session_half=sealed, live=True)
    except actions.SessionKeyError:
        return None


def write_cookies(request: HttpRequest, response: HttpResponse) -> None:
    """Send the cookie half that this request made, and remember who signed in last on this browser."""
    if half := getattr(request, "latido_new_half", None):
        _set(response, settings.LATIDO_HALF_COOKIE, half, max_age=None)
    if member_id := getattr(request, "latido_new_member", None):
        value = signing.dumps(str(member_id), salt=settings.LATIDO_LAST_MEMBER_COOKIE)
        _set(response, settings.LATIDO_LAST_MEMBER_COOKIE, value, max_age=LAST_MEMBER_HOURS * 3600)


def last_member(request: HttpRequest) -> Member | None:
    """Who signed in last on this browser, as the signed cookie says."""
    value = request.COOKIES.get(settings.LATIDO_LAST_MEMBER_COOKIE, "")
    with contextlib.suppress(signing.BadSignature, ValueError):
        member_id = signing.loads(
            value, salt=settings.LATIDO_LAST_MEMBER_COOKIE, max_age=LAST_MEMBER_HOURS * 3600
        )
        return queries.member(uuid.UUID(member_id))
    return None


def _set(response: HttpResponse, name: str, value: str, *, max_age: int | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
