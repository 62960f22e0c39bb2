"""Pages around the sign-in that allauth does not have."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def second_factor_is_set(request: HttpRequest) -> HttpResponse:
    """After activating the second factor the member signs in again, so that the key opens with both."""
    logout(request)
    messages.success(request, _("Your second step is set up. Now sign in with your password and a code."))
    return redirect("account_login")
