"""Who may see a page of the workbench: the decorator of every view there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.mfa.adapter import get_adapter as second_factor_adapter
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from latido.apps.agencies.key_holders import KeyHolder
from latido.apps.agencies.queries import permissions_of
from latido.apps.exchange.tasks import run_keyed_jobs
from latido.web.workbench.drafts.keeping import drop_what_was_sent, keep_what_was_posted

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """A request whose member is signed in with password and second factor."""

    key_holder: KeyHolder
    permissions: frozenset[str]


def signed_in(view: View) -> View:
    """Only fully signed-in members; text posted after the session's end is kept for its author."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "key_holder", None) is not None:
            staff = cast("StaffRequest", request)
            staff.permissions = permissions_of(staff.key_holder.member)
            response = view(staff, *args, **kwargs)
            drop_what_was_sent(staff, response)
            run_keyed_jobs(by=staff.key_holder)
            return response
        if request.user.is_authenticated and not second_factor_adapter().is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return _ask_to_sign_in(request)

    return wrapped


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if keep_what_was_posted(request):
        messages.info(
            request, _("Your session had ended. What you wrote is kept, sealed for you. Sign in to go on.")
        )
    return redirect_to_login(request.path)


def permitted(permission: str) -> Callable[[View], View]:
    """Only members with ``permission`` in at least one team; the view checks the object itself."""

    def decorate(view: View) -> View:
        @signed_in
        @wraps(view)
        def wrapped(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permission not in request.permissions:
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
