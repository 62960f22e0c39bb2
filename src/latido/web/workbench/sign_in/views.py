"""Pages around the sign-in that allauth does not have, or that the demo adds to."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from latido.web import navigation
from latido.web.workbench.sign_in.access import StaffRequest, signed_in
from latido.web.workbench.sign_in.second_factor import current_code


class CodeView(AuthenticateView):
    """The second step; in the demo the page shows the code that a phone would show."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.LATIDO_DEMO:
            context["demo_code"] = current_code(self.stage.login.user.get_username())
        return dict(context)


@signed_in
def home(request: StaffRequest) -> HttpResponse:
    """Where a member's work begins: the first room that is open to them."""
    rooms = navigation.rooms_for(request.permissions)
    if rooms:
        return redirect(rooms[0][1])
    return render(request, "workbench/home.html")


def second_factor_is_set(request: HttpRequest) -> HttpResponse:
    """After activating the second factor the member signs in again, so that the key opens with both."""
    logout(request)
    messages.success(request, _("Your second step is set up. Now sign in with your password and a code."))
    return redirect("account_login")
